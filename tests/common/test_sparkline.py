"""A series as one small line: its ends, its target, and nothing where there is no line to draw."""

import re

import pytest

from servicelofte.common.sparkline import HEIGHT, WIDTH, sparkline


def _points(svg: str) -> list[float]:
    [points] = re.findall(r'points="([^"]+)"', svg)
    return [float(number) for number in points.split()]


def test_line_goes_from_edge_to_edge_and_higher_is_more():
    x1, y1, _x, _y, x3, y3 = _points(sparkline([1, 2, 5]))
    assert 0 < x1 < x3 < WIDTH
    assert 0 < y3 < y1 < HEIGHT


def test_target_has_its_place_among_the_values():
    svg = sparkline([10, 20], target=20)
    [target] = re.findall(r'y1="([\d.]+)"', svg)
    assert float(target) == _points(svg)[3]
    assert "chart-target-line" not in sparkline([10, 20])


@pytest.mark.parametrize("values", [[], [7.5]])
def test_one_value_is_no_line(values):
    assert sparkline(values) == ""


def test_values_that_stand_still_lie_in_the_middle():
    assert set(_points(sparkline([3, 3, 3]))[1::2]) == {HEIGHT / 2}
