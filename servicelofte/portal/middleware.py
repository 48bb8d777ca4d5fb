"""What stands in the place of an answer that would be an empty page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from servicelofte.portal.views.failure import not_allowed

LOOKED_AT = ("GET", "HEAD")


class ButtonAddressMiddleware:
    """Shows a page where somebody came by a link to an address that only a button leads to.

    So come those whose sign-in ran out before they pressed the button, and those who open such an address anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in LOOKED_AT or response.content:
            return response
        page = not_allowed(request)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page
