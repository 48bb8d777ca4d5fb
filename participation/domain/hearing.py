"""Verbs of what was held to hear people: record it, and put the record right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.domain.plan import check_method
from participation.enums import EventState
from participation.models import Attendance, ParticipationEvent, StakeholderGroup
from projects.domain.ledger import record_event
from projects.domain.rows import require_active
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import columns_of
from servicelofte.common.rows import create_row, delete_row, need_each, update_row
from servicelofte.common.transitions import not_in_this_state


@dataclass(frozen=True)
class Turnout:
    """Who came: {id of a stakeholder group of the project: people}, and `others` who belong to none of them."""

    by_group: Mapping[int, int] = field(default_factory=dict)
    others: int = 0

    @property
    def total(self) -> int:
        """Return how many came in all."""
        return sum(self.by_group.values()) + self.others


@transaction.atomic
def record_hearing(
    *, project: Project, values: Mapping[str, Any], turnout: Turnout, actor: User | None
) -> ParticipationEvent:
    """Record something that was held (Handbook p. 18–19): method, groups, day, how many came, what came out.

    `values`: the columns of the title (`title_sv` …; one is enough), `method` (key of the handbook), `phase` of
    PhaseKey, `day` (local, not in the future), `notes`.
    Raises DomainError at the form's field.
    """
    _check(values)
    row = ParticipationEvent(region=project.region, project=project, participants=turnout.total, **values)
    check_title(row)
    create_row(row, actor=actor)
    _keep_turnout(row, turnout, actor)
    tell_hearing(kind="hearing.recorded", hearing=row, actor=actor)
    return row


@transaction.atomic
def change_hearing(
    *,
    hearing: ParticipationEvent,
    values: Mapping[str, Any],
    turnout: Turnout,
    expected: int,
    actor: User | None,
) -> ParticipationEvent:
    """Record what became of an event that was prepared, or put a record right, opened at version `expected`.

    The earlier one stays in the history. Raises DomainError at the form's field, IllegalTransition when it was called
    off, or EditConflict.
    """
    require_active(hearing.project)
    _check(values)
    require_held(hearing)
    came = dict(hearing.attendances.values_list("group", "participants"))
    changed = update_row(hearing, {**values, "participants": turnout.total}, expected=expected, actor=actor)
    check_title(hearing)
    if came != turnout.by_group and not changed:
        # Claimed before anything is written: of two who count at once, the second is told of a conflict.
        save_versioned(hearing, expected=expected, actor=actor)
    if came != turnout.by_group or changed:
        _keep_turnout(hearing, turnout, actor)
        tell_hearing(kind="hearing.changed", hearing=hearing, actor=actor)
    return hearing


def require_held(hearing: ParticipationEvent) -> None:
    """Raise IllegalTransition when an event was called off: nothing came of it."""
    if hearing.state == EventState.CALLED_OFF:
        raise not_in_this_state(hearing)


def _check(values: Mapping[str, Any]) -> None:
    check_method(method=values["method"])
    if values["day"] > clock.today():
        raise DomainError(
            _("Write the day it was held. Announce what is still to come as a coming event."), field="day"
        )


def check_title(hearing: ParticipationEvent) -> None:
    """Raise DomainError at the form's fields unless it has a name: in one language, in each once residents read it."""
    languages = hearing.region.languages
    if not any(columns_of(hearing, "title")):
        raise DomainError(_("Give it a name."), field=f"title_{languages[0]}")
    if hearing.state == EventState.ANNOUNCED:
        names = {f"title_{code}": getattr(hearing, f"title_{code}") for code in languages}
        need_each(names, _("Residents read it: write its name in this language too."))


def _keep_turnout(hearing: ParticipationEvent, turnout: Turnout, actor: User | None) -> None:
    """Make the attendances what `turnout` says."""
    known = set(
        StakeholderGroup.objects.filter(project_id=hearing.project_id, pk__in=turnout.by_group).values_list(
            "pk", flat=True
        )
    )
    if known != set(turnout.by_group):
        raise DomainError(_("Choose groups of this project."))
    kept = {row.group_id: row for row in hearing.attendances.all()}
    for group_id, people in turnout.by_group.items():
        row = kept.pop(group_id, None)
        if row is not None and row.participants == people:
            continue
        row = row or Attendance(region=hearing.region, event=hearing, group_id=group_id)
        row.participants = people
        row._history_user = actor
        row.save()
    for row in kept.values():
        delete_row(row, actor=actor)


def tell_hearing(*, kind: str, hearing: ParticipationEvent, actor: User | None) -> None:
    """Tell the ledger of an event, and the public pages when residents have been told of it."""
    record_event(
        region=hearing.region,
        project=hearing.project,
        kind=kind,
        actor=actor,
        subject=f"hearing:{hearing.pk}",
        data={"method": hearing.method, "participants": hearing.participants},
        words={"title": hearing.title, "titles": dict(columns_of(hearing, "title"))},
        is_public=hearing.announced_at is not None,
    )
