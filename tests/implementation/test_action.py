"""Actions: planned for statements, owned, dated, moved by the table."""

import datetime as dt

import pytest

from implementation.domain.action import create_action, edit_action, move_action
from implementation.enums import ACTION_MOVES, ActionState
from implementation.models import Action
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import make_action
from tests.factories.projects import make_project, make_promise, make_statement

NOON = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)


def plan(cast, **values):
    return create_action(
        project=cast.project,
        actor=cast.preparer,
        statements=[cast.first.pk, cast.second.pk],
        values={"title_sv": "Nya telefontider", "due_on": dt.date(2027, 5, 1), **values},
    )


@pytest.mark.requirement(95)
def test_action_serves_statements_with_owner_unit_and_day(cast):
    with region_scope(cast.region):
        action = plan(cast, owner=cast.manager, unit_sv="Mottagningen")
        stored = Action.objects.get(pk=action.pk)
        event = ProjectEvent.objects.get(kind="action.created")
    assert (stored.owner, stored.unit_sv, stored.due_on) == (
        cast.manager,
        "Mottagningen",
        dt.date(2027, 5, 1),
    )
    assert event.data["statements"] == [str(cast.first.lineage), str(cast.second.lineage)]
    assert event.actor == cast.preparer.uuid


def test_action_without_statement_is_refused(cast):
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        create_action(
            project=cast.project, actor=cast.preparer, statements=[], values={"due_on": dt.date(2027, 5, 1)}
        )
    assert refused.value.field == "statements"


def test_action_of_another_projects_statement_is_refused(cast):
    other = make_statement(make_promise(make_project(cast.region)))
    with region_scope(cast.region), pytest.raises(DomainError):
        create_action(
            project=cast.project,
            actor=cast.preparer,
            statements=[cast.first.pk, other.pk],
            values={"title_sv": "X", "due_on": dt.date(2027, 5, 1)},
        )


def test_action_of_another_regions_statement_is_refused(cast):
    other = make_statement(make_promise(make_project(make_region())))
    with region_scope(cast.region), pytest.raises(DomainError):
        create_action(
            project=cast.project,
            actor=cast.preparer,
            statements=[other.pk],
            values={"title_sv": "X", "due_on": dt.date(2027, 5, 1)},
        )


def test_action_cannot_be_owned_by_a_stranger(cast):
    stranger = make_user(make_region(), "manager")
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        plan(cast, owner=stranger)
    assert refused.value.field == "owner"


def test_action_begins_before_it_is_due(cast):
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        plan(cast, starts_on=dt.date(2027, 5, 2))
    assert refused.value.field == "due_on"


def test_action_is_not_due_before_the_work_began(cast):
    early = cast.project.starts_on - dt.timedelta(days=1)
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        plan(cast, due_on=early)
    assert refused.value.field == "due_on"


def test_action_keeps_its_day_where_the_work_is_said_to_begin_later(cast):
    """Saving something else is not refused for a day that stood there before."""
    action = make_action(cast.first)
    with region_scope(cast.region):
        Action.objects.filter(pk=action.pk).update(due_on=cast.project.starts_on - dt.timedelta(days=1))
        action = Action.objects.select_related("promise__project").get(pk=action.pk)
        values = {"title_sv": "Nya tider", "due_on": action.due_on}
        edit_action(action=action, expected=1, actor=cast.preparer, statements=[cast.first.pk], values=values)
        assert Action.objects.get(pk=action.pk).title_sv == "Nya tider"


def test_edit_keeps_reason_and_person_in_history(cast):
    action = make_action(cast.first)
    with region_scope(cast.region):
        edit_action(
            action=action,
            expected=1,
            actor=cast.manager,
            statements=[cast.second.pk],
            values={"due_on": dt.date(2027, 9, 1)},
            reason="Upphandlingen blev försenad",
        )
        newest = action.history.first()
        assert list(action.statements.all()) == [cast.second]
    assert (newest.history_change_reason, newest.history_user) == (
        "Upphandlingen blev försenad",
        cast.manager,
    )


def test_second_editor_is_told(cast):
    action = make_action(cast.first)
    with region_scope(cast.region):
        mine = Action.objects.get(pk=action.pk)
        edit_action(
            action=action,
            expected=1,
            actor=cast.preparer,
            statements=[cast.first.pk],
            values={"unit_sv": "Deras"},
        )
        with pytest.raises(EditConflict) as conflict:
            edit_action(
                action=mine,
                expected=1,
                actor=cast.manager,
                statements=[cast.first.pk],
                values={"unit_sv": "Min"},
            )
        assert Action.objects.get(pk=action.pk).unit_sv == "Deras"
    assert conflict.value.row.unit_sv == "Deras"


def test_done_sets_the_day_and_undone_takes_it_away(cast):
    action = make_action(cast.first)
    with region_scope(cast.region), clock.fixed(NOON):
        move_action(action=action, target=ActionState.DONE, actor=cast.manager)
        assert action.done_on == dt.date(2027, 3, 10)
        move_action(action=action, target=ActionState.UNDER_WAY, actor=cast.manager)
        assert action.done_on is None


@pytest.mark.parametrize("source", ActionState.values)
@pytest.mark.parametrize("target", ActionState.values)
def test_action_moves_as_the_table_says(cast, source, target):
    action = make_action(cast.first, state=source)
    with region_scope(cast.region):
        if ACTION_MOVES.allows(source, target):
            assert move_action(action=action, target=target, actor=cast.manager).state == target
        else:
            with pytest.raises(IllegalTransition):
                move_action(action=action, target=target, actor=cast.manager)
            assert Action.objects.get(pk=action.pk).state == source


def test_unknown_state_is_refused(cast):
    action = make_action(cast.first)
    with region_scope(cast.region), pytest.raises(IllegalTransition):
        move_action(action=action, target="gone", actor=cast.manager)
