"""The bar of a promise's statuses: each part as large as its number, and told apart without colour."""

import re

from hypothesis import given
from hypothesis import strategies as st

from servicelofte.common.status_bar import GAP, status_bar

STATUSES = ("kept", "at_risk", "broken", "not_measured")


def _counts(*numbers: int) -> list[dict[str, object]]:
    return [{"status": status, "number": number} for status, number in zip(STATUSES, numbers, strict=True)]


def _widths(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'width="([\d.]+)%" y="1"', svg)]


def test_parts_have_the_forms_of_their_marks():
    drawn = re.findall(r'<g class="s-(\w+)">(.*?)</g>', status_bar(_counts(16, 6, 1, 9)))
    forms = {status: re.findall(r"status-bar-(half|strike)", part) for status, part in drawn}
    assert forms == {"kept": [], "at_risk": ["half"], "broken": ["strike"], "not_measured": []}


def test_bar_leaves_out_what_there_is_none_of_and_is_nothing_for_nothing():
    assert len(_widths(status_bar(_counts(3, 0, 0, 1)))) == 2
    assert status_bar(_counts(0, 0, 0, 0)) == ""
    assert status_bar([]) == ""


@given(st.lists(st.integers(min_value=0, max_value=5000), min_size=4, max_size=4).filter(any))
def test_parts_fill_the_bar_and_none_is_too_small_to_see(numbers):
    widths = _widths(status_bar(_counts(*numbers)))
    assert abs(sum(widths) + GAP * (len(widths) - 1) - 100) < 0.1
    assert min(widths) > 2
