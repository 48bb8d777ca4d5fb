"""A series of values as one small line beside its figure, where a list has no room for a chart with words."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from servicelofte.common.svg import element

WIDTH, HEIGHT, EDGE = 120, 40, 6


def sparkline(values: Sequence[float], target: float | None = None) -> SafeString:
    """Return the line through `values`, the newest last, with `target` as a dashed line where there is one.

    It has no scale and is hidden from screen readers: the newest value and the target stand beside it in words. ""
    for fewer than two values.
    """
    if len(values) < 2:
        return SafeString()
    known = [*values, *([] if target is None else [target])]
    low, reach = min(known), max(known) - min(known)

    def y(value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((value - low) / reach if reach else 0.5)

    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [number for index, value in enumerate(values) for number in (EDGE + index * step, y(value))]
    goal = []
    if target is not None:
        ends = {"x1": 0, "x2": WIDTH, "y1": y(target), "y2": y(target)}
        goal = [
            element("line", **ends, class_="chart-target-line", stroke_width=1.5, stroke_dasharray=(4, 4))
        ]
    return element(
        "svg",
        *goal,
        element("polyline", points=points, class_="chart-value-line", fill="none", stroke_width=2.5),
        element("circle", cx=points[-2], cy=points[-1], r=4, class_="chart-point"),
        viewBox=(0, 0, WIDTH, HEIGHT),
        class_="chart sparkline",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
    )
