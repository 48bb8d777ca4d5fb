"""Verbs of the participation plan: choose a method for a group, change it, drop it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.enums import Relevance
from participation.models import ParticipationMethod, StakeholderGroup
from projects.domain.ledger import record_event
from projects.domain.rows import LAST_DAY_FIRST, require_active
from projects.handbook import load_handbook
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, delete_row, update_row


def check_method(*, method: str, field: str = "method") -> None:
    """Raise DomainError unless `method` is the key of one of the handbook's ways of taking part (p. 18, 21)."""
    if method not in {known.key for known in load_handbook().participation_methods}:
        raise DomainError(_("Choose one of the methods."), field=field)


@transaction.atomic
def plan_method(
    *, group: StakeholderGroup, values: Mapping[str, Any], actor: User | None
) -> ParticipationMethod:
    """Plan a method for a group (Handbook p. 16, 18).

    `values`: `method` (key of the handbook), `level` of Level, `from_day` and `to_day` (local days or None) and
    `responsible`. Raises DomainError for a group that is not relevant, an unknown method or days in the wrong order.
    """
    if group.relevance == Relevance.NOT_RELEVANT:
        raise DomainError(_("This group is marked as not relevant. Decide its place first."))
    _check(values)
    row = ParticipationMethod(region=group.region, group=group, **values)
    create_row(row, actor=actor)
    _record("method.planned", row, actor)
    return row


@transaction.atomic
def plan_methods(
    *, groups: Iterable[StakeholderGroup], values: Mapping[str, Any], actor: User | None
) -> list[ParticipationMethod]:
    """Plan the same method for several groups, each in a line of its own, or for none of them.

    Raises as plan_method does.
    """
    return [plan_method(group=group, values=values, actor=actor) for group in groups]


@transaction.atomic
def change_method(
    *, method: ParticipationMethod, values: Mapping[str, Any], expected: int, actor: User | None
) -> ParticipationMethod:
    """Change a line of the plan, opened at version `expected`. Raises as plan_method does, or EditConflict."""
    require_active(method.group.project)
    _check(values)
    if update_row(method, values, expected=expected, actor=actor):
        _record("method.changed", method, actor)
    return method


@transaction.atomic
def drop_method(*, method: ParticipationMethod, actor: User | None) -> None:
    """Take a method out of the plan; its history stays."""
    _record("method.dropped", method, actor)
    delete_row(method, actor=actor)


def _check(values: Mapping[str, Any]) -> None:
    check_method(method=values["method"])
    first: date | None = values.get("from_day")
    last: date | None = values.get("to_day")
    if first and last and last < first:
        raise DomainError(LAST_DAY_FIRST, field="to_day")


def _record(kind: str, method: ParticipationMethod, actor: User | None) -> None:
    record_event(
        region=method.region,
        project=method.group.project,
        kind=kind,
        actor=actor,
        subject=f"group:{method.group_id}",
        data={"method": method.method, "level": str(method.level)},
        is_public=False,
    )
