"""Where files stand: kept documents whole or not at all, and static files with hashed names, which stand for
themselves where nothing is collected (a fresh checkout).
"""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise storage that never turns a missing file into a 500."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the name itself where nothing has been collected."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name


class MediaStorage(FileSystemStorage):
    """Files that are there whole or not at all: what a full disk cut short is taken away again."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
