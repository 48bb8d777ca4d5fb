"""Checks a document against what is kept: its bytes, and the ledger head printed in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.domain.document import verify_document


class Command(BaseCommand):
    """Exit 0 when the file is a kept document and its ledger head fits the chain; else name what does not fit."""

    help = "Checks that a PDF is one of the kept documents, unaltered, and that the ledger head printed in it fits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}: {path}") from error
        problem = verify_document(content=content, name=str(path.resolve()))
        if problem:
            raise CommandError(f"{path.name}: {problem}")
        self.stdout.write(f"{path.name}: a kept document, unaltered; its ledger head fits the chain.")
