"""Puts every request with a region in its address inside that region's scope, and staff behind a second factor."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from accounts.access import RegionRequest
from accounts.queries import administered_regions, region_by_slug
from servicelofte.common.languages import interface_language
from servicelofte.common.tenancy import region_scope


class RegionScopeMiddleware:
    """Opens the scope for `<slug:region>` in the address, and the administrator's regions under /admin/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: RegionRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.scope_stack = stack
            return self.get_response(request)

    def process_view(self, request: RegionRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Find the region; an unknown one is 404."""
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            regions = administered_regions(request.user) if request.user.is_authenticated else []
            request.scope_stack.enter_context(region_scope(regions))
            if request.user.is_authenticated:
                # The address says no language here: the person's own, not that of the browser.
                translation.activate(interface_language(request.user.language))
                request.LANGUAGE_CODE = translation.get_language()
        elif "region" in kwargs:
            region = region_by_slug(kwargs.pop("region"))
            if region is None:
                raise Http404
            request.region = region
            request.scope_stack.enter_context(region_scope(region))


class SecondFactorMiddleware:
    """Sends signed-in staff without a second factor to set one up, where it is demanded (production)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Redirect from the workspace and the admin site to the set-up page; who reads a public page is not asked."""
        match = request.resolver_match
        guarded = (match is not None and "admin" in match.app_names) or "/work/" in request.path
        if not guarded or not request.user.is_authenticated or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_activate_totp")


def lacks_second_factor(user: Any) -> bool:
    """Tell whether a signed-in person must set up a second factor before anything of the workspace is shown."""
    return settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(user)
