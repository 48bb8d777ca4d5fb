"""Events with residents: what is to come and what became of what was held, for everybody and for those who prepare."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.enums import EventState, SynthesisState
from participation.models import ParticipationEvent, Synthesis
from participation.queries.missing import what_event_lacks
from participation.queries.words import method_name
from projects.enums import ProjectState
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import clock_times, meeting_day
from servicelofte.common.paging import newest_page

SHOWN_AT_ONCE = 50
# As in the results of surveys: no figure of fewer people than this.
FEWEST_SHOWN = 5
_WORDS = ("title", "about", "place", "sign_up", "access")


def announced(project: Project | None = None) -> QuerySet[ParticipationEvent]:
    """Return the events that residents have been told of and can still read about: of a project, or of all in scope."""
    rows = ParticipationEvent.objects.filter(announced_at__isnull=False).exclude(state=EventState.INSIDE)
    if project:
        rows = rows.filter(project=project)
    return rows.select_related("region", "project__region", "invited")


def public_coming(project: Project | None = None) -> QuerySet[ParticipationEvent]:
    """Return what residents are told of that is to come, today included until it is written down who came, the first
    before.

    What was called off is there until its day is over. Nothing of a project that is closed or not open to everybody.
    """
    rows = announced(project).filter(
        day__gte=clock.today(), participants=0, project__is_public=True, project__state=ProjectState.ACTIVE
    )
    return rows.order_by("day", "begins", "pk")


def coming_events(project: Project | None = None) -> list[dict[str, Any]]:
    """Return what is to come, as `event_card`, of a project or of all in scope; one query."""
    return [event_card(row) for row in public_coming(project)]


def public_events(project: Project, *, before: int | None = None) -> dict[str, Any]:
    """Return a project's events as everybody sees them; three queries.

    `coming` as `event_card`; `past` {title, lang, day, date, people}, latest entry first, fifty at once from below the
    id `before`; `heard_url` where it is read what was heard, "" before that is approved.
    """
    over = announced(project).filter(
        Q(day__lt=clock.today()) | Q(participants__gt=0), state=EventState.ANNOUNCED
    )
    shown, older = newest_page(over, size=SHOWN_AT_ONCE, before=before)
    place = [project.region.slug, project.slug]
    address = reverse("participation:events", args=place)
    is_heard = Synthesis.objects.filter(project=project, state=SynthesisState.APPROVED).exists()
    return {
        "coming": [] if before else coming_events(project),
        "past": [_past(row) for row in sorted(shown, key=lambda row: (row.day, row.pk), reverse=True)],
        "older_url": f"{address}?before={older}" if older else "",
        "newer_url": address if before else "",
        "calendar_url": reverse("participation:events_calendar", args=place),
        "heard_url": reverse("participation:synthesis_public", args=place) if is_heard else "",
    }


def event_card(row: ParticipationEvent) -> dict[str, Any]:
    """Return what residents are told of an event that is to come; no query.

    Each of `title`, `about`, `place`, `sign_up` and `access` has its language beside it (`title_lang` …); `day` is the
    local day and `times` its clock times, `when` both, `datetime` the same for machines; `invited` whom it is for, ""
    everybody; `url` where it is read, `calendar_url` its calendar file.
    """
    card: dict[str, Any] = {}
    for name in _WORDS:
        card[name], card[f"{name}_lang"] = column_words(row, name)
    place = [row.project.region.slug, row.project.slug]
    return {
        **card,
        "id": f"event-{row.pk}",
        **_when(row),
        "datetime": clock.moment_of(row.day, row.begins).isoformat() if row.begins else row.day.isoformat(),
        "is_today": row.day == clock.today(),
        "is_off": row.state == EventState.CALLED_OFF,
        "link": row.link,
        "invited": column_words(row.invited, "name") if row.invited else ("", ""),
        "project": row.project.title,
        "url": f"{reverse('participation:events', args=place)}#event-{row.pk}",
        "calendar_url": reverse("participation:event_calendar", args=[*place, row.pk]),
    }


def _when(row: ParticipationEvent) -> dict[str, str]:
    day, times = meeting_day(row.day), ""
    if row.begins:
        begins = clock.moment_of(row.day, row.begins)
        times = clock_times(begins, clock.moment_of(row.day, row.ends) if row.ends else None)
    return {"day": day, "times": times, "when": f"{day} {times}".strip()}


def _past(row: ParticipationEvent) -> dict[str, Any]:
    title, language = column_words(row, "title")
    return {
        "id": f"event-{row.pk}",
        "title": title,
        "lang": language,
        "day": meeting_day(row.day),
        "date": row.day.isoformat(),
        "people": _people(row.participants),
    }


def _people(count: int) -> str:
    if not count:
        return ""
    if count < FEWEST_SHOWN:
        return _("Fewer than five people came")
    return ngettext("%(count)d person came", "%(count)d people came", count) % {"count": count}


def _to_come() -> Q:
    """Return what tells a prepared event, until people are written down, from a record."""
    return Q(day__gte=clock.today(), begins__isnull=False, participants=0)


def held_events(project: Project) -> QuerySet[ParticipationEvent]:
    """Return what was held: the records of a project, and what was prepared for a day that is over."""
    rows = ParticipationEvent.objects.filter(project=project).exclude(state=EventState.CALLED_OFF)
    return rows.exclude(_to_come())


def still_to_come(project_id: int) -> QuerySet[ParticipationEvent]:
    """Return the events of a project that are to come and not called off, with their region."""
    rows = ParticipationEvent.objects.filter(_to_come(), project=project_id)
    return rows.exclude(state=EventState.CALLED_OFF).order_by("day", "begins", "pk")


def prepared_rows(project: Project) -> list[dict[str, Any]]:
    """Return what is to come for those who prepare it, the first before; one query.

    Each {card, method, state, tone, lacks, actions}: `lacks` tells what residents would miss, `actions` are those of
    `event_actions`.
    """
    rows = ParticipationEvent.objects.filter(_to_come(), project=project)
    rows = rows.select_related("region", "project__region", "invited")
    return [_prepared(project, row) for row in rows.order_by("day", "begins", "pk")]


_TONES = {EventState.INSIDE: "warning", EventState.ANNOUNCED: "success", EventState.CALLED_OFF: "danger"}


def _prepared(project: Project, row: ParticipationEvent) -> dict[str, Any]:
    state = EventState(row.state)
    lacks = list(what_event_lacks(row).values()) if state == EventState.INSIDE else []
    return {
        "card": event_card(row),
        "method": method_name(row.method),
        "state": state.label,
        "tone": _TONES[state],
        "lacks": lacks,
        "actions": event_actions(project, row),
    }


def event_actions(project: Project, row: ParticipationEvent) -> dict[str, str]:
    """Return {name: address} of what can be done with an event in its state; no query.

    `invitation` changes what residents are told, `announce`, `call_off`, `take_up` announces again what was called off,
    and `edit` records what became of it.
    """
    is_off = row.state == EventState.CALLED_OFF
    names = {"invitation": "event_invitation"}
    if row.state != EventState.ANNOUNCED and not what_event_lacks(row):
        names["take_up" if is_off else "announce"] = "event_announce"
    if not is_off:
        names["call_off"] = "event_call_off"
    if not is_off and row.day <= clock.today():
        names["edit"] = "event_edit"
    args = [project.region.slug, project.pk, row.pk]
    return {key: reverse(f"participation:{name}", args=args) for key, name in names.items()}
