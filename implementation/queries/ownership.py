"""Which sentences of the promise somebody is responsible for, and what the project says of how it is managed."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from implementation.enums import ActionState
from implementation.models import Action
from projects.enums import AnswerState, GuideKind, Perspective, Viewpoint
from projects.handbook import load_handbook
from projects.handbook_kinds import AssessmentKey
from projects.models import Cell, GuideItem, Project
from projects.queries.statements import (
    StatementRow,
    active_statements,
    goal_words,
    place_name,
    statement_rows,
)
from servicelofte.common.languages import INTERFACE, NO_WORDS


@dataclass(frozen=True)
class UnownedGoal:
    """A goal nobody is responsible for, with its sentences that lack a responsible person or position."""

    place: str
    goal: str
    lang: str
    whole: bool
    statements: list[StatementRow] = field(default_factory=list)


def owned_statement_ids(project_id: int) -> set[int]:
    """Return the ids of statements that an action with a responsible person or position serves; one query."""
    owned = Action.objects.filter(promise__project_id=project_id).exclude(state=ActionState.STOPPED)
    owned = owned.filter(Q(owner__isnull=False) | ~has_no_position())
    return set(owned.values_list("statements", flat=True)) - {None}


def has_no_position() -> Q:
    """Return the condition that no responsible position is named in any language."""
    condition = Q()
    for code in INTERFACE:
        column = f"owner_position_{code}"
        condition &= Q(**{column: ""}) | Q(**{f"{column}__isnull": True})
    return condition


def unowned_goals(project: Project) -> list[UnownedGoal]:
    """Return the goals that lack a responsible person or position, by perspective (Handbook p. 28).

    Five queries. A goal is listed whole when none of its sentences has one, else with the sentences that lack one.
    """
    owned = owned_statement_ids(project.pk)
    goals = goal_words(project.pk)
    rows = statement_rows(project.pk)
    cells = Cell.objects.filter(promise__project=project).select_related("promise")
    found = []
    for cell in sorted(cells, key=_cell_position):
        place = (cell.promise_id, cell.perspective, cell.viewpoint)
        own = [row for row in rows if (row.promise_id, row.perspective, row.viewpoint) == place]
        lacking = [row for row in own if row.pk not in owned]
        goal = goals.get(cell.pk, NO_WORDS)
        is_left_out = cell.perspective in (cell.promise.left_out or {})
        if is_left_out or not (lacking or (goal.text and not own)):
            continue
        found.append(
            UnownedGoal(
                place=place_name(cell.perspective, cell.viewpoint),
                goal=goal.text,
                lang=goal.lang,
                whole=len(lacking) == len(own),
                statements=lacking,
            )
        )
    return found


def ownership_counts(project_id: int) -> tuple[int, int]:
    """Return (statements with an action that somebody is responsible for, all statements); two queries."""
    every = set(active_statements(project_id).values_list("pk", flat=True))
    return len(every & owned_statement_ids(project_id)), len(every)


def management_test(project: Project) -> list[dict[str, Any]]:
    """Return the six statements on management with how the project answered them (Handbook p. 33); one query.

    Rows fit `components/gate_list.html`; those that the region switched off are left out.
    """
    keys = [item.key for item in load_handbook().assessment_items(AssessmentKey.MANAGEMENT_SYSTEM)]
    items = GuideItem.objects.filter(
        phase__project=project, key__in=keys, kind=GuideKind.TEST, is_on=True
    ).select_related("answer")
    states = {AnswerState.DONE: "done", AnswerState.PARTLY: "partial", AnswerState.NOT_RELEVANT: "done"}
    rows = []
    for item in sorted(items, key=lambda item: keys.index(item.key)):
        answer = getattr(item, "answer", None)
        rows.append(
            {
                "state": states.get(answer.state, "missing") if answer else "missing",
                "label": item.text,
                "value": answer.get_state_display() if answer else AnswerState.OPEN.label,
            }
        )
    return rows


def _cell_position(cell: Cell) -> tuple[int, int, int]:
    return (
        cell.promise_id,
        Perspective.values.index(cell.perspective),
        0 if cell.viewpoint == Viewpoint.RESIDENT else 1,
    )
