"""An indicator over time as SVG with a table twin. Its words find places where no line runs through them."""

import itertools
from collections.abc import Callable, Sequence
from math import ceil

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servicelofte.common.charts import LABEL_ROOM, SMALL, Chart
from servicelofte.common.svg import Face, Palette, measure
from servicelofte.common.svg.plot import dot, frame, line, written
from servicelofte.common.trend_places import SINGLE, Placed, Plot, TimePoint, WordPlaces, room_of

__all__ = ["TimePoint", "line_chart"]


def line_chart(
    caption: str,
    points: Sequence[TimePoint],
    *,
    unit: str = "",
    palette: Palette | None = None,
    id_prefix: str,
) -> Chart:
    """An indicator over time with its target as a dashed line.

    ``unit`` stands after each figure ("%", "days"). Where a value is missing the line is broken and the place is
    marked with an open ring and the word, never joined over.
    """
    shown = _number_with(unit)
    rows = tuple(_time_row(point, shown) for point in points)
    missing = sum(1 for point in points if point.value is None)
    note = ngettext("%(count)d value is missing.", "%(count)d values are missing.", missing) % {
        "count": missing
    }
    spoken = "; ".join(f"{row[0]}: {row[1]}" for row in rows)
    svg = frame(
        _drawn(Plot(points), shown, palette),
        Plot.height,
        title=caption,
        description=spoken,
        palette=palette,
        id_prefix=id_prefix,
        kind="line",
    )
    return Chart(svg, caption, (_("Time"), _("Value"), _("Target")), rows, note if missing else "")


def _drawn(plot: Plot, shown: Callable[[float], str], palette: Palette | None) -> list[SafeString]:
    words = WordPlaces(plot)
    drawn = [
        *_target_line(plot, palette),
        *_value_line(plot, palette),
        *_written(_figures(plot, words, shown), "figure", palette),
        *_written(_target_words(plot, words, shown), "target", palette),
        *_time_labels(plot, palette),
    ]
    # Drawn first and placed last: the words of the axis are left out where others stand.
    return [*_grid(plot, words, shown, palette), *drawn]


def _time_row(point: TimePoint, shown: Callable[[float], str]) -> tuple[str, str, str]:
    value = shown(point.value) if point.value is not None else _("not measured")
    return point.label, value, shown(point.target) if point.target is not None else "–"


def _number_with(unit: str) -> Callable[[float], str]:
    """How figures are written in the active language, at most one decimal, with a no-break space before the unit."""

    def written(value: float) -> str:
        figure = number_format(value, decimal_pos=0 if float(value).is_integer() else 1)
        return f"{figure}\u00a0{unit}" if unit else figure

    return written


def _written(words: Sequence[Placed], role: str, palette: Palette | None) -> list[SafeString]:
    return [
        written(f"{row.x:.2f}%", row.y, row.text, role, palette, size=SMALL, anchor=row.anchor)
        for row in words
    ]


def _grid(
    plot: Plot, words: WordPlaces, shown: Callable[[float], str], palette: Palette | None
) -> list[SafeString]:
    """Three lines across; only the uppermost says the unit, so that the words keep out of the drawing."""
    drawn = []
    bare = _number_with("")
    for value in (plot.low, (plot.low + plot.high) / 2, plot.high):
        y = plot.y(value)
        drawn.append(line("0", y, "100%", y, "grid", palette))
        text = shown(value) if value == plot.high else bare(value)
        if words.is_free(room_of(0, measure(text, SMALL), y - 5)):
            drawn.append(written(0, y - 5, text, "axis", palette, size=SMALL))
    return drawn


def _target_line(plot: Plot, palette: Palette | None) -> list[SafeString]:
    drawn: list[SafeString] = []
    targets = plot.targets()
    for (index, target), (follower, following) in itertools.pairwise(targets):
        if follower == index + 1:
            ends = (f"{plot.x(index):.2f}%", plot.y(target), f"{plot.x(follower):.2f}%", plot.y(following))
            drawn.append(line(*ends, "target", palette))
    if len(targets) == 1:
        [(index, target)] = targets
        middle, y = plot.x(index), plot.y(target)
        drawn.append(line(f"{middle - SINGLE:.2f}%", y, f"{middle + SINGLE:.2f}%", y, "target", palette))
    return drawn


def _target_words(plot: Plot, words: WordPlaces, shown: Callable[[float], str]) -> list[Placed]:
    """Where the words of the newest target stand: at the end of its line, else over its middle or beginning."""
    targets = plot.targets()
    if not targets:
        return []
    newest = targets[-1][1]
    y = plot.y(newest)
    places = [(x, y + below) for below in (-8, 20) for x in (100, 75, 50, 30)]
    text = _("Target %(value)s") % {"value": shown(newest)}
    return [words.place(text, places, Face.SANS)]


def _figures(plot: Plot, words: WordPlaces, shown: Callable[[float], str]) -> list[Placed]:
    """The figures of the first and the newest value, or of all where they are few: over their points, else under."""
    known = [(index, point.value) for index, point in enumerate(plot.points) if point.value is not None]
    named = known if len(known) <= 4 else [known[0], known[-1]]
    placed = []
    for index, value in reversed(named):
        y = plot.y(value)
        places = [(plot.x(index), y + below) for below in (-12, 22, -24, 34, -38)]
        placed.append(words.place(shown(value), places, Face.SANS_BOLD))
    return placed


def _value_line(plot: Plot, palette: Palette | None) -> list[SafeString]:
    lines, marks = [], []
    for index, point in enumerate(plot.points):
        x = f"{plot.x(index):.2f}%"
        if point.value is None:
            marks.append(dot(x, plot.bottom, "missing", palette))
            continue
        y = plot.y(point.value)
        follower = plot.points[index + 1] if index + 1 < len(plot.points) else None
        if follower and follower.value is not None:
            lines.append(line(x, y, f"{plot.x(index + 1):.2f}%", plot.y(follower.value), "value", palette))
        marks.append(dot(x, y, "point", palette))
    return lines + marks


def _time_labels(plot: Plot, palette: Palette | None) -> list[SafeString]:
    count = len(plot.points)
    widest = max((measure(point.label, SMALL) for point in plot.points), default=0)
    every = max(1, ceil(count * (widest + 8) / LABEL_ROOM))
    kept = [index for index in range(count) if (count - 1 - index) % every == 0]
    drawn = []
    for index in kept:
        x = f"{plot.x(index):.2f}%"
        label = plot.points[index].label
        drawn.append(written(x, plot.bottom + 24, label, "axis", palette, size=SMALL, anchor="middle"))
        if plot.points[index].value is None:
            missing = _("missing")
            drawn.append(written(x, plot.bottom + 42, missing, "axis", palette, size=SMALL, anchor="middle"))
    return drawn
