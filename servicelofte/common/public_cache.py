"""Public pages from memory: the outermost middleware answers them, headers included, and revalidates by ETag.

A page is right again within a second: each process asks the database for the region's page version at most
once a second.
"""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from servicelofte.common import clock
from servicelofte.common.models import PageVersion

FRESH_SECONDS = 0.9
LIFETIME = 60 * 60
LONGEST_ADDRESS = 300
# What public pages are asked for. Any other question is answered anew each time: nobody fills the cache by ?x=1, 2, 3.
ASKED = frozenset({"before", "from", "part", "plain", "promise", "to", "version"})
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
    """After commit, make the cached public pages of these regions (slugs) and the portal stale."""
    bump_region(*keys, "*")


def bump_region(*keys: str) -> None:
    """After commit, make the cached public pages of these regions (slugs) stale; one statement each, in one order."""

    def bump() -> None:
        for key in sorted(set(keys)):
            if not PageVersion.objects.filter(key=key).update(number=F("number") + 1):
                PageVersion.objects.get_or_create(key=key)
            with _lock:
                _known.pop(key, None)

    transaction.on_commit(bump, robust=True)


def _version(key: str) -> int:
    with _lock:
        known = _known.get(key)
    if known and time.monotonic() - known[0] < FRESH_SECONDS:
        return known[1]
    number = PageVersion.objects.filter(key=key).values_list("number", flat=True).first() or 0
    with _lock:
        if len(_known) > 500:
            _known.clear()
        _known[key] = (time.monotonic(), number)
    return number


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
        # What is open changes at midnight without anybody changing anything.
        seen = f"{request.META.get('HTTP_HOST', '')}|{address}|{version}|{clock.today()}"
        name = hashlib.sha256(seen.encode()).hexdigest()
        kept = cache.get(f"page:{name}")
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
        cache.set(f"page:{name}", (response.content, headers, etag), LIFETIME)
        return self._from_kept(request, response.content, headers, etag)

    @staticmethod
    def _from_kept(request: HttpRequest, content: bytes, headers: dict[str, str], etag: str) -> HttpResponse:
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response: HttpResponse = HttpResponseNotModified()
            kept = {
                key: value for key, value in headers.items() if key not in ("Content-Type", "Content-Length")
            }
        else:
            response = HttpResponse(content)
            kept = headers
        for key, value in kept.items():
            response.headers[key] = value
        return response
