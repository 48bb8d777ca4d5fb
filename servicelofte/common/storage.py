"""Where files stand: kept documents whole or not at all, and static files with hashed names, which stand for
themselves where nothing is collected (a fresh checkout).
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

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
    """Files that are there whole or not at all: what a full disk cut short is taken away again, and nothing else is.

    A file is written under a name of its own and given its name once it is whole, since others may save under the same
    name at the same time, and whoever writes may be killed at any moment.
    """

    def _save(self, name: str, content: Any) -> str:
        part = f"{name}.{uuid4().hex}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]
            return self._name_whole(part, name)
        finally:
            Path(self.path(part)).unlink(missing_ok=True)

    def _name_whole(self, part: str, name: str) -> str:
        """Give the whole file its name in one step, and return it: another one where somebody else was first."""
        while True:
            try:
                Path(self.path(name)).hardlink_to(self.path(part))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
