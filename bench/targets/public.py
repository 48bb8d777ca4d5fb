"""The public draft with 10,000 comments, warm, cold and as 304; a page of 50 comments; posting one."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import urlencode

from bench.target import Goal, PageTarget
from bench.wire import Request
from bench.world import SLUG, prepare

_numbers = count(1)


def _address(data: dict[str, Any], rest: str = "") -> str:
    return f"/sv/{SLUG}/{data['project'].slug}/draft/{rest}"


def _cold(data: dict[str, Any], rest: str = "") -> Request:
    return Request(f"{_address(data, rest)}?bench={next(_numbers)}")


def _known(data: dict[str, Any], number: int) -> Request:
    if "etag" not in data:
        from django.test import Client

        data["etag"] = Client().get(_address(data))["ETag"]
    return Request(_address(data), headers={"If-None-Match": data["etag"]})


def _comment(data: dict[str, Any], number: int) -> Request:
    from servicelofte.common.tokens import make_form_token

    version = data["version"].pk
    fields = {
        "words": "Jag undrar hur det går för oss som inte har bil.",
        "language": "sv",
        "part": "whole",
        "version": version,
        "form_token": make_form_token(purpose=f"comment:{version}"),
        "website": "",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return Request(_address(data, "comment/"), "POST", headers, urlencode(fields).encode())


WARM = PageTarget(
    name="draft_warm",
    what="the public draft with 10,000 comments, from memory",
    goal=Goal("page", at_least=3),
    prepare=prepare,
    request=lambda data, number: Request(_address(data)),
    pieces=400,
)
UNCHANGED = PageTarget(
    name="draft_304",
    what="the same, which the reader has already",
    prepare=prepare,
    request=_known,
    status=304,
    pieces=400,
)
COLD = PageTarget(
    name="draft_cold",
    what="the same, made anew",
    goal=Goal("page", at_least=0.12),
    prepare=prepare,
    request=lambda data, number: _cold(data),
)
COMMENTS = PageTarget(
    name="comment_page",
    what="a page of 50 comments, made anew",
    goal=Goal("page", at_least=0.4),
    prepare=prepare,
    request=lambda data, number: _cold(data, "comments/"),
)
COMMENTS_WARM = PageTarget(
    name="comment_page_warm",
    what="the same page of comments, from memory",
    prepare=prepare,
    request=lambda data, number: Request(_address(data, "comments/")),
    pieces=400,
)
POST = PageTarget(
    name="comment_post",
    what="posting a comment and getting the receipt",
    goal=Goal("page", at_least=0.25, statements=12),
    prepare=prepare,
    request=_comment,
    status=201,
)
