"""What is answered when a request cannot be read, or something failed on our side. Nothing of the fault is told."""

import errno
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_SECONDS = 30
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 413 for what is larger than we take, with what to do about it, else 400."""
    status = 413 if isinstance(exception, _TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


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
