"""How many statements hold, as one bar: each part as large as its number, with the form of its status mark."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from servicelofte.common.svg import element

# Pixels from the top and high, and the percent of the width that stand empty between two parts.
TOP, HEIGHT, GAP = 1, 14, 0.6
# A part is never narrower than its form can be told by.
LEAST = 2.5


def status_bar(counts: Sequence[Mapping[str, Any]]) -> SafeString:
    """Return the bar of `counts`, rows of {status: `kept at_risk broken not_measured`, number}, in their order.

    Kept is full, at risk half full, broken struck, not measured open, as the marks are. It is hidden from screen
    readers: the numbers stand beside it in words. "" when there is nothing to count.
    """
    rows = [row for row in counts if row["number"]]
    total = sum(row["number"] for row in rows)
    if not total:
        return SafeString()
    room = 100 - GAP * (len(rows) - 1)
    shares = [max(row["number"] * room / total, LEAST) for row in rows]
    scale = room / sum(shares)
    drawn, x = [], 0.0
    for row, share in zip(rows, shares, strict=True):
        drawn.append(_part(row["status"], x, share * scale))
        x += share * scale + GAP
    return element(
        "svg",
        *drawn,
        class_="status-bar",
        width="100%",
        height=HEIGHT + 2 * TOP,
        aria_hidden="true",
        focusable="false",
    )


def _part(status: str, x: float, width: float) -> SafeString:
    place: dict[str, Any] = {"x": f"{x:.2f}%", "width": f"{width:.2f}%"}
    whole = element("rect", **place, y=TOP, height=HEIGHT, rx=3, class_="status-bar-whole")
    inside = []
    if status == "at_risk":
        half = HEIGHT / 2
        inside = [element("rect", **place, y=TOP + half, height=half, rx=3, class_="status-bar-half")]
    if status == "broken":
        ends = {"x1": place["x"], "x2": f"{x + width:.2f}%", "y1": TOP + HEIGHT, "y2": TOP}
        inside = [element("line", **ends, class_="status-bar-strike")]
    return element("g", whole, *inside, class_=f"s-{status}")
