"""The floor: what any page costs before it has said anything."""

from bench.target import PageTarget
from bench.wire import Request

TARGET = PageTarget(
    name="page",
    what="a bare 30 KB template with the full middleware, no database",
    request=lambda data, number: Request("/bench/page/", headers={"Accept-Language": "sv"}),
    pieces=400,
)
