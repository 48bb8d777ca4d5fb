"""Charts add up, show what is missing as missing, and say the same in a table."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from servicelofte.common.charts import (
    Choice,
    Coverage,
    bar_chart,
    coverage_bars,
    shares_that_add_up,
)
from servicelofte.common.svg import LIGHT
from servicelofte.common.trend import TimePoint, line_chart


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@given(st.lists(st.integers(min_value=0, max_value=100_000), min_size=1, max_size=12))
def test_shares_add_up_to_a_hundred(counts):
    shares = shares_that_add_up(counts)
    assert sum(shares) == (100 if sum(counts) else 0)
    assert all(
        abs(share - count * 100 / sum(counts)) < 1
        for share, count in zip(shares, counts, strict=True)
        if sum(counts)
    )


def test_bar_chart_has_a_row_for_every_answer():
    chart = bar_chart("How fast?", [Choice("Same day", 1), Choice("Later", 2)], respondents=3, id_prefix="q1")
    assert chart.rows == (("Same day", "1", "33\u00a0%"), ("Later", "2", "67\u00a0%"))
    assert chart.note == "3 people answered."


def test_bar_chart_of_several_answers_says_that_shares_may_exceed_a_hundred():
    choices = [Choice("Phone", 8), Choice("Chat", 6)]
    chart = bar_chart("Which?", choices, respondents=10, is_multiple=True, id_prefix="q1")
    assert [row[2] for row in chart.rows] == ["80\u00a0%", "60\u00a0%"]
    assert "more than 100" in chart.note


def test_hidden_answer_cannot_be_worked_out_from_the_chart():
    choices = [Choice("A", 50), Choice("B", 40), Choice("C", None), Choice("D", None)]
    chart = bar_chart("Which?", choices, respondents=97, id_prefix="q1")
    assert [row[2] for row in chart.rows] == ["–"] * 4
    assert "97" not in chart.svg + chart.note
    assert "%)" not in chart.svg


def test_bars_beside_a_hidden_answer_are_measured_by_the_longest_and_not_by_everybody():
    """A bar's share of all would tell how many all are, and so the hidden count."""
    choices = [Choice("A", 10), Choice("B", 5), Choice("C", None)]
    chart = bar_chart("Which?", choices, respondents=97, id_prefix="q1")
    assert _bars(chart) == ["62.00%", "31.00%"]


def test_more_heard_than_planned_fill_the_bar_and_no_more():
    chart = coverage_bars("Heard?", [Coverage("Elders", 2, 7), Coverage("All", 0, 3)], id_prefix="c")
    assert _bars(chart) == ["62.00%", "62.00%"]


def test_table_of_who_was_heard_has_no_nought_where_no_number_was_set():
    groups = [Coverage("All", 0, 3), Coverage("Nobody", 0, 0), Coverage("Elders", 2, 7)]
    rows = [row[1:] for row in coverage_bars("Heard?", groups, id_prefix="c").rows]
    assert rows == [("–", "3", "–"), ("–", "0", "not heard yet"), ("2", "7", "7 of 2")]


def _bars(chart) -> list[str]:
    drawn = ElementTree.fromstring(chart.svg).iter("rect")
    return [bar.get("width") for bar in drawn if bar.get("class") == "chart-bar"]


def test_line_chart_does_not_join_over_a_missing_value():
    points = [TimePoint("2023", 60), TimePoint("2024", None), TimePoint("2025", 70), TimePoint("2026", 75)]
    chart = line_chart("Within a week", points, unit="%", id_prefix="i1")
    assert chart.svg.count('class="chart-value-line"') == 1
    assert chart.svg.count('class="chart-missing"') == 1
    assert chart.rows[1] == ("2024", "not measured", "–")
    assert chart.note == "1 value is missing."


def test_line_chart_draws_its_target():
    points = [TimePoint("2025", 70, 75), TimePoint("2026", 75, 80)]
    chart = line_chart("Within a week", points, unit="%", id_prefix="i1")
    assert chart.svg.count('class="chart-target-line"') == 1
    assert "Target 80\u00a0%" in chart.svg


@pytest.mark.parametrize(
    "points", [[], [TimePoint("2026", None)], [TimePoint("2026", 0, 0)], [TimePoint("2026", -3)]]
)
def test_line_chart_stands_with_little_to_show(points):
    chart = line_chart("Little", points, id_prefix="i1")
    ElementTree.fromstring(chart.svg)
    assert len(chart.rows) == len(points)


def test_coverage_says_in_words_who_was_not_heard():
    chart = coverage_bars(
        "Heard?", [Coverage("Youth council", 2, 0), Coverage("Elders", 2, 2)], id_prefix="c"
    )
    assert [row[3] for row in chart.rows] == ["not heard yet", "2 of 2"]
    assert chart.note == "1 group has not been heard."


def test_charts_escape_what_people_wrote_and_have_no_inline_style():
    chart = bar_chart("<b>?", [Choice("<script>x</script>", 3)], respondents=3, id_prefix="q1")
    assert "<script" not in chart.svg
    assert "style=" not in chart.svg
    assert next(iter(ElementTree.fromstring(chart.svg))).tag == "title"


def test_palette_writes_colours_for_documents():
    chart = bar_chart("Q", [Choice("A", 3)], respondents=3, palette=LIGHT, id_prefix="q1")
    assert LIGHT.petrol.full in chart.svg
    assert "<desc" not in chart.svg
