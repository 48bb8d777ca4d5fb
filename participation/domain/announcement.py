"""Verbs of what is still to come: prepare an event, tell residents of it, call it off. After the day it is a record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from participation.domain.hearing import check_title, tell_hearing
from participation.domain.plan import check_method
from participation.enums import EVENT_MOVES, EventState
from participation.models import ParticipationEvent
from participation.queries.missing import what_event_lacks
from projects.domain.rows import hold_active, require_active
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.rows import create_row, update_row


class NotAnnounceable(DomainError):
    """Residents would miss something; each thing is named beside its field, and in the message."""

    def __init__(self, lacks: Mapping[str, str]) -> None:
        message = gettext_lazy("Residents need to read this too: %(what)s.") % {
            "what": "; ".join(lacks.values())
        }
        super().__init__(message, field=next(iter(lacks)), also=list(lacks)[1:])


@transaction.atomic
def prepare_hearing(*, project: Project, values: Mapping[str, Any], actor: User | None) -> ParticipationEvent:
    """Prepare an event that is still to come (Handbook p. 18); residents see it once it is announced.

    `values`: the columns of `title`, `about`, `place`, `sign_up` and `access` (`title_sv` …; of the title one is
    enough), `method` (key of the handbook), `phase` of PhaseKey, `day` (local), `begins` and `ends` (clock times in
    Finland; `ends` or None), `link` or "", `invited` (a group of the project; None: everybody).
    Raises DomainError at the form's field.
    """
    row = ParticipationEvent(region=project.region, project=project, **values)
    _check(row)
    _check_day(row.day)
    check_title(row)
    create_row(row, actor=actor)
    tell_hearing(kind="hearing.prepared", hearing=row, actor=actor)
    return row


@transaction.atomic
def reword_hearing(
    *, hearing: ParticipationEvent, values: Mapping[str, Any], expected: int, actor: User | None
) -> ParticipationEvent:
    """Change what residents are told of an event, opened at version `expected`; values as in prepare_hearing.

    Raises DomainError, NotAnnounceable while residents read it and would miss something, or EditConflict.
    """
    require_active(hearing.project)
    before = hearing.day
    changed = update_row(hearing, values, expected=expected, actor=actor)
    _check(hearing)
    check_title(hearing)
    if hearing.day != before:
        hold_active(hearing.project_id)
        _check_day(hearing.day)
    if hearing.state == EventState.ANNOUNCED:
        _check_complete(hearing)
    if changed:
        tell_hearing(kind="hearing.reworded", hearing=hearing, actor=actor)
    return hearing


@transaction.atomic
def announce_hearing(*, hearing: ParticipationEvent, actor: User | None) -> ParticipationEvent:
    """Show an event to everybody: what is to come with all that it takes to come there, what was held as its record.

    Also takes back that it was called off. Raises NotAnnounceable while something is missing in a language of the
    region, or IllegalTransition.
    """
    row = _lock(hearing)
    hold_active(row.project_id)
    require_announceable(row)
    row.announced_at = row.announced_at or clock.now()
    kind = "hearing.announced" if row.is_to_come() else "hearing.shown"
    return _move(row, EventState.ANNOUNCED, kind, actor)


@transaction.atomic
def call_off_hearing(*, hearing: ParticipationEvent, actor: User | None) -> ParticipationEvent:
    """Say that an event does not take place; residents who were told of it read so until its day is over.

    Raises IllegalTransition when people came to it, or it is called off already.
    """
    row = _lock(hearing)
    require_cancellable(row)
    return _move(row, EventState.CALLED_OFF, "hearing.called_off", actor)


@transaction.atomic
def hide_hearing(*, hearing: ParticipationEvent, actor: User | None) -> ParticipationEvent:
    """Take what was held off the public pages. Raises IllegalTransition for what is to come: that is called off."""
    row = _lock(hearing)
    require_hideable(row)
    return _move(row, EventState.INSIDE, "hearing.hidden", actor)


def require_announceable(row: ParticipationEvent) -> None:
    """Raise IllegalTransition when residents see an event already, NotAnnounceable when they would miss something."""
    EVENT_MOVES.check(row, EventState.ANNOUNCED)
    _check_complete(row)


def require_cancellable(row: ParticipationEvent) -> None:
    """Raise IllegalTransition when an event was held or is called off already."""
    EVENT_MOVES.check(row, EventState.CALLED_OFF)
    if row.participants:
        raise IllegalTransition(_("People came to it, so it was held and cannot be called off."))


def require_hideable(row: ParticipationEvent) -> None:
    """Raise IllegalTransition when residents do not see an event, or may be on their way to it."""
    EVENT_MOVES.check(row, EventState.INSIDE)
    if row.is_to_come():
        raise IllegalTransition(_("Residents have been told of it and may come. Call it off instead."))


def _lock(hearing: ParticipationEvent) -> ParticipationEvent:
    rows = ParticipationEvent.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("region", "project__region").get(pk=hearing.pk)


def _move(row: ParticipationEvent, state: str, kind: str, actor: User | None) -> ParticipationEvent:
    row.state = state
    save_versioned(row, expected=row.version, actor=actor)
    tell_hearing(kind=kind, hearing=row, actor=actor)
    return row


def _check(row: ParticipationEvent) -> None:
    check_method(method=row.method)
    if row.begins is None:
        raise DomainError(_("Write when it begins."), field="begins")
    if row.ends is not None and row.ends <= row.begins:
        raise DomainError(_("It ends before it begins. Check the times."), field="ends")
    if row.invited is not None and row.invited.project_id != row.project_id:
        raise DomainError(_("Choose a group of this project."), field="invited")


def _check_day(day: date) -> None:
    if day < clock.today():
        raise DomainError(_("This day is over. Record what was held instead."), field="day")


def _check_complete(row: ParticipationEvent) -> None:
    lacks = what_event_lacks(row)
    if lacks:
        raise NotAnnounceable(lacks)
