"""No form of the product takes a file: none is stored, in memory or on disk, however large it is said to be."""

from typing import Any

from django.core.exceptions import SuspiciousMultipartForm
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """Answers 400 at the first byte of a file; a field for one that was left empty is no file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse it; raises SuspiciousMultipartForm."""
        raise SuspiciousMultipartForm("a file was sent")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take nothing."""

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""
