"""Which goals nobody is responsible for, and the gate that asks."""

import pytest
from django.utils import translation

from implementation.queries.gate import communication_check, contracts_check, owners_check
from implementation.queries.ownership import unowned_goals
from projects.enums import Perspective, StatementState
from servicelofte.common.tenancy import region_scope
from tests.factories.implementation import (
    make_action,
    make_clause,
    make_communication,
    make_contract,
    make_producer,
)
from tests.support import count_queries


def places(cast):
    with region_scope(cast.region), translation.override("en"):
        return {goal.place: [row.pk for row in goal.statements] for goal in unowned_goals(cast.project)}


@pytest.mark.requirement(86)
def test_goal_without_action_is_listed_with_its_sentences(cast):
    assert places(cast)["Availability · Resident"] == [cast.first.pk]


@pytest.mark.requirement(86)
@pytest.mark.parametrize("values", [{"owner": True}, {"owner_position_fi": "Vastaanoton johtaja"}])
def test_goal_with_person_or_position_is_not_listed(cast, values):
    if "owner" in values:
        values = {"owner": cast.manager}
    make_action(cast.first, **values)
    assert "Availability · Resident" not in places(cast)


@pytest.mark.requirement(86)
def test_action_of_nobody_leaves_its_goal_listed(cast):
    make_action(cast.first)
    assert places(cast)["Availability · Resident"] == [cast.first.pk]


@pytest.mark.requirement(86)
def test_stopped_action_leaves_its_goal_listed(cast):
    make_action(cast.first, owner=cast.manager, state="stopped")
    assert places(cast)["Availability · Resident"] == [cast.first.pk]


@pytest.mark.requirement(86)
def test_goal_without_sentences_is_listed_and_a_left_out_perspective_is_not(cast):
    with region_scope(cast.region):
        cast.promise.left_out = {Perspective.QUALITY: "Senare"}
        cast.promise.save()
    listed = places(cast)
    assert listed["Integration · Resident"] == []
    assert "Quality · Resident" not in listed


def test_statement_taken_out_of_the_promise_is_not_asked_for(cast):
    with region_scope(cast.region):
        cast.first.state = StatementState.REMOVED
        cast.first.save()
        assert owners_check(cast.project.pk).value
    assert places(cast)["Availability · Resident"] == []


def test_unowned_goals_cost_the_same_with_more_sentences(cast):
    from tests.factories.projects import make_statement

    with region_scope(cast.region):
        few, _sql = count_queries(lambda: unowned_goals(cast.project))
        for _number in range(3):
            make_statement(cast.promise)
        many, _sql = count_queries(lambda: unowned_goals(cast.project))
    assert few == many <= 5


@pytest.mark.requirement(86)
def test_gate_asks_for_an_owner_of_every_promise(cast):
    with region_scope(cast.region):
        assert owners_check(cast.project.pk).state == "missing"
        make_action(cast.first, owner=cast.manager)
        half = owners_check(cast.project.pk)
        make_action(cast.second, owner_position_sv="Vårdchefen")
        whole = owners_check(cast.project.pk)
    assert (half.state, half.percent) == ("partial", 50)
    assert (whole.state, whole.percent) == ("done", 100)


@pytest.mark.requirement(87, 88)
def test_gate_asks_for_all_channels_and_both_audiences(cast):
    with region_scope(cast.region):
        assert communication_check(cast.project.pk).state == "missing"
        for channel in ("website", "social_media", "management_blogs", "videos"):
            make_communication(cast.project, channel=channel)
        assert communication_check(cast.project.pk).state == "partial"
        for channel in (
            "intranet",
            "internal_bulletins_and_magazines",
            "management_regional_tours",
            "employee_ambassadors",
        ):
            make_communication(cast.project, channel=channel, audience="internal")
        assert communication_check(cast.project.pk).state == "done"


@pytest.mark.requirement(98)
def test_gate_shows_whether_producers_confirmed(cast):
    contract = make_contract(cast.promise, make_producer(cast.region))
    with region_scope(cast.region):
        assert contracts_check(cast.project.pk).state == "missing"
        make_clause(contract, cast.first)
        assert contracts_check(cast.project.pk).state == "partial"
