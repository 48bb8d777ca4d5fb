"""The way to the service by which people sign in with OpenID Connect, and back."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.providers.openid_connect import views
from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)
# The service, and whatever it leads on to, stands elsewhere: a browser holds the redirect after a form to this too.
_ELSEWHERE = f"{urlsplit(settings.OIDC_SERVER_URL).scheme or 'https'}:"


@csp_update({"form-action": [_ELSEWHERE]})
def leave_to_sign_in(request: HttpRequest, provider_id: str) -> Any:
    """Ask whether to go on to the other service, and on POST go there; while it cannot be reached, say so."""
    try:
        return views.login(request, provider_id)
    except RequestException as error:
        return _say_away(request, error)


def come_back_signed_in(request: HttpRequest, provider_id: str) -> Any:
    """Take what the other service answers; say so when it cannot be reached any more, or tells no key of the person
    that can be kept.
    """
    try:
        return views.callback(request, provider_id)
    except (RequestException, KeyError, ImproperlyConfigured) as error:
        # The library takes a key that is not there, or is longer than its column, for a fault of ours.
        return _say_away(request, error)


def _say_away(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("sign_in_service_away", extra={"error": type(error).__name__})
    return render(request, "socialaccount/authentication_error.html", status=503)
