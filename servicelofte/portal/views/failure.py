"""What is answered when a request cannot be read or is refused, or something failed on our side.

Nothing of the fault is told.
"""

import errno
import sys

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.template.loader import render_to_string

from servicelofte.common.anonymous import is_own_origin
from servicelofte.portal.frame import workspace_frame

RETRY_SECONDS = 30
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Whose forms hold words and choices; those of accounts and of the administration site hold passwords too.
_REPEATED = frozenset(settings.APPS) - {"accounts"}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 413 for what is larger than we take, with what to do about it, else 400."""
    status = 413 if isinstance(exception, _TOO_LARGE) else 400
    return render(request, f"{status}.html", workspace_frame(request), status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the refusal's own words, where it has any; inside the workspace with its navigation."""
    page = {"exception": str(exception), **workspace_frame(request)}
    return render(request, "403.html", page, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 alike for what is nowhere and what is another region's; inside the workspace with its navigation."""
    return render(request, "404.html", workspace_frame(request), status=404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer 405 to whoever looks at what only a button does; inside the workspace with its navigation."""
    return render(request, "405.html", workspace_frame(request), status=405)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token has grown old; inside the workspace with its navigation."""
    return render(request, "403_csrf.html", workspace_frame(request), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 for what passes (the database is away, a disk is full), else 500; asks nothing of the database.

    What was being sent is kept on the page, to be sent again from there: going back may open the form anew, empty.
    """
    if not _passes(sys.exc_info()[1]):
        return HttpResponseServerError(render_to_string("500.html"))
    page = {"sent": _sent(request), "address": request.get_full_path()}
    response = HttpResponse(render_to_string("503.html", page), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names and values of a form of our own, with its one-time token; nothing of a sign-in or a file."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.app_name not in _REPEATED:
        return []
    try:
        if not is_own_origin(request) or request.FILES:
            return []
        return [(name, str(value)) for name, values in request.POST.lists() for value in values]
    except (BadRequest, MultiPartParserError, RawPostDataException, SuspiciousOperation, OSError):
        return []


def _passes(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, OperationalError | InterfaceError)
