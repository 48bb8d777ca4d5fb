"""`manage.py erase_person ADDRESS`: erase what was said under an e-mail address, in every region."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.domain.erasure import erase_address, works_still


class Command(BaseCommand):
    """Tell how much was erased of what; nothing found is no fault."""

    help = "Erases what was said under an e-mail address, and the address, in every region (GDPR art. 17)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", metavar="ADDRESS", help="The address that the person left.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and tell how much."""
        for what, rows in sorted(erase_address(email=options["email"]).items()):
            self.stdout.write(f"{what}: {rows}")
        if works_still(email=options["email"]):
            self.stdout.write("The address has an account in use: end its roles, then run this again.")
