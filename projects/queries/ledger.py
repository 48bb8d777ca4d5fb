"""What happened: ledger events as sentences."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from projects.models import Project, ProjectEvent
from servicelofte.common import clock, registry
from servicelofte.common.formatting import clock_time, short_day
from servicelofte.common.languages import lang_span, nearest, page_language

PAGE = 50
RECENT = 500
ABOUT = ("title", "name", "label")


def event_sentence(kind: str, data: dict[str, Any]) -> str:
    """Return what an event tells in the page's language.

    A kind that is unknown, or was written by an older release with other data, tells only that something was done:
    the ledger is never rewritten, and its pages never fail over it.
    """
    words = registry.event_kinds.get(kind)
    if words is None:
        return _("The project was worked on")
    try:
        return str(words(data) if callable(words) else words % defaultdict(lambda: "?", data))
    except (KeyError, ValueError):
        return _("The project was worked on")


def _told(event: ProjectEvent) -> str:
    """The sentence, and what it was about as long as the event's words are kept, marked where it is in another
    language than the page.
    """
    detail = getattr(event, "detail", None)
    words = detail.words if detail else {}
    sentence = event_sentence(event.kind, event.data)
    about, language = next((told for key in ABOUT if (told := _about(words, key))[0]), ("", ""))
    return format_html("{}: {}", sentence, lang_span(about, language, page_language())) if about else sentence


def _about(words: dict[str, Any], key: str) -> tuple[str, str]:
    """Return (words, their language) of an event's `key`: by language under its plural where the event has that, else
    as they stand, in a language that nobody noted.
    """
    by_language, alone = words.get(f"{key}s"), words.get(key)
    if isinstance(by_language, dict) and any(by_language.values()):
        return nearest(by_language)
    return (alone, "") if isinstance(alone, str) else ("", "")


def when_words(moment: Any) -> str:
    """Return how long ago something was: the clock time today, "yesterday", or the day."""
    local = timezone.localtime(moment, clock.HELSINKI)
    if local.date() == clock.today():
        return clock_time(moment)
    if local.date() == clock.today() - timedelta(days=1):
        return _("yesterday")
    return short_day(local)


def actor_names(events: list[ProjectEvent]) -> dict[uuid.UUID, str]:
    """Return {person's uuid: name} for the actors of these events; one query. Erased people are missing."""
    ids = {event.actor for event in events if event.actor}
    return dict(User.objects.filter(uuid__in=ids).values_list("uuid", "name")) if ids else {}


def latest_events(project: Project, *, limit: int = 6) -> list[dict[str, Any]]:
    """Return what happened last in the project for `components/event_list.html`, newest first; three queries.

    What one person (or the system) did of one kind on one day is one line, told by its newest event and how many more
    there were. Only the newest 500 events are counted, so that a long ledger costs no more than a short one.
    """
    recent = ProjectEvent.objects.filter(project=project).order_by("-pk").values("pk")[:RECENT]
    lines = {
        row["newest"]: row["events"]
        for row in ProjectEvent.objects.filter(project=project, pk__in=recent)
        .order_by()
        .values("kind", "actor", day=TruncDate("at", tzinfo=clock.HELSINKI))
        .annotate(newest=Max("pk"), events=Count("pk"))
        .order_by("-newest")[:limit]
    }
    events = list(
        ProjectEvent.objects.filter(project=project, pk__in=lines).select_related("detail").order_by("-pk")
    )
    names = actor_names(events)
    return [
        {
            "when": when_words(event.at),
            "datetime": event.at.isoformat(),
            "text": _told(event),
            "more": more_words(lines[event.pk] - 1),
            "actor": names.get(event.actor, "") if event.actor else "",
        }
        for event in events
    ]


def more_words(count: int) -> str:
    """Return that `count` more events of a line's kind happened on its day; nothing for none."""
    if not count:
        return ""
    words = ngettext("and %(count)d more of the kind", "and %(count)d more of the kind", count)
    return words % {"count": count}


def event_page(project: Project, *, before: int | None = None, after: int | None = None) -> dict[str, Any]:
    """Return 50 events of the ledger by key: those before event `before`, after event `after`, or the newest.

    `entries` fits `components/history_list.html`; `older` and `newer` are keys for the next pages, or None. Reasons are
    shown from the events' words, as long as those are not erased. Constant number of queries.
    """
    rows = ProjectEvent.objects.filter(project=project).select_related("detail", "seal")
    events = _window(rows, before, after)
    first, last = (events[0].pk, events[-1].pk) if events else (0, 0)
    around = ProjectEvent.objects.filter(project=project)
    names = actor_names(events)
    return {
        "entries": [_entry(event, names) for event in events],
        "newer": first if events and around.filter(pk__gt=first).exists() else None,
        "older": last if events and around.filter(pk__lt=last).exists() else None,
    }


def events_about(
    project: Project, subject: str, *, doers: Mapping[str, str] | None = None, limit: int = 20
) -> list[dict[str, Any]]:
    """Return the newest events of the project about one row, as `subject` names it in the ledger ("action:7"), for
    `components/history_list.html`; two queries. `doers` names, by kind of event, who did what nobody of the house did.
    """
    rows = ProjectEvent.objects.filter(region=project.region_id, project=project, subject=subject)
    events = list(rows.select_related("detail", "seal").order_by("-pk")[:limit])
    names, others = actor_names(events), doers or {}
    entries = [_entry(event, names) for event in events]
    for event, entry in zip(events, entries, strict=True):
        if not event.actor:
            entry["who"] = others.get(event.kind, entry["who"])
    return entries


def _window(rows: QuerySet[ProjectEvent], before: int | None, after: int | None) -> list[ProjectEvent]:
    if after is not None:
        return list(rows.filter(pk__gt=after).order_by("pk")[:PAGE])[::-1]
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:PAGE])


def _entry(event: ProjectEvent, names: dict[Any, str]) -> dict[str, Any]:
    detail = getattr(event, "detail", None)
    who = names.get(event.actor, _("a person whose data is erased")) if event.actor else _("the system")
    seal = getattr(event, "seal", None)
    return {
        "what": _told(event),
        "who": who,
        "when": when_words(event.at),
        "datetime": event.at.isoformat(),
        "reason": lang_span(*_about(detail.words, "reason"), page_language()) if detail else "",
        "seal": seal.number if seal else None,
    }
