"""What is set right before Django makes a request of what the server hands it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

from servicelofte.common.middleware import is_utf8

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# An encoding that every query can be read in, and that the first middleware refuses like all but UTF-8.
READABLE = "text/plain; charset=iso-8859-1"


def with_readable_questions(application: Application) -> Application:
    """Return a WSGI application that is handed no Content-Type which Django fails on.

    Django reads the query while it makes the request, in the encoding that Content-Type names. Some that Python
    knows, such as `zip`, are none for text, and a parameter of it may itself be written in one that nobody knows
    (RFC 2231): no middleware could answer any more.
    """

    def answer(handed: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_readable(handed.get("CONTENT_TYPE", "")):
            handed = {**handed, "CONTENT_TYPE": READABLE}
        return application(handed, start_response)

    return answer


def _is_readable(content_type: str) -> bool:
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return False
    return is_utf8(parameters.get("charset"))
