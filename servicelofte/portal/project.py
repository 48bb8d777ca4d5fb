"""Reads of a project's public page: its phases, what everybody can read of it, and what happened last."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from decisions.models import Handling
from participation.queries.events import coming_events
from projects.models import Project, ProjectEvent
from projects.queries.ledger import event_sentence, more_words
from projects.queries.project import public_rail
from servicelofte.common import clock, registry
from servicelofte.common.formatting import short_day
from servicelofte.portal.queries import what_is_open, years_of

MEETING = "handling.registered"
LATEST_EVENTS, RECENT_EVENTS = 12, 500
PUBLIC_EVENTS = (
    "project.started",
    "phase.passed",
    "hearing.announced",
    "hearing.called_off",
    "survey.published",
    "survey.closed",
    "synthesis.approved",
    "version.published",
    "consultation.opened",
    "consultation.closed",
    MEETING,
    "handling.annulled",
    "decision.published",
    "measurement.recorded",
)


def public_project_page(project: Project) -> dict[str, Any]:
    """Return a project's phases, what is open in it now, its events to come, what else everybody can read of it, and
    what happened last (without names).
    """
    region = project.region
    open_now = [thing for thing in what_is_open() if thing.project_id == project.pk]
    open_urls = {thing.url for thing in open_now}
    pages = [
        {"label": label, "url": url}
        for source in _latest_first()
        for label, url in source(project)
        if url not in open_urls
    ]
    return {
        "phases": public_rail(project),
        "open_now": open_now,
        "pages": pages,
        "events": coming_events(project),
        "happened": _public_events(project),
        "years": years_of(project),
        "region": region,
    }


def _latest_first() -> list[Callable[[Any], Sequence[tuple[str, str]]]]:
    """What tells of a project's public pages: the app of the latest phase first, each app's own in their order."""
    apps: dict[str, list[Callable[[Any], Sequence[tuple[str, str]]]]] = {}
    for name, source in registry.public_pages.items():
        apps.setdefault(name.partition(".")[0], []).append(source)
    return [source for sources in reversed(apps.values()) for source in sources]


def _public_events(project: Project) -> list[dict[str, Any]]:
    """Return what happened last, newest first: what is told alike in a row is one line, with how many there were."""
    rows = list(
        ProjectEvent.objects.filter(project=project, kind__in=PUBLIC_EVENTS).order_by("-pk")[:RECENT_EVENTS]
    )
    days = _days(rows)
    # What was written down of one day stays in the order in which it was.
    rows.sort(key=lambda row: days[row.pk], reverse=True)
    told = groupby(rows, key=lambda row: event_sentence(row.kind, row.data))
    lines = [(text, list(alike)) for text, alike in told]
    return [
        {
            "when": short_day(days[alike[0].pk]),
            "datetime": days[alike[0].pk].isoformat(),
            "text": text,
            "more": more_words(len(alike) - 1),
        }
        for text, alike in lines[:LATEST_EVENTS]
    ]


def _days(events: Iterable[ProjectEvent]) -> dict[int, date]:
    """Return {event: its local day}: of a meeting the day on which it was held, as it stands now, not that of its
    registration. One query.
    """
    days = {event.pk: clock.day_of(event.at) for event in events}
    meetings = {event.pk: event.data.get("handling") for event in events if event.kind == MEETING}
    held = dict(Handling.objects.filter(pk__in=meetings.values()).values_list("pk", "meeting_on"))
    return days | {pk: held[handling] for pk, handling in meetings.items() if handling in held}
