"""Posting without an account or cookie: the Origin is checked in place of the CSRF cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

OWN_HISTORY = "private, max-age=0"
SWITCH = "show_in"


def is_own_origin(request: HttpRequest) -> bool:
    """Tell whether a POST comes from a page of this site, as far as the browser says.

    An Origin is taken as Django takes it of a form with a cookie: scheme, host and port are ours, or it is one of
    CSRF_TRUSTED_ORIGINS. Pages with `no-referrer` send `Origin: null`; then Sec-Fetch-Site decides.
    """
    origin = request.META.get("HTTP_ORIGIN", "")
    site = request.META.get("HTTP_SEC_FETCH_SITE", "")
    if origin and origin != "null":
        own = f"{request.scheme}://{request.get_host()}"
        return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS
    return site in ("", "same-origin", "none")


def is_language_switch(request: HttpRequest) -> bool:
    """Tell whether a form was posted only to be shown in another language, with what was typed kept and not sent."""
    return request.method == "POST" and SWITCH in request.POST


def anonymous_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Exempt a view from the CSRF cookie and demand its own Origin instead; its form carries a one-time token.

    The empty form stays in the browser's own history, so that whoever goes back finds the same token and sends the
    same words once; every other visit asks for a new one. What answers words that were sent is stored nowhere.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_own_origin(request):
            raise PermissionDenied(
                _("It did not come from our own page. Open the form on this site and send it once more.")
            )
        response = view(request, *args, **kwargs)
        is_empty_form = request.method in ("GET", "HEAD") and response.status_code == 200
        response.headers.setdefault("Cache-Control", OWN_HISTORY if is_empty_form else "no-store")
        return response

    return csrf_exempt(guarded)


def no_referrer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark pages whose address holds a code: nothing of it is told to other sites, nothing is stored."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return quiet
