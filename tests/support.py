"""Small helpers that several test files share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from servicelofte.common import public_cache
from servicelofte.common.public_cache import pages


def count_queries(action: Callable[[], Any]) -> tuple[int, list[str]]:
    """Return how many SQL statements `action` sends, and the statements."""
    with CaptureQueriesContext(connection) as context:
        action()
    return len(context), [query["sql"] for query in context.captured_queries]


def clear_cache() -> None:
    """Forget what this test worker cached, and nothing of another's in the same Redis."""
    client = getattr(pages, "_cache", None)
    if not hasattr(client, "get_client"):
        pages.clear()
        return
    redis = client.get_client(write=True)
    keys = list(redis.scan_iter(match=f"{pages.key_prefix}:*"))
    if keys:
        redis.delete(*keys)


def assert_constant_queries(
    client_get: Callable[[], Any], make_rows: Callable[[int], Any], *, few: int = 1, many: int = 3
) -> int:
    """Prove that a page costs the same number of statements with `few` rows as with `many`.

    `client_get` fetches the page and returns the response, which must be 200; `make_rows(n)` adds n rows.
    The page is fetched once beforehand, so that what is looked up once a process does not count, and the
    cache is emptied before each measured fetch, so that the page is really made. Whether the region's page version
    was read within the last second does not count: it is read each time. Returns the number of statements.
    """
    with mock.patch.object(public_cache, "FRESH_SECONDS", -1):
        make_rows(few)
        assert client_get().status_code == 200
        clear_cache()
        first, first_sql = count_queries(client_get)
        make_rows(many - few)
        clear_cache()
        second, second_sql = count_queries(client_get)
    added = [sql for sql in second_sql if second_sql.count(sql) > first_sql.count(sql)]
    assert second == first, f"{first} statements with {few} rows, {second} with {many}:\n" + "\n".join(added)
    return second


def as_written(exported: Any) -> Any:
    """Return what an app adds to a project's export as a reader of the written file gets it."""
    return json.loads(json.dumps(exported, cls=DjangoJSONEncoder))


def send(client: Client, url: str, sent: Mapping[str, Any] | None = None, **options: Any) -> Any:
    """Post what somebody fills in at an address, with what its page carries of what was read when it is opened now."""
    page = client.get(url)
    form = page.context["form"] if page.context and "form" in page.context else None
    names = [name for name in ("opened_version", "seen") if form and name in form.fields]
    return client.post(url, {**{name: form[name].value() for name in names}, **(sent or {})}, **options)


def leads_back(client: Client, url: str, to: str) -> str:
    """Open a page that cannot be used now, and return what is told where it leads."""
    answer = client.get(url, follow=True)
    # The place on the page to come to, or which of its rows, is told by the page itself.
    assert [urlsplit(step).path for step, _status in answer.redirect_chain] == [to]
    (told,) = answer.context["messages"]
    assert told.level_tag == "error"
    return str(told)
