"""What the pages of actions show, and which goals nobody is responsible for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import STAFF_ROLES
from accounts.models import Region, User
from implementation.enums import ACTION_MOVES, OPEN_ACTIONS, ActionState
from implementation.models import Action
from projects.enums import AnswerState, GuideKind, Perspective, ProjectState, Viewpoint
from projects.handbook import load_handbook
from projects.handbook_kinds import AssessmentKey
from projects.models import Cell, GuideItem, Project, Statement
from projects.queries.statements import (
    NO_WORDS,
    StatementRow,
    active_statements,
    goal_words,
    place_name,
    statement_rows,
    statement_words,
)
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.history import history_entries, history_of
from servicelofte.common.languages import INTERFACE

PAGE = 25
MOVE_WORDS = {
    ActionState.PLANNED: _("Plan it anew"),
    ActionState.UNDER_WAY: _("It is under way"),
    ActionState.DONE: _("It is done"),
}
DUE_SOON_DAYS = 14


@dataclass(frozen=True)
class ActionRow:
    """An action as a list shows it."""

    pk: int
    title: str
    lang: str
    owner: str
    unit: str
    due_on: date
    state: str
    state_label: str
    is_late: bool
    statements: list[str]
    places: list[str]


@dataclass(frozen=True)
class ActionPage:
    """One page of the list: rows by due day, the keys of its neighbours, and figures for the head."""

    rows: list[ActionRow]
    before: str
    after: str
    counts: Mapping[str, int]
    late: int


@dataclass(frozen=True)
class UnownedGoal:
    """A goal nobody is responsible for, with its sentences that lack a responsible person or position."""

    place: str
    goal: str
    lang: str
    whole: bool
    statements: list[StatementRow] = field(default_factory=list)


def action_list(
    project: Project, filters: Mapping[str, Any], *, after: str = "", before: str = ""
) -> ActionPage:
    """Return a page of the project's actions by due day, at most 25; five queries whatever their number.

    `filters`: state (ActionState, "open" or "late"), perspective, owner (a person's id, or "none" for nobody).
    `after` and `before` are keys "<due day>_<id>" as the page gives them; a malformed one is the first page.
    """
    actions = _filtered(Action.objects.filter(promise__project=project), filters)
    rows, has_before, has_after = _page(actions, after, before)
    ids = [statement.pk for action in rows for statement in action.statements.all()]
    words = statement_words(ids)
    today = clock.today()
    shown = [_row(action, words, today) for action in rows]
    return ActionPage(
        rows=shown,
        before=_key(rows[0]) if rows and has_before else "",
        after=_key(rows[-1]) if rows and has_after else "",
        **_counts(project, today),
    )


def action_detail(action: Action) -> dict[str, Any]:
    """Return what an action's page shows: the row, its statements, the states it may move to, its history."""
    words = statement_words([statement.pk for statement in action.statements.all()])
    description, lang = column_words(action, "description")
    return {
        "row": _row(action, words, clock.today()),
        "description": description,
        "description_lang": lang,
        "statements": [
            {
                "text": words.get(row.pk, NO_WORDS).text,
                "lang": words.get(row.pk, NO_WORDS).lang,
                "place": _place(row),
            }
            for row in action.statements.all()
        ],
        "moves": [
            (target, MOVE_WORDS[ActionState(target)])
            for target in ACTION_MOVES.targets(action.state)
            if target != ActionState.STOPPED
        ],
        "can_stop": ACTION_MOVES.allows(action.state, ActionState.STOPPED),
        "history": history_entries(history_of(action)),
    }


def with_statements(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Fetch with each action its owner, project and statements with their cells; one query more."""
    return actions.select_related("owner", "promise__project").prefetch_related(
        Prefetch("statements", queryset=Statement.objects.select_related("cell").order_by("order", "pk"))
    )


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


def action_owners(region: Region) -> QuerySet[User]:
    """Return the people of a region who can be made responsible, by name."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__region=region,
            memberships__is_active=True,
            memberships__role__in=STAFF_ROLES,
        )
        .distinct()
        .order_by("name", "pk")
    )


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


def _filtered(actions: QuerySet[Action], filters: Mapping[str, Any]) -> QuerySet[Action]:
    state, perspective, owner = (filters.get(name) or "" for name in ("state", "perspective", "owner"))
    if state == "open":
        actions = actions.filter(state__in=OPEN_ACTIONS)
    elif state == "late":
        actions = actions.filter(state__in=OPEN_ACTIONS, due_on__lt=clock.today())
    elif state:
        actions = actions.filter(state=state)
    if perspective:
        actions = actions.filter(statements__cell__perspective=perspective).distinct()
    if owner == "none":
        actions = actions.filter(owner=None).filter(has_no_position())
    elif owner:
        actions = actions.filter(owner=int(owner))
    return actions


def _page(actions: QuerySet[Action], after: str, before: str) -> tuple[list[Action], bool, bool]:
    start, end = _read_key(after), _read_key(before)
    if end:
        day, pk = end
        chosen = actions.filter(Q(due_on__lt=day) | Q(due_on=day, pk__lt=pk)).order_by("-due_on", "-pk")
        rows = list(with_statements(chosen)[: PAGE + 1])
        return rows[:PAGE][::-1], len(rows) > PAGE, True
    if start:
        day, pk = start
        actions = actions.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    rows = list(with_statements(actions.order_by("due_on", "pk"))[: PAGE + 1])
    return rows[:PAGE], bool(start), len(rows) > PAGE


def _key(action: Action) -> str:
    return f"{action.due_on.isoformat()}_{action.pk}"


def _read_key(key: str) -> tuple[date, int] | None:
    day, _sep, number = key.partition("_")
    try:
        return (date.fromisoformat(day), int(number)) if len(number) < 18 else None
    except ValueError:
        return None


def _counts(project: Project, today: date) -> dict[str, Any]:
    late = Count("pk", filter=Q(state__in=OPEN_ACTIONS, due_on__lt=today))
    figures = Action.objects.filter(promise__project=project).aggregate(
        late=late, **{state: Count("pk", filter=Q(state=state)) for state in ActionState.values}
    )
    return {"late": figures.pop("late"), "counts": figures}


def _row(action: Action, words: Mapping[int, Any], today: date) -> ActionRow:
    title, lang = column_words(action, "title")
    statements = list(action.statements.all())
    unit = column_words(action, "unit")[0]
    return ActionRow(
        pk=action.pk,
        title=title,
        lang=lang,
        owner=action.owner.get_full_name() if action.owner else column_words(action, "owner_position")[0],
        unit=unit,
        due_on=action.due_on,
        state=action.state,
        state_label=str(ActionState(action.state).label),
        is_late=action.state in OPEN_ACTIONS and action.due_on < today,
        statements=[words[row.pk].text for row in statements if row.pk in words],
        places=list(dict.fromkeys(place for row in statements if (place := _place(row)))),
    )


def _place(statement: Statement) -> str:
    cell = statement.cell
    return place_name(cell.perspective, cell.viewpoint) if cell else ""


def _cell_position(cell: Cell) -> tuple[int, int, int]:
    return (
        cell.promise_id,
        Perspective.values.index(cell.perspective),
        0 if cell.viewpoint == Viewpoint.RESIDENT else 1,
    )


def due_actions(*, until: date | None = None) -> QuerySet[Action]:
    """Return open actions that are late or due within two weeks (or `until`), soonest first; none of a closed
    project.
    """
    last = until or clock.today() + timedelta(days=DUE_SOON_DAYS)
    return open_actions().filter(due_on__lte=last).order_by("due_on", "pk")


def open_actions() -> QuerySet[Action]:
    """Return the actions that are still to be done; none of a closed project."""
    return Action.objects.filter(state__in=OPEN_ACTIONS, promise__project__state=ProjectState.ACTIVE)
