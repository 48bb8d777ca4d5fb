"""The words of a chart over time stand clear of its lines, of each other and of the edges, on the narrowest phone."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from servicelofte.common.charts import LABEL_ROOM, SMALL
from servicelofte.common.svg import LIGHT, Face, measure
from servicelofte.common.trend import TimePoint, line_chart

# Lines are at most three pixels thick.
HALF_LINE = 1.5
SERIES = {
    "rises in days": ("päivää", [12, 24, 33, 37, 40, 43, 49, 53], [30] + [50] * 7),
    "rises to many": ("asemaa", [4, 5, 7, 8, 9, 11, 12, 13], [8] + [14] * 7),
    "falls in minutes": (
        "minuuttia",
        [10.8, 10, 9, 8.5, 8, 9, 7, None, None, 7, 9, 9.6, 9.2],
        [8, 8] + [5] * 11,
    ),
    "starts at the middle of the axis": ("NPS", [44, 47, 52, 55, 58, 61, 64, 68], [50] + [65] * 7),
    "stands near its target": ("%", [66, 68, 70, 76, 79, 84, 88, 91, 93], [75] + [90] * 8),
    "one value": ("%", [93], [90]),
    "no free place over or under the target": ("stationer", [204.1, 214.7, 288.7], [160.4, 160.4, 200.5]),
    "falls to nothing": ("NPS", [9522.8, 7052.9, 0], [6061.1, 6061.1, 7576.4]),
    "leaps about its target": (
        "dagar",
        [13.7, 12.4, 13.1, 25.3, None, 36.2, 24.5, 30.7, 33.0, 21.0, 6.0, 18.6, 24.8, 9.9, 6.4],
        [13.5, 13.5] + [16.9] * 13,
    ),
    "single target at the last value": ("%", [81, 84, 88], [None, None, 86]),
    "no target": ("%", [80, 60, 40, 90], [None] * 4),
}


def _texts(root):
    """Return {words: (left, right, top, bottom)} of all words of a chart, in pixels on the narrowest phone."""
    boxes = {}
    for node in root.iter("text"):
        face = Face.SANS_BOLD if "figure" in node.get("class") else Face.SANS
        width, y = measure(node.text, SMALL, face), float(node.get("y"))
        x = float(node.get("x").rstrip("%")) * LABEL_ROOM / 100
        left = x - {"start": 0, None: 0, "middle": width / 2, "end": width}[node.get("text-anchor")]
        boxes[node.text, node.get("class")] = (left, left + width, y - SMALL * 0.7, y + SMALL * 0.2)
    return boxes


def _lines(root):
    for node in root.iter("line"):
        if "grid" not in node.get("class"):
            yield (
                (float(node.get("x1").rstrip("%")) * LABEL_ROOM / 100, float(node.get("y1"))),
                (float(node.get("x2").rstrip("%")) * LABEL_ROOM / 100, float(node.get("y2"))),
            )


def _marks(root):
    for node in root.iter("circle"):
        yield float(node.get("cx").rstrip("%")) * LABEL_ROOM / 100, float(node.get("cy"))


def _crosses(start, end, box):
    left, right, top, bottom = (
        edge + HALF_LINE * side for edge, side in zip(box, (-1, 1, -1, 1), strict=True)
    )
    steps = [
        (start[0] + (end[0] - start[0]) * step / 50, start[1] + (end[1] - start[1]) * step / 50)
        for step in range(51)
    ]
    return any(left < x < right and top < y < bottom for x, y in steps)


@pytest.mark.parametrize(("unit", "values", "targets"), SERIES.values(), ids=SERIES)
def test_words_touch_neither_lines_nor_words_nor_edges(unit, values, targets):
    points = [
        TimePoint(f"{index % 12 + 1}/2026", value, target)
        for index, (value, target) in enumerate(zip(values, targets, strict=True))
    ]
    with translation.override("fi"):
        root = ElementTree.fromstring(line_chart("Trend", points, unit=unit, id_prefix="t").svg)
    boxes = _texts(root)
    # The labels of time stand centred under their points and may reach a few pixels into the margin of the page.
    outside = [words for words, box in boxes.items() if box[0] < -12 or box[1] > LABEL_ROOM + 12]
    overlapping = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes.items(), 2)
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]
    crossed = [
        words for words, box in boxes.items() for start, end in _lines(root) if _crosses(start, end, box)
    ]
    crossed += [words for words, box in boxes.items() for mark in _marks(root) if _crosses(mark, mark, box)]
    assert (outside, overlapping, crossed) == ([], [], [])


def test_unit_is_said_once_on_the_axis():
    points = [
        TimePoint(str(year), value) for year, (value, _next) in enumerate(pairwise([1, 5, 9, 30]), start=2020)
    ]
    chart = line_chart("Trend", points, unit="days", id_prefix="t")
    root = ElementTree.fromstring(chart.svg)
    axis = [
        node.text
        for node in root.iter("text")
        if node.get("class") == "chart-axis" and float(node.get("y")) < 210
    ]
    assert [words for words in axis if "days" in words] == axis[-1:]


def test_spaced_letters_keep_the_width_that_their_place_was_found_for():
    points = [TimePoint(f"{year}", value, 9.0) for year, value in ((2024, 1.0), (2025, None), (2026, 8.0))]
    root = ElementTree.fromstring(line_chart("Trend", points, unit="days", id_prefix="t").svg)
    words = list(root.iter("text"))
    assert len(words) > 7
    assert {node.get("lengthAdjust") for node in words} == {"spacingAndGlyphs"}
    for node in words:
        face = Face.SANS_BOLD if "figure" in node.get("class") else Face.SANS
        assert float(node.get("textLength")) == pytest.approx(measure(node.text, SMALL, face), abs=0.01)
    assert "textLength" not in line_chart("Trend", points, palette=LIGHT, id_prefix="t").svg
