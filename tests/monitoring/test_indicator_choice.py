"""How well the indicators are chosen: warnings, never a block."""

import datetime as dt

import pytest

from monitoring.enums import IndicatorKind
from monitoring.queries.gate import central_check, experience_check, kinds_check, verified_check
from monitoring.queries.indicators import choice_check, indicator_list
from projects.enums import StatementState
from servicelofte.common import registry
from servicelofte.common.tenancy import region_scope
from tests.factories.monitoring import make_indicator, make_measurement
from tests.support import count_queries


def choice(cast):
    with region_scope(cast.region):
        return choice_check(cast.project.pk)


@pytest.mark.requirement(113)
@pytest.mark.parametrize(
    ("central", "state", "too_few", "too_many"),
    [
        (0, "missing", True, False),
        (2, "partial", True, False),
        (3, "done", False, False),
        (5, "done", False, False),
        (6, "partial", False, True),
    ],
)
def test_three_to_five_central_indicators_are_right(cast, central, state, too_few, too_many):
    for _number in range(central):
        make_indicator(cast.promise)
    make_indicator(cast.promise, is_central=False)
    make_indicator(cast.promise, is_active=False)
    found = choice(cast)
    with region_scope(cast.region):
        assert central_check(cast.project.pk).state == state
    assert (found.central, found.too_few, found.too_many) == (central, too_few, too_many)


@pytest.mark.requirement(113)
def test_number_of_central_indicators_warns_and_does_not_block():
    part = registry.phases["follow_up_and_development"]
    assert {check.key: check.required for check in part.checks}["central"] is False


@pytest.mark.requirement(112)
@pytest.mark.parametrize(
    ("kinds", "state", "outcome_only"),
    [
        ([], "missing", False),
        (["outcome", "outcome"], "failed", True),
        (["progress"], "partial", False),
        (["progress", "outcome"], "done", False),
    ],
)
def test_set_of_outcomes_only_is_flagged(cast, kinds, state, outcome_only):
    for kind in kinds:
        make_indicator(cast.promise, kind=kind)
    with region_scope(cast.region):
        assert kinds_check(cast.project.pk).state == state
    assert choice(cast).outcome_only is outcome_only


@pytest.mark.requirement(112)
def test_there_are_two_kinds_of_indicators():
    assert IndicatorKind.values == ["progress", "outcome"]


@pytest.mark.requirement(114)
def test_a_central_indicator_tells_of_client_experience(cast):
    make_indicator(cast.promise, is_central=False, is_client_experience=True)
    with region_scope(cast.region):
        assert experience_check(cast.project.pk).state == "missing"
        make_indicator(cast.promise, is_client_experience=True)
        assert experience_check(cast.project.pk).state == "done"
    assert choice(cast).has_client_experience


@pytest.mark.requirement(78)
def test_statement_without_indicator_or_other_way_is_named(cast):
    make_indicator(cast.promise, cast.first)
    found = choice(cast)
    with region_scope(cast.region):
        half = verified_check(cast.project.pk)
        cast.second.verification = {"sv": "Chefen lyssnar på tio samtal i månaden."}
        cast.second.save()
        whole = verified_check(cast.project.pk)
    assert [row.pk for row in found.unverified] == [cast.second.pk]
    assert (half.state, half.percent, whole.state) == ("partial", 50, "done")


def test_retired_indicator_follows_nothing_up(cast):
    make_indicator(cast.promise, cast.first, cast.second, is_active=False)
    with region_scope(cast.region):
        assert verified_check(cast.project.pk).state == "missing"
    assert len(choice(cast).unverified) == 2


def test_statement_taken_out_needs_nothing(cast):
    with region_scope(cast.region):
        cast.second.state = StatementState.REMOVED
        cast.second.save()
    make_indicator(cast.promise, cast.first)
    assert choice(cast).unverified == []


def test_balanced_set_warns_of_nothing(cast):
    make_indicator(cast.promise, cast.first, cast.second, kind="progress")
    make_indicator(cast.promise, is_client_experience=True)
    make_indicator(cast.promise)
    assert choice(cast).is_balanced


def test_choice_costs_the_same_with_more_indicators(cast):
    make_indicator(cast.promise, cast.first)
    with region_scope(cast.region):
        few, _sql = count_queries(lambda: choice_check(cast.project.pk))
        for _number in range(4):
            make_indicator(cast.promise, cast.first, cast.second)
        many, _sql = count_queries(lambda: choice_check(cast.project.pk))
    assert few == many


def test_list_draws_the_values_of_each_indicator_and_costs_the_same_with_more(cast):
    measured, _unmeasured = make_indicator(cast.promise), make_indicator(cast.promise)
    for month in (1, 2):
        make_measurement(measured, dt.date(2027, month, 1), 60 + month)
    with region_scope(cast.region):
        few, _sql = count_queries(lambda: indicator_list(cast.project, bool))
        trends = {row.pk: row.trend for row in indicator_list(cast.project, bool)["in_use"]}
        make_measurement(make_indicator(cast.promise), dt.date(2027, 1, 1), 50)
        many, _sql = count_queries(lambda: indicator_list(cast.project, bool))
    assert "polyline" in trends.pop(measured.pk)
    assert list(trends.values()) == [""]
    assert few == many
