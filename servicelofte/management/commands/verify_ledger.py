"""`manage.py verify_ledger`: do the guards, seals and words of every region's ledger fit together?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.domain.ledger import LedgerFault, verify_head, verify_ledger


class Command(BaseCommand):
    """Exit 0 when all fits; exit 1 and name the first thing that does not."""

    help = (
        "Checks the ledger of every region: exit 0 when all fits, else names the first thing that does not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take chain heads that were published, to find a ledger whose end was cut off."""
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="REGION:NUMBER:DIGEST",
            help="A chain head printed in a document or backup; may be given several times.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and tell what was found."""
        fault = verify_ledger()
        for head in options["head"]:
            fault = fault or verify_head(**_parse(head))
        if fault:
            raise CommandError(_words(fault))
        self.stdout.write("The ledger is whole.")


def _parse(head: str) -> dict[str, Any]:
    try:
        region, number, digest = head.split(":")
        return {"region": region, "number": int(number), "digest": digest}
    except ValueError as error:
        raise CommandError(f"--head {head}: write REGION:NUMBER:DIGEST", returncode=2) from error


def _words(fault: LedgerFault) -> str:
    where = f"region {fault.region}, seal {fault.number}: " if fault.region else ""
    return f"The ledger does not fit. {where}{fault.problem}"
