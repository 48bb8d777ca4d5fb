"""Verbs of actions: plan, change, move from state to state."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_member
from accounts.models import User
from implementation.enums import ACTION_MOVES, ActionState
from implementation.models import Action
from projects.domain.ledger import record_event
from projects.domain.rows import require_since_start
from projects.domain.statement import chosen_statements
from projects.models import Project, Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row

COLUMNS = ("title", "description", "owner_position", "unit")
READY_BEFORE_BEGUN = _("The action must begin before it is to be ready.")
FIELDS = ("owner", "starts_on", "due_on", "budget")


def create_action(
    *, project: Project, actor: User, statements: Sequence[int], values: Mapping[str, Any]
) -> Action:
    """Plan an action for statements of the project's promise (Handbook p. 32-33).

    `statements` are their ids; `values` holds `due_on`, and as needed `owner`, `starts_on`, `budget` (euros) and
    the columns per language of title, description, responsible position and unit (`title_sv` …).
    Raises DomainError when no statement is chosen, they belong to several promises, the owner is nobody of the
    region, the days are in the wrong order, or it is to be ready before the work on the promise began.
    """
    with transaction.atomic():
        rows = _served(project, statements)
        action = Action(region=project.region, promise_id=rows[0].promise_id)
        _fill(action, values, project)
        create_row(action, actor=actor)
        action.statements.set(rows)
        _record(action, project, actor, "action.created", rows)
    return action


def edit_action(
    *,
    action: Action,
    expected: int,
    actor: User,
    statements: Sequence[int],
    values: Mapping[str, Any],
    reason: str = "",
) -> Action:
    """Change an action opened at version `expected`; arguments as in create_action, `reason` goes to its history.

    Raises EditConflict when somebody saved meanwhile, DomainError as create_action does.
    """
    project = action.promise.project
    with transaction.atomic():
        rows = _served(project, statements)
        action.promise_id = rows[0].promise_id
        _fill(action, values, project)
        save_versioned(action, expected=expected, actor=actor, reason=reason)
        action.statements.set(rows)
        _record(action, project, actor, "action.changed", rows)
    return action


def move_action(*, action: Action, target: str, actor: User, reason: str = "") -> Action:
    """Move an action to state `target` (ActionState); done sets the day it was done, leaving done takes it away.

    Raises IllegalTransition when the table has no such move, EditConflict when somebody saved meanwhile.
    """
    with transaction.atomic():
        require_move(action, target=target)
        before, action.state = action.state, target
        action.done_on = clock.today() if target == ActionState.DONE else None
        save_versioned(action, expected=action.version, actor=actor, reason=reason)
        record_event(
            region=action.region,
            kind="action.moved",
            project=action.promise.project,
            actor=actor,
            subject=f"action:{action.pk}",
            data={"from": before, "to": target},
        )
    return action


def require_move(action: Action, *, target: str) -> None:
    """Raise IllegalTransition when an action cannot be moved to state `target` (ActionState) now."""
    ACTION_MOVES.check(action, target)


def _served(project: Project, ids: Sequence[int]) -> list[Statement]:
    rows = chosen_statements(project=project, ids=ids)
    if not rows:
        raise DomainError(_("Choose at least one promise that the action serves."), field="statements")
    return rows


def _fill(action: Action, values: Mapping[str, Any], project: Project) -> None:
    due_before = action.due_on
    for name, value in values.items():
        if name in FIELDS or name.rsplit("_", 1)[0] in COLUMNS:
            setattr(action, name, value)
    require_member(user=action.owner, region=project.region)
    require_since_start(project, day=action.due_on, field="due_on", stored=due_before)
    if action.starts_on and action.starts_on > action.due_on:
        raise DomainError(READY_BEFORE_BEGUN, field="due_on")


def _record(action: Action, project: Project, actor: User, kind: str, rows: list[Statement]) -> None:
    record_event(
        region=project.region,
        kind=kind,
        project=project,
        actor=actor,
        subject=f"action:{action.pk}",
        data={
            "statements": [str(row.lineage) for row in rows],
            "owner": str(action.owner.uuid) if action.owner else None,
            "due_on": action.due_on.isoformat(),
        },
        words={"title": action.title},
    )
