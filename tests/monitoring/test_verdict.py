"""The rule that turns a value into a status."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.enums import Direction, Status
from monitoring.verdict import SEVERITY, propose_status, target_in_year, worst

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
tolerances = st.decimals(min_value=0, max_value=100, places=1)
directions = st.sampled_from(Direction.values)


def judged(value, target, direction="up", tolerance="10"):
    return propose_status(
        value=None if value is None else Decimal(value),
        target=None if target is None else Decimal(target),
        direction=direction,
        tolerance=Decimal(tolerance),
    )


@pytest.mark.requirement(107)
@pytest.mark.parametrize(
    ("value", "direction", "status"),
    [
        ("80", "up", Status.KEPT),
        ("95", "up", Status.KEPT),
        ("79.9", "up", Status.AT_RISK),
        ("72", "up", Status.AT_RISK),
        ("71.999", "up", Status.BROKEN),
        ("80", "down", Status.KEPT),
        ("3", "down", Status.KEPT),
        ("88", "down", Status.AT_RISK),
        ("88.001", "down", Status.BROKEN),
    ],
)
def test_value_against_a_target_of_80_with_a_tenth_of_tolerance(value, direction, status):
    assert judged(value, "80", direction) == status


@pytest.mark.requirement(116)
@pytest.mark.parametrize(("value", "target"), [(None, "80"), ("80", None), (None, None)])
def test_missing_value_or_target_is_not_measured(value, target):
    assert judged(value, target) == Status.NOT_MEASURED


def test_target_of_nought_allows_no_miss():
    assert judged("0", "0", "down") == Status.KEPT
    assert judged("0.001", "0", "down") == Status.BROKEN


@given(value=numbers, target=numbers, tolerance=tolerances)
def test_less_is_better_is_the_mirror_of_more_is_better(value, target, tolerance):
    assert propose_status(
        value=value, target=target, direction=Direction.UP, tolerance=tolerance
    ) == propose_status(value=-value, target=-target, direction=Direction.DOWN, tolerance=tolerance)


@given(one=numbers, other=numbers, target=numbers, direction=directions, tolerance=tolerances)
def test_better_value_never_gives_a_worse_status(one, other, target, direction, tolerance):
    better, poorer = (max(one, other), min(one, other))[:: 1 if direction == Direction.UP else -1]
    severity = [
        SEVERITY.index(propose_status(value=value, target=target, direction=direction, tolerance=tolerance))
        for value in (better, poorer)
    ]
    assert severity[0] >= severity[1]


@given(value=numbers, target=numbers, direction=directions, low=tolerances, high=tolerances)
def test_more_tolerance_never_gives_a_worse_status(value, target, direction, low, high):
    severity = [
        SEVERITY.index(propose_status(value=value, target=target, direction=direction, tolerance=each))
        for each in sorted((low, high))
    ]
    assert severity[0] <= severity[1]


@given(value=numbers, target=numbers, direction=directions, tolerance=tolerances)
def test_target_that_is_reached_is_always_kept_and_no_other_is(value, target, direction, tolerance):
    reached = value >= target if direction == Direction.UP else value <= target
    status = propose_status(value=value, target=target, direction=direction, tolerance=tolerance)
    assert (status == Status.KEPT) == reached


@pytest.mark.parametrize(("year", "target"), [(2026, None), (2027, 70), (2028, 70), (2029, 80), (2031, 80)])
def test_year_without_a_target_keeps_the_one_before(year, target):
    assert target_in_year({2027: Decimal(70), 2029: Decimal(80)}, year) == target


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], Status.NOT_MEASURED),
        (["not_measured"], Status.NOT_MEASURED),
        (["kept", "not_measured"], Status.KEPT),
        (["kept", "at_risk"], Status.AT_RISK),
        (["kept", "broken", "at_risk"], Status.BROKEN),
    ],
)
def test_worst_status_decides(statuses, expected):
    assert worst(statuses) == expected
