"""Verbs of a phase: pass its gate, reopen, leave out, take up, change labels, dates and the statement of intent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.rows import require_active, require_since_start
from projects.enums import PHASE_MOVES, PhaseState
from projects.models import PhaseTransition, Project, ProjectPhase
from projects.queries.gate import gate_evidence, gate_items, gate_rows, open_rows
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import need, update_row

PHASE_ENDS_EARLY = gettext_lazy("The phase cannot end before it begins.")


def _locked(phase: ProjectPhase) -> ProjectPhase:
    """Hold the project, so that its phases move one at a time, and read the phase again."""
    project = Project.objects.select_for_update(no_key=True).get(pk=phase.project_id)
    fresh = ProjectPhase.objects.select_related("region").get(pk=phase.pk)
    fresh.project = project
    return fresh


def _move(
    phase: ProjectPhase,
    target: str,
    *,
    actor: User | None,
    reason: str = "",
    evidence: list[dict[str, Any]] | None = None,
    was_open: bool = False,
    **changes: Any,
) -> PhaseTransition:
    PHASE_MOVES.check(phase, target)
    before = phase.state
    update_row(phase, {"state": target, **changes}, expected=phase.version, actor=actor, reason=reason)
    return PhaseTransition.objects.create(
        region=phase.region,
        phase=phase,
        from_state=before,
        to_state=target,
        evidence=evidence or [],
        was_open=was_open,
        reason=reason,
        made_by=actor,
        made_at=clock.now(),
    )


def _record(kind: str, phase: ProjectPhase, actor: User | None, *, reason: str = "", **data: Any) -> None:
    record_event(
        region=phase.region,
        kind=kind,
        project=phase.project,
        actor=actor,
        subject=f"phase:{phase.pk}",
        data={"number": phase.number, **data},
        words={"reason": reason} if reason else None,
    )


@transaction.atomic
def pass_gate(*, phase: ProjectPhase, actor: User | None, reason: str = "") -> PhaseTransition:
    """Finish the phase under way and let the next one that waits begin (Handbook p. 16, 22, 26, 30, 34, 37).

    The gate is measured now and kept with the transition as evidence. Passing it with open checks is the region's right
    (p. 3, 47), but demands `reason`. Raises DomainError(field="reason") or IllegalTransition.
    """
    phase = _locked(phase)
    PHASE_MOVES.check(phase, PhaseState.DONE)
    items = gate_items(phase)
    still_open = open_rows(gate_rows(phase, phase.region.slug, items))
    reason = reason.strip()
    if still_open:
        reason = need(
            reason,
            _("Something is still open. Write why the phase is closed all the same."),
            field="reason",
        )
    today = clock.today()
    moved = _move(
        phase,
        PhaseState.DONE,
        actor=actor,
        reason=reason,
        evidence=gate_evidence(phase, items),
        was_open=bool(still_open),
        finished_on=today,
        starts_on=phase.starts_on or today,
    )
    following = _begin_next(phase.project, actor)
    _record("phase.passed", phase, actor, reason=reason, open=len(still_open), next=following)
    return moved


def _begin_next(project: Project, actor: User | None) -> int | None:
    following = (
        ProjectPhase.objects.select_related("region")
        .filter(project=project, state=PhaseState.WAITING)
        .order_by("number")
        .first()
    )
    if following is None:
        return None
    _move(following, PhaseState.CURRENT, actor=actor, starts_on=following.starts_on or clock.today())
    return following.number


@transaction.atomic
def reopen_phase(*, phase: ProjectPhase, actor: User | None, reason: str) -> PhaseTransition:
    """Return to a finished phase; the one under way waits meanwhile. Raises DomainError without a reason."""
    phase = _locked(phase)
    PHASE_MOVES.check(phase, PhaseState.CURRENT)
    reason = need(reason, _("Write why the phase is opened again."), field="reason")
    for current in ProjectPhase.objects.select_related("region").filter(
        project=phase.project, state=PhaseState.CURRENT
    ):
        _move(current, PhaseState.WAITING, actor=actor, reason=reason)
    moved = _move(phase, PhaseState.CURRENT, actor=actor, reason=reason, finished_on=None)
    _record("phase.reopened", phase, actor, reason=reason)
    return moved


@transaction.atomic
def leave_out_phase(*, phase: ProjectPhase, actor: User | None, reason: str) -> PhaseTransition:
    """Leave out a phase that has not begun: each region decides its own process (Handbook p. 3, 47).

    Raises DomainError without a reason, IllegalTransition when the phase has begun.
    """
    phase = _locked(phase)
    reason = need(reason, _("Write why the phase is left out."), field="reason")
    moved = _move(phase, PhaseState.OFF, actor=actor, reason=reason)
    _record("phase.left_out", phase, actor, reason=reason)
    return moved


@transaction.atomic
def take_up_phase(*, phase: ProjectPhase, actor: User | None) -> PhaseTransition:
    """Take a phase that was left out into the process again; it begins at once when no other is under way."""
    phase = _locked(phase)
    moved = _move(phase, PhaseState.WAITING, actor=actor)
    if not ProjectPhase.objects.filter(project=phase.project, state=PhaseState.CURRENT).exists():
        _begin_next(phase.project, actor)
    _record("phase.taken_up", phase, actor)
    return moved


@transaction.atomic
def update_phase(
    *, phase: ProjectPhase, actor: User | None, expected: int, changes: Mapping[str, Any], reason: str = ""
) -> ProjectPhase:
    """Save labels, purpose, planned dates or the statement of intent of a phase opened at version `expected`.

    The statement of intent is kept for each phase with its changes (Handbook p. 10).
    Raises DomainError or EditConflict.
    """
    require_active(phase.project)
    starts = changes.get("starts_on", phase.starts_on)
    ends = changes.get("ends_on", phase.ends_on)
    for field, day, stored in (("starts_on", starts, phase.starts_on), ("ends_on", ends, phase.ends_on)):
        require_since_start(phase.project, day=day, field=field, stored=stored)
    if starts and ends and ends < starts:
        raise DomainError(PHASE_ENDS_EARLY, field="ends_on")
    changed = update_row(phase, changes, expected=expected, actor=actor, reason=reason)
    if changed:
        kind = "phase.intent_written" if changed == ["intent"] else "phase.updated"
        _record(kind, phase, actor, reason=reason, fields=changed)
    return phase
