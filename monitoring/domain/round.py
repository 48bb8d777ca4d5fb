"""Verbs of evaluation rounds: plan, write conclusions, move (Handbook p. 37)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.enums import ROUND_MOVES, RoundState
from monitoring.models import EvaluationRound
from projects.domain.ledger import record_event
from projects.models import ServicePromise
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import columns_of
from servicelofte.common.rows import create_row


def create_round(*, promise: ServicePromise, actor: User, values: Mapping[str, Any]) -> EvaluationRound:
    """Plan a round in which the choices and their effects are assessed.

    `values`: day, and the columns per language of title and conclusions.
    """
    with transaction.atomic():
        row = EvaluationRound(region=promise.region, promise=promise)
        _fill(row, values)
        create_row(row, actor=actor)
        _record(row, actor, "round.planned")
    return row


def edit_round(
    *, evaluation: EvaluationRound, expected: int, actor: User, values: Mapping[str, Any], reason: str = ""
) -> EvaluationRound:
    """Change a round that was opened at version `expected`; `values` as in create_round.

    Raises EditConflict when somebody saved meanwhile, DomainError when a finished round would lose its conclusions.
    """
    with transaction.atomic():
        _fill(evaluation, values)
        if evaluation.state == RoundState.DONE:
            _require_conclusions(evaluation)
        save_versioned(evaluation, expected=expected, actor=actor, reason=reason)
        _record(evaluation, actor, "round.changed")
    return evaluation


def move_round(*, evaluation: EvaluationRound, target: str, actor: User) -> EvaluationRound:
    """Move a round to state `target` (RoundState).

    Raises IllegalTransition when the table has no such move, DomainError when it would be finished without conclusions.
    """
    with transaction.atomic():
        ROUND_MOVES.check(evaluation, target)
        if target == RoundState.DONE:
            _require_conclusions(evaluation)
        before, evaluation.state = evaluation.state, target
        save_versioned(evaluation, expected=evaluation.version, actor=actor)
        _record(evaluation, actor, "round.moved", {"from": before, "to": target})
    return evaluation


def _fill(row: EvaluationRound, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "day" or name.rsplit("_", 1)[0] in ("title", "conclusions"):
            setattr(row, name, value)


def _require_conclusions(row: EvaluationRound) -> None:
    if not list(columns_of(row, "conclusions")):
        raise DomainError(
            _("Write the conclusions before the round is finished."),
            field=f"conclusions_{row.region.languages[0]}",
        )


def _record(row: EvaluationRound, actor: User, kind: str, data: Mapping[str, Any] | None = None) -> None:
    record_event(
        region=row.region,
        kind=kind,
        project=row.promise.project,
        actor=actor,
        subject=f"round:{row.pk}",
        data={"day": row.day.isoformat(), **(data or {})},
        is_public=False,
    )
