"""Fills in the demo: two regions that do not exist, with a project in each of the six phases."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from servicelofte.common.wake import asleep
from servicelofte.management.demo.building import build_demo
from servicelofte.management.demo.handles import write_handles
from servicelofte.management.demo.scale import SCALES, grow


class Command(BaseCommand):
    """`manage.py demo [--scale small|region|nation]`: makes what is missing and writes `var/demo.json`."""

    help = "Fill in the demo, where it is missing, and write var/demo.json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the scale."""
        parser.add_argument(
            "--scale",
            choices=SCALES,
            default="small",
            help="region: 10,000 comments on the open draft; nation: also 24 regions with figures",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, grow to the scale, and describe; no worker is woken meanwhile: the beat finds the mail that is due.

        Refused in production, where everybody would know the passwords.
        """
        if settings.PRODUCTION:
            raise CommandError("The demo has passwords that everybody knows: it is not for production.")
        path = settings.VAR_DIR / "demo.json"
        with asleep():
            casts = build_demo()
            grow(casts, options["scale"])
            described = write_handles(casts, path)
        self.stdout.write(f"The demo stands: {len(described['pages'])} pages, described in {path}")
