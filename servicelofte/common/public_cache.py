"""Public pages from memory: the outermost middleware answers them, headers included, and revalidates by ETag.

A page is right again within a second: each process asks the database for the region's page version at most
once a second. The version is raised in the transaction of the change, so that no crash leaves a page as it was.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from functools import wraps
from threading import Lock
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import Count, F, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.connection import ConnectionProxy

from servicelofte.common import clock
from servicelofte.common.models import PageChange, PageVersion

FRESH_SECONDS = 0.9
LIFETIME = 60 * 60
LONGEST_ADDRESS = 300
# What public pages are asked for. Any other question is answered anew each time: nobody fills the cache by ?x=1, 2, 3.
ASKED = frozenset({"before", "from", "part", "plain", "promise", "to", "version"})
pages = ConnectionProxy(caches, "pages")
_known: dict[str, tuple[float, int]] = {}
_lock = Lock()


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose answer is the same for everybody: kept by the public cache. Never for a page with a
    form token.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_public_page = True  # type: ignore[attr-defined]
        return response

    return marked


def bump_public(*keys: str) -> None:
    """Make the cached public pages of these regions (slugs) and the portal stale; call in the change's transaction."""
    bump_region(*keys, "*")


def bump_region(*keys: str) -> None:
    """Make the cached public pages of these regions (slugs) stale; call in the change's transaction.

    Rows are only inserted, so that nobody waits for anybody; `count_changes` makes few of many.
    """
    stale = sorted(set(keys))
    PageChange.objects.bulk_create([PageChange(key=key) for key in stale])
    transaction.on_commit(lambda: _forget(stale), robust=True)


@transaction.atomic
def count_changes() -> int:
    """Count the changes so far into the versions, so that few rows stand beside them; returns how many.

    What a page is kept under is their sum, which stays as it was.
    """
    counted = 0
    for key in sorted(PageChange.objects.order_by().values_list("key", flat=True).distinct()):
        gone, _models = PageChange.objects.filter(key=key).delete()
        PageVersion.objects.get_or_create(key=key, defaults={"number": 0})
        PageVersion.objects.filter(key=key).update(number=F("number") + gone)
        counted += gone
    return counted


def _forget(keys: Iterable[str]) -> None:
    with _lock:
        for key in keys:
            _known.pop(key, None)


def _version(key: str) -> int:
    with _lock:
        known = _known.get(key)
    if known and time.monotonic() - known[0] < FRESH_SECONDS:
        return known[1]
    number = _stored_version(key)
    with _lock:
        if len(_known) > 500:
            _known.clear()
        _known[key] = (time.monotonic(), number)
    return number


def _stored_version(key: str) -> int:
    """Return what is counted and what is not yet; in one statement, between which and itself nothing is counted."""
    counted = Subquery(PageVersion.objects.filter(key=key).values("number"))
    sums = PageChange.objects.filter(key=key).aggregate(number=Coalesce(counted, 0) + Count("pk"))
    return int(sums["number"])


def _scope_key(path: str) -> str:
    parts = path.split("/", 3)
    return parts[2] if len(parts) > 3 and parts[2] else "*"


class PublicCacheMiddleware:
    """Answers GET and HEAD of marked pages from the cache; everything else passes through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.get_full_path()
        if (
            request.method not in ("GET", "HEAD")
            or len(address) > LONGEST_ADDRESS
            or not set(request.GET) <= ASKED
            or not self._may_be_public(request.path)
        ):
            return self.get_response(request)
        version = _version(_scope_key(request.path))
        # What is open changes at midnight without anybody changing anything. Addresses that a page names in full begin
        # as its own did, and without TLS nobody is answered from what was kept with it.
        site = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}"
        seen = f"{site}{address}|{version}|{clock.today()}"
        name = hashlib.sha256(seen.encode()).hexdigest()
        kept = pages.get(f"page:{name}")
        if kept is not None:
            return self._from_kept(request, *kept)
        response = self.get_response(request)
        if (
            getattr(response, "is_public_page", False)
            and response.status_code == 200
            and not response.cookies
        ):
            return self._keep(request, response, name)
        return response

    @staticmethod
    def _may_be_public(path: str) -> bool:
        return (
            path[3:4] == "/"
            and path[1:3] in ("sv", "fi", "en")
            and not path[4:].startswith(("work/", "r/", "account/"))
        )

    def _keep(self, request: HttpRequest, response: HttpResponse, name: str) -> HttpResponse:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "public, no-cache"
        headers = dict(response.items())
        pages.set(f"page:{name}", (response.content, headers, etag), LIFETIME)
        return self._from_kept(request, response.content, headers, etag)

    @staticmethod
    def _from_kept(request: HttpRequest, content: bytes, headers: dict[str, str], etag: str) -> HttpResponse:
        response = HttpResponse(content, headers=headers)
        return get_conditional_response(request, etag=etag, response=response) or response
