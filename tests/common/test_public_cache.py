"""What is kept for everybody was made for everybody."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from jobs.tasks import run_due
from servicelofte.common import clock
from servicelofte.common.models import PageChange
from servicelofte.common.public_cache import (
    PublicCacheMiddleware,
    _stored_version,
    bump_public,
    bump_region,
    public_page,
)

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


def test_changes_are_counted_by_the_beat_without_making_a_page_stale():
    bump_public("kusten", "norden")
    bump_region("kusten")
    seen = {key: _stored_version(key) for key in ("kusten", "norden", "*", "inlandet")}
    assert seen == {"kusten": 2, "norden": 1, "*": 1, "inlandet": 0}
    run_due()
    assert not PageChange.objects.exists()
    assert {key: _stored_version(key) for key in seen} == seen
    bump_region("kusten")
    assert _stored_version("kusten") == 3


def test_version_is_read_in_one_statement(django_assert_num_queries):
    """Between two, the beat could count: the sum of what was read would be that of an earlier page."""
    with django_assert_num_queries(1):
        _stored_version("kusten")


@pytest.mark.parametrize(
    ("tags", "status"),
    [("{}", 304), ("W/{}", 304), ('"other", {}', 304), ("*", 304), ('"x{}', 200), ("", 200)],
)
def test_page_the_reader_has_is_not_sent_again(tags, status):
    middleware = PublicCacheMiddleware(public_page(lambda request: HttpResponse("Hej", headers={"X-A": "b"})))
    first = middleware(RequestFactory().get("/sv/kusten/"))
    tag = first.headers["ETag"]
    again = middleware(RequestFactory().get("/sv/kusten/", headers={"if-none-match": tags.format(tag)}))
    assert again.status_code == status
    assert again.headers["ETag"] == tag
    assert again.headers.get("X-A") == (None if status == 304 else "b")


def test_page_is_made_anew_on_a_new_day():
    """What is open changes at midnight without anybody changing anything."""
    asked = []
    middleware = PublicCacheMiddleware(public_page(lambda request: asked.append(1) or HttpResponse("Hej")))
    late = dt.datetime(2027, 3, 1, 23, 59, tzinfo=clock.HELSINKI)
    for moment in (late, late, late + dt.timedelta(minutes=1)):
        with clock.fixed(moment):
            middleware(RequestFactory().get("/sv/kusten/"))
    assert len(asked) == 2


def test_page_is_kept_for_the_name_it_was_asked_by(settings):
    """An address of the page in its words, such as that of its picture, holds the name of the site."""
    settings.ALLOWED_HOSTS = ["ett.example", "tva.example"]
    middleware = PublicCacheMiddleware(public_page(lambda request: HttpResponse(request.get_host())))
    for name in ("ett.example", "tva.example", "ett.example"):
        page = middleware(RequestFactory().get("/sv/kusten/", headers={"host": name}))
        assert page.content.decode() == name
