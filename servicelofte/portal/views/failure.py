"""What is answered when something failed on our side. Nothing of the fault itself is told."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

RETRY_SECONDS = 30
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 for what passes (the database is away, a disk is full), else 500; asks nothing of the database."""
    if not _passes(sys.exc_info()[1]):
        return HttpResponseServerError(render_to_string("500.html"))
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _passes(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, OperationalError | InterfaceError)
