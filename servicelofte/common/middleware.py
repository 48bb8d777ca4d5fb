"""Stops what no form can carry before any view sees it."""

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import has_vary_header


class HostileInputMiddleware:
    """Answers 400 to addresses and query strings with NUL characters, which neither database can hold, and to forms
    in another encoding than UTF-8, out of which half characters come that no page can show.

    Every answer speaks the visitor's language, also one given before the page's own language is known.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The thread still speaks the language of whoever it answered before.
        translation.activate(translation.get_language_from_request(request, check_path=True))
        has_nul = "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "")
        if has_nul or not is_utf8(request.encoding):
            return HttpResponseBadRequest(render_to_string("400.html"))
        return self.get_response(request)


class PrivateMiddleware:
    """Keeps what depends on who asks out of every shared cache: pages of the workspace, and refusals in its frame.

    What names its own rule keeps it. A browser may still show the page when somebody goes back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if has_vary_header(response, "Cookie"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def is_utf8(encoding: str | None) -> bool:
    """Tell whether what names this encoding is read as UTF-8; so it is when it names none, or none that is known."""
    try:
        return encoding is None or codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return True
