"""The public read API (OpenAPI 3.1): regions, promises in force, what is open to comments, and events to come to."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Schema

from accounts.models import Region
from accounts.queries import region_by_slug
from participation.queries.events import coming_events
from servicelofte.common.tenancy import region_scope
from servicelofte.portal import queries

api = NinjaAPI(title="Servicelöfte", version="1", urls_namespace="api", docs_url=None)


class RegionOut(Schema):
    """A region and the languages its promise exists in."""

    slug: str
    name_sv: str | None
    name_fi: str | None
    name_en: str | None
    languages: list[str]


class PromiseOut(Schema):
    """A promise in force: title, years, page, and how many statements have each status."""

    title: str
    years: str
    url: str
    counts: dict[str, int]


class OpenOut(Schema):
    """Something open for everybody: kind, title, page, first and last day (ISO dates, days of Finland)."""

    kind: str
    title: str
    url: str
    opens_on: str
    closes_on: str


class EventOut(Schema):
    """An event to come to: title and place in the language asked for or the one they have, when it begins (ISO date, or
    with clock time and offset), and whether it was called off; `link` where one takes part online.
    """

    title: str
    begins: str
    place: str
    link: str
    project: str
    url: str
    is_called_off: bool


def reads(path: str, *, response: Any, summary: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a view at `path` by GET, which the schema tells of with `summary`, and by HEAD, which HTTP means by it; the
    server sends no body to that.
    """

    def offer(view: Callable[..., Any]) -> Callable[..., Any]:
        api.api_operation(["HEAD"], path, response=response, include_in_schema=False)(view)
        return api.get(path, response=response, summary=summary)(view)

    return offer


def _region(slug: str) -> Region:
    region = region_by_slug(slug)
    if region is None:
        raise Http404
    return region


@reads("/regions", response=list[RegionOut], summary="Regions that use the service")
def list_regions(request: HttpRequest) -> Any:
    """Return the active regions."""
    return Region.objects.filter(is_active=True).order_by("slug")


@reads("/regions/{slug}/promises", response=list[PromiseOut], summary="Promises in force")
def list_promises(request: HttpRequest, slug: str) -> Any:
    """Return the region's promises that the council has decided on."""
    region = _region(slug)
    with region_scope(region):
        rows = queries.promises_in_force(region)
    return [
        {
            "title": row.title,
            "years": row.years,
            "url": row.url,
            "counts": {count["status"]: count["number"] for count in row.counts},
        }
        for row in rows
    ]


@reads("/regions/{slug}/open", response=list[OpenOut], summary="What is open now")
def list_open(request: HttpRequest, slug: str) -> Any:
    """Return the drafts and surveys that are open today."""
    region = _region(slug)
    with region_scope(region):
        rows = queries.ways_to_take_part(region).open_now
    return [
        {
            "kind": str(row.kind),
            "title": row.title,
            "url": row.url,
            "opens_on": row.opens_on.isoformat(),
            "closes_on": row.closes_on.isoformat(),
        }
        for row in rows
    ]


@reads("/regions/{slug}/events", response=list[EventOut], summary="Events to come")
def list_events(request: HttpRequest, slug: str) -> Any:
    """Return the events that residents have been told of and that are not over, the first before."""
    with region_scope(_region(slug)):
        cards = coming_events()
    return [{**card, "begins": card["datetime"], "is_called_off": card["is_off"]} for card in cards]
