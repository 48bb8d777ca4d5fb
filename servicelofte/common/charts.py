"""Charts as SVG with a table twin: answers to a question, an indicator over time, who has been heard.

They have no scale of their own: widths are percentages and letters keep their size, so that one drawing serves a
phone, a desk and a printed page. Without a ``palette`` colours come from the stylesheet by classes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servicelofte.common.svg import Palette, measure, text_element, wrap
from servicelofte.common.svg.plot import dot, frame, letters, line, rect, round_bounds

TEXT, SMALL = 16, 14
# What a label may take on the narrowest phone, in CSS pixels.
LABEL_ROOM = 270
# Percent of the width for the bars; the words after them have the rest.
BAR_SHARE = 62


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the same figures as a table: headings, rows of shown text, and a note that belongs to both."""

    svg: SafeString
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative of a question; ``count`` is ``None`` where it is hidden to protect a small group."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class TimePoint:
    """An indicator at one time; ``value`` is ``None`` where nothing was measured, ``target`` where none was set."""

    label: str
    value: float | None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A group that was to be heard: how many occasions or people were planned and how many took place."""

    label: str
    planned: int
    heard: int


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its label, its share of the width in percent (``None`` for no bar), and the words after it."""

    label: str
    share: float | None
    words: str
    alarm: bool = False


def shares_that_add_up(counts: Sequence[int]) -> list[int]:
    """Whole percentages of ``counts`` that sum to exactly 100, by largest remainder; all 0 when there is nothing."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(counts[index] * 100 % total), index))
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    return shares


def bar_chart(
    question: str,
    choices: Sequence[Choice],
    *,
    respondents: int,
    is_multiple: bool = False,
    palette: Palette | None = None,
    id_prefix: str,
) -> Chart:
    """The answers to one question. ``respondents`` is how many people answered it.

    With one answer each, percentages sum to 100. With several answers each (``is_multiple``) each is the share of
    the people, and a note says that they may sum to more. A hidden count gets no bar. Where answers exclude each
    other it could be worked out from the rest, so percentages and the number of people are then left out too;
    which counts are hidden, so that no two of them can be told apart by subtraction, is the caller's to decide.
    """
    has_hidden = any(choice.count is None for choice in choices)
    hides = has_hidden and not is_multiple
    shares = _choice_shares(choices, respondents, is_multiple=is_multiple)
    largest = max((choice.count or 0 for choice in choices), default=0) or 1
    bars, rows = [], []
    for choice, share in zip(choices, shares, strict=True):
        if choice.count is None:
            shown, percent, width = _("hidden"), "–", None
        else:
            shown, percent = str(choice.count), "–" if hides else _percent(share)
            width = choice.count / largest * 100 if hides else float(share)
        is_bare = hides or choice.count is None
        bars.append(_Bar(choice.label, width, shown if is_bare else f"{percent} ({shown})"))
        rows.append((choice.label, shown, percent))
    note = _respondents_note(respondents, is_multiple=is_multiple, has_hidden=has_hidden)
    svg = _draw_bars(bars, title=question, description=note, palette=palette, id_prefix=id_prefix)
    return Chart(svg, question, (_("Answer"), _("Number"), _("Share")), tuple(rows), note)


def _choice_shares(choices: Sequence[Choice], respondents: int, *, is_multiple: bool) -> list[int]:
    counts = [choice.count or 0 for choice in choices]
    if not is_multiple:
        return shares_that_add_up(counts)
    return [round(count * 100 / respondents) if respondents else 0 for count in counts]


def _respondents_note(respondents: int, *, is_multiple: bool, has_hidden: bool) -> str:
    parts = []
    if is_multiple or not has_hidden:
        counted = ngettext("%(count)d person answered.", "%(count)d people answered.", respondents)
        parts.append(counted % {"count": respondents})
    if is_multiple:
        parts.append(_("Several answers could be chosen, so the shares may add up to more than 100 %."))
    if has_hidden:
        parts.append(_("Groups that are too small are hidden to protect those who answered."))
    return " ".join(parts)


def coverage_bars(
    caption: str, groups: Sequence[Coverage], *, palette: Palette | None = None, id_prefix: str
) -> Chart:
    """Whom we meant to hear and whom we heard; a group not yet heard at all is said in words."""
    bars, rows = [], []
    for row in groups:
        share = min(row.heard / row.planned, 1) * 100 if row.planned else (100.0 if row.heard else 0.0)
        if not row.heard:
            words = _("not heard yet")
        elif not row.planned:
            words = str(row.heard)
        else:
            words = _("%(heard)d of %(planned)d") % {"heard": row.heard, "planned": row.planned}
        bars.append(_Bar(row.label, share, words, alarm=not row.heard))
        rows.append((row.label, str(row.planned), str(row.heard), words))
    headers = (_("Group"), _("People to hear"), _("Heard"), _("State"))
    unheard = sum(1 for row in groups if not row.heard)
    note = ngettext(
        "%(count)d group has not been heard.", "%(count)d groups have not been heard.", unheard
    ) % {"count": unheard}
    note = note if unheard else _("Every group has been heard.")
    svg = _draw_bars(bars, title=caption, description=note, palette=palette, id_prefix=id_prefix)
    return Chart(svg, caption, headers, tuple(rows), note)


def _draw_bars(
    bars: Sequence[_Bar], *, title: str, description: str, palette: Palette | None, id_prefix: str
) -> SafeString:
    """Bars under each other, each with its label above it, so that long labels fit a phone."""
    y, drawn = 0.0, []
    for bar in bars:
        for words in wrap(bar.label, LABEL_ROOM, TEXT) or [""]:
            y += TEXT * 1.25
            drawn.append(text_element(0, y, words, font_size=TEXT, **letters("label", palette)))
        y += 8
        drawn.append(rect("0", y, f"{BAR_SHARE}%", 18, "track", palette))
        if bar.share:
            drawn.append(rect("0", y, f"{bar.share * BAR_SHARE / 100:.2f}%", 18, "bar", palette))
        role = "alarm" if bar.alarm else "figure"
        drawn.append(
            text_element(f"{BAR_SHARE + 2}%", y + 14, bar.words, font_size=SMALL, **letters(role, palette))
        )
        y += 18 + 12
    return frame(
        drawn, y, title=title, description=description, palette=palette, id_prefix=id_prefix, kind="bars"
    )


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
    plot = _Plot(points)
    drawn = [
        *_grid(plot, shown, palette),
        *_target_line(plot, shown, palette),
        *_value_line(plot, shown, palette),
        *_time_labels(plot, palette),
    ]
    spoken = "; ".join(f"{row[0]}: {row[1]}" for row in rows)
    svg = frame(
        drawn,
        _Plot.height,
        title=caption,
        description=spoken,
        palette=palette,
        id_prefix=id_prefix,
        kind="line",
    )
    return Chart(svg, caption, (_("Time"), _("Value"), _("Target")), rows, note if missing else "")


def _time_row(point: TimePoint, shown: Callable[[float], str]) -> tuple[str, str, str]:
    value = shown(point.value) if point.value is not None else _("not measured")
    return point.label, value, shown(point.target) if point.target is not None else "–"


def _number_with(unit: str) -> Callable[[float], str]:
    """How figures are written in the active language, at most one decimal, with a no-break space before the unit."""

    def written(value: float) -> str:
        figure = number_format(value, decimal_pos=0 if float(value).is_integer() else 1)
        return f"{figure}\u00a0{unit}" if unit else figure

    return written


def _percent(share: int) -> str:
    return f"{share}\u00a0%"


class _Plot:
    """Where values and times lie: x in percent of the width, y in pixels from the top."""

    height = 260
    top, bottom = 34, 208
    left, right = 9, 91

    def __init__(self, points: Sequence[TimePoint]) -> None:
        self.points = points
        known = [value for point in points for value in (point.value, point.target) if value is not None]
        self.low, self.high = round_bounds(min([0.0, *known]), max(known, default=1.0))

    def x(self, index: int) -> float:
        steps = max(len(self.points) - 1, 1)
        share = 0.5 if len(self.points) == 1 else index / steps
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def figure_y(self, index: int) -> float:
        """Where the figure of a value stands: above its point, below it where the target lies just above."""
        point = self.points[index]
        y = self.y(point.value or 0)
        crowded = point.target is not None and 0 <= y - self.y(point.target) < 26
        return y + 22 if crowded else y - 12


def _grid(plot: _Plot, shown: Callable[[float], str], palette: Palette | None) -> list[SafeString]:
    drawn = []
    first = next((index for index, point in enumerate(plot.points) if point.value is not None), None)
    written = plot.figure_y(first) if first == 0 and len(plot.points) > 1 else None
    for value in (plot.low, (plot.low + plot.high) / 2, plot.high):
        y = plot.y(value)
        drawn.append(line("0", y, "100%", y, "grid", palette))
        # The first figure stands where the axis has its words: the middle of the axis yields to it.
        if written is None or abs(written - y + 5) > SMALL:
            drawn.append(text_element(0, y - 5, shown(value), font_size=SMALL, **letters("axis", palette)))
    return drawn


def _target_line(plot: _Plot, shown: Callable[[float], str], palette: Palette | None) -> list[SafeString]:
    drawn, last = [], None
    for index, point in enumerate(plot.points):
        if point.target is None:
            last = None
            continue
        here = (plot.x(index), plot.y(point.target))
        if last:
            drawn.append(line(f"{last[0]:.2f}%", last[1], f"{here[0]:.2f}%", here[1], "target", palette))
        last = here
    targets = [(index, point.target) for index, point in enumerate(plot.points) if point.target is not None]
    if targets:
        index, target = targets[-1]
        words = _("Target %(value)s") % {"value": shown(target)}
        x, anchor, y = _free_place(plot, target, words)
        attributes = letters("target", palette)
        drawn.append(text_element(f"{x}%", y, words, font_size=SMALL, text_anchor=anchor, **attributes))
        if len(targets) == 1:
            middle = plot.x(index)
            drawn.append(
                line(
                    f"{middle - 4:.2f}%",
                    plot.y(target),
                    f"{middle + 4:.2f}%",
                    plot.y(target),
                    "target",
                    palette,
                )
            )
    return drawn


def _free_place(plot: _Plot, target: float, words: str) -> tuple[int, str, float]:
    """Where the words of the target stand clear of the values: at the end of its line, else over its middle."""
    width = measure(words, SMALL) / LABEL_ROOM * 100
    places = [(100, "end", 100 - width), (50, "middle", 50 - width / 2)]
    for below in (-8, 20):
        for x, anchor, left in places:
            y = plot.y(target) + below
            near = [
                plot.y(point.value)
                for index, point in enumerate(plot.points)
                if point.value is not None and left - 4 <= plot.x(index) <= left + width + 4
            ]
            if all(value < y - SMALL - 10 or value > y + 10 for value in near) and y > SMALL:
                return x, anchor, y
    values = [point.value for point in plot.points if point.value is not None]
    return 100, "end", plot.y(target) + (20 if values and values[-1] > target else -8)


def _value_line(plot: _Plot, shown: Callable[[float], str], palette: Palette | None) -> list[SafeString]:
    lines, marks = [], []
    known = [index for index, point in enumerate(plot.points) if point.value is not None]
    labelled = set(known) if len(known) <= 4 else {known[0], known[-1]}
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
        if index in labelled:
            at = plot.figure_y(index)
            words = shown(point.value)
            marks.append(
                text_element(
                    x, at, words, font_size=SMALL, text_anchor="middle", **letters("figure", palette)
                )
            )
    return lines + marks


def _time_labels(plot: _Plot, palette: Palette | None) -> list[SafeString]:
    count = len(plot.points)
    widest = max((measure(point.label, SMALL) for point in plot.points), default=0)
    every = max(1, ceil(count * (widest + 8) / LABEL_ROOM))
    kept = [index for index in range(count) if (count - 1 - index) % every == 0]
    drawn = []
    for index in kept:
        x = f"{plot.x(index):.2f}%"
        label = plot.points[index].label
        drawn.append(
            text_element(
                x, plot.bottom + 24, label, font_size=SMALL, text_anchor="middle", **letters("axis", palette)
            )
        )
        if plot.points[index].value is None:
            word = _("missing")
            attributes = letters("axis", palette)
            drawn.append(
                text_element(x, plot.bottom + 42, word, font_size=SMALL, text_anchor="middle", **attributes)
            )
    return drawn
