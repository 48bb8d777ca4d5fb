"""What the pages of actions show, and which actions are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.queries import name_of
from implementation.enums import ACTION_MOVES, OPEN_ACTIONS, ActionState
from implementation.models import Action
from implementation.queries.ownership import has_no_position
from projects.enums import ProjectState
from projects.models import Project, Statement
from projects.queries.statements import (
    place_name,
    statement_words,
)
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.history import history_entries, history_of
from servicelofte.common.keys import number_of
from servicelofte.common.languages import NO_WORDS, lang_span, page_language

PAGE = 25
MOVE_WORDS = {
    ActionState.PLANNED: _("Plan it anew"),
    ActionState.UNDER_WAY: _("It is under way"),
    ActionState.DONE: _("It is done"),
}

_OVER = (ActionState.DONE, ActionState.STOPPED)
_TONES = {ActionState.UNDER_WAY: "info", ActionState.DONE: "success"}


@dataclass(frozen=True)
class ActionRow:
    """An action as a list shows it; `tone` is the kind of tag that its state is written in. `owner` (a person, or else
    the position) and `unit` are marked where they are in another language than the page.
    """

    pk: int
    title: str
    lang: str
    owner: str
    unit: str
    due_on: date
    state: str
    state_label: str
    tone: str
    is_late: bool
    statements: list[str]
    places: list[str]


@dataclass(frozen=True)
class ActionListPage:
    """One page of the list: rows by due day, the keys of its neighbours, and figures for the head."""

    rows: list[ActionRow]
    before: str
    after: str
    counts: Mapping[str, int]
    late: int


def action_list(
    project: Project, filters: Mapping[str, Any], *, after: str = "", before: str = ""
) -> ActionListPage:
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
    return ActionListPage(
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
        "move_title": _("Take it up again?") if action.state in _OVER else _("How far is it?"),
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


def due_actions(*, until: date) -> QuerySet[Action]:
    """Return open actions that are due on the local day `until` or before, soonest first; none of a closed project."""
    return open_actions().filter(due_on__lte=until).order_by("due_on", "pk")


def open_actions() -> QuerySet[Action]:
    """Return the actions that are still to be done; none of a closed project."""
    return Action.objects.filter(state__in=OPEN_ACTIONS, promise__project__state=ProjectState.ACTIVE)


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
    pk = number_of(number)
    try:
        return (date.fromisoformat(day), pk) if pk else None
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
    return ActionRow(
        pk=action.pk,
        title=title,
        lang=lang,
        owner=name_of(action.owner) or _marked(action, "owner_position"),
        unit=_marked(action, "unit"),
        due_on=action.due_on,
        state=action.state,
        state_label=str(ActionState(action.state).label),
        tone=_TONES.get(ActionState(action.state), "plain"),
        is_late=action.state in OPEN_ACTIONS and action.due_on < today,
        statements=[words[row.pk].text for row in statements if row.pk in words],
        places=list(dict.fromkeys(place for row in statements if (place := _place(row)))),
    )


def _marked(action: Action, name: str) -> str:
    return lang_span(*column_words(action, name), page_language())


def _place(statement: Statement) -> str:
    cell = statement.cell
    return place_name(cell.perspective, cell.viewpoint) if cell else ""
