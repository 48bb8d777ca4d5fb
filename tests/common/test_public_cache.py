"""What is kept for everybody was made for everybody."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from servicelofte.common.public_cache import PublicCacheMiddleware, public_page

pytestmark = pytest.mark.django_db


def made(*, cookie: bool = False, status: int = 200, marked: bool = True, path: str = "/sv/kusten/") -> int:
    """Return how often a view is asked when its page is fetched twice."""
    asked = []

    def view(request):
        asked.append(request)
        response = HttpResponse("Hej", status=status)
        if cookie:
            response.set_cookie("who", "Anna")
        return response

    middleware = PublicCacheMiddleware(public_page(view) if marked else view)
    for _ in range(2):
        middleware(RequestFactory().get(path))
    return len(asked)


def test_public_page_is_made_once():
    assert made() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"cookie": True},
        {"status": 404},
        {"marked": False},
        {"path": "/sv/work/kusten/"},
        {"path": "/admin/x/"},
    ],
)
def test_what_is_not_for_everybody_is_made_each_time(values):
    assert made(**values) == 2
