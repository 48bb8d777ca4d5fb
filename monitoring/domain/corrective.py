"""Verbs of corrective actions: what is done when a promise does not hold (Handbook p. 37)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_member
from accounts.models import User
from monitoring.enums import CorrectiveState
from monitoring.models import CorrectiveAction
from projects.domain.ledger import record_event
from projects.models import Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.rows import create_row

FIELDS = ("owner", "due_on", "reopens_text")


def create_corrective(*, statement: Statement, actor: User, values: Mapping[str, Any]) -> CorrectiveAction:
    """Begin a corrective action for a statement.

    `values`: the columns of the title (`title_sv` …), owner, due_on, and reopens_text when the wording itself is
    taken up again. Raises DomainError without a title, a day to come or an owner, or when the owner is nobody of the
    region.
    """
    with transaction.atomic():
        row = CorrectiveAction(region=statement.region, statement=statement)
        _fill(row, values)
        create_row(row, actor=actor)
        _record(row, actor, "corrective.created")
    return row


def edit_corrective(
    *, corrective: CorrectiveAction, expected: int, actor: User, values: Mapping[str, Any], reason: str = ""
) -> CorrectiveAction:
    """Change a corrective action that was opened at version `expected`; `values` as in create_corrective.

    Raises EditConflict when somebody saved meanwhile, DomainError as create_corrective does.
    """
    with transaction.atomic():
        _fill(corrective, values)
        save_versioned(corrective, expected=expected, actor=actor, reason=reason)
        _record(corrective, actor, "corrective.changed")
    return corrective


def finish_corrective(*, corrective: CorrectiveAction, expected: int, actor: User) -> CorrectiveAction:
    """Mark a corrective action, read at version `expected`, as done today.

    Raises IllegalTransition when it is done already, EditConflict when somebody changed it meanwhile.
    """
    if corrective.state == CorrectiveState.DONE:
        raise IllegalTransition(_("This corrective action is done already."))
    with transaction.atomic():
        corrective.state, corrective.done_on = CorrectiveState.DONE, clock.today()
        save_versioned(corrective, expected=expected, actor=actor)
        _record(corrective, actor, "corrective.done")
    return corrective


def _fill(row: CorrectiveAction, values: Mapping[str, Any]) -> None:
    due_before = row.due_on
    for name, value in values.items():
        if name in FIELDS or name.startswith("title_"):
            setattr(row, name, value)
    if not row.title:
        raise DomainError(_("Say what is done to put it right."), field="title")
    if row.owner is None:
        raise DomainError(_("Choose who is responsible for putting it right."), field="owner")
    if row.due_on is None:
        raise DomainError(_("Say by which day it is to be put right."), field="due_on")
    if row.due_on != due_before and row.due_on < clock.today():
        raise DomainError(_("Choose a day that has not passed."), field="due_on")
    require_member(user=row.owner, region=row.region)


def _record(row: CorrectiveAction, actor: User, kind: str) -> None:
    record_event(
        region=row.region,
        kind=kind,
        project=row.statement.promise.project,
        actor=actor,
        subject=f"corrective:{row.pk}",
        data={
            "statement": str(row.statement.lineage),
            "due_on": row.due_on.isoformat(),
            "reopens_text": row.reopens_text,
        },
    )
