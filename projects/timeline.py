"""The timetable as a drawing with a table twin: phases as bars, milestones as dots, and where today is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from servicelofte.common.charts import LABEL_ROOM, TEXT, Chart, ChartCell
from servicelofte.common.formatting import days as period
from servicelofte.common.formatting import full_day
from servicelofte.common.languages import page_language
from servicelofte.common.svg import Palette, element, join, measure, wrap
from servicelofte.common.svg.plot import dot, frame, line, rect, written

BAR, GAP, LABEL_GAP = 14, 14, 10
# How far today's line stands out of a row: it touches neither the words above nor those below.
REACH = 3
# What a label may take where the drawing stands on a desk, in CSS pixels.
WIDE_ROOM = 500


@dataclass(frozen=True, slots=True)
class Span:
    """A phase and its days, where they are known. `lang` is the language of its label, where it is not the page's."""

    label: str
    begins: date | None
    ends: date | None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone; `note` says whose calendar it belongs to, `lang` the language of its label where it is not the
    page's.
    """

    label: str
    day: date
    note: str = ""
    is_done: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day lies, in percent of the width, a little inside both edges."""
        reach = max((self.last - self.first).days, 1)
        return 1 + 98 * (day - self.first).days / reach


def draw_timeline(
    spans: Sequence[Span],
    marks: Sequence[Mark],
    *,
    today: date,
    palette: Palette | None = None,
    id_prefix: str = "timeline",
) -> Chart | None:
    """Return the drawing and its table; None while fewer than two days are known. Phases without days are left out."""
    dated = [span for span in spans if span.begins or span.ends]
    days = [day for span in dated for day in (span.begins, span.ends) if day]
    days += [mark.day for mark in marks]
    if len(set(days)) < 2:
        return None
    scale = _Scale(min(days), max(days))
    caption = _("Phases and milestones on one line of time")
    note = _("The time is %(days)s. The dashed lines are today, %(today)s.") % {
        "days": period(scale.first, scale.last),
        "today": full_day(today),
    }
    now = f"{scale.x(today):.2f}%" if scale.first <= today <= scale.last else ""

    def draw(room: int, name: str) -> SafeString:
        drawn, y = _draw_rows(dated, marks, scale, now, room, palette)
        return frame(
            drawn, y, title=caption, description=note, palette=palette, id_prefix=name, kind="timeline"
        )

    headers = (_("What"), _("Begins"), _("Ends"))
    wide = draw(WIDE_ROOM, f"{id_prefix}-wide")
    return Chart(draw(LABEL_ROOM, id_prefix), caption, headers, tuple(_rows(dated, marks)), note, wide)


def _draw_rows(
    spans: Sequence[Span],
    marks: Sequence[Mark],
    scale: _Scale,
    now: str,
    room: int,
    palette: Palette | None,
) -> tuple[list[SafeString], float]:
    """Draw all rows with labels no wider than `room`; return them and how high they are together."""
    drawn: list[SafeString] = []
    y = 0.0
    for span in spans:
        y = _draw_label(drawn, _label_lines(span.label, room, span.lang), y, palette)
        y = _draw_span(drawn, span, y, scale, palette)
        _draw_today(drawn, now, y, palette)
    for mark in sorted(marks, key=lambda mark: mark.day):
        y = _draw_label(drawn, _label_lines(mark.label, room, mark.lang, mark.day), y, palette)
        y = _draw_mark(drawn, mark, y, scale, palette)
        _draw_today(drawn, now, y, palette)
    return drawn, y


def _label_lines(words: str, room: int, lang: str = "", day: date | None = None) -> list[tuple[str, float]]:
    """Return the lines of a label that there is room for, each with its width; a day is never broken in two, and words
    in another language than the page are marked with it.
    """
    said = full_day(day) if day else ""
    whole = measure(f"{words} · {said}", TEXT)
    if said and whole <= room:
        return [(join([_marked(words, lang), f" · {said}"]), whole)]
    lines = [(_marked(line, lang), measure(line, TEXT)) for line in wrap(words, room, TEXT) or [""]]
    return [*lines, (said, measure(said, TEXT))] if said else lines


def _marked(words: str, lang: str) -> str:
    return element("tspan", words, lang=lang) if lang and lang != page_language() else words


def _draw_label(
    drawn: list[SafeString], lines: Sequence[tuple[str, float]], y: float, palette: Palette | None
) -> float:
    for part, width in lines:
        y += TEXT * 1.25
        drawn.append(written(0, y, part, "label", palette, size=TEXT, width=width))
    return y + LABEL_GAP


def _draw_span(
    drawn: list[SafeString], span: Span, y: float, scale: _Scale, palette: Palette | None
) -> float:
    left = scale.x(span.begins) if span.begins else 1
    right = scale.x(span.ends) if span.ends else 99
    drawn.append(rect("1%", y, "98%", BAR, "track", palette, radius=4))
    drawn.append(rect(f"{left:.2f}%", y, f"{max(right - left, 1):.2f}%", BAR, "bar", palette, radius=4))
    return y + BAR + GAP


def _draw_mark(
    drawn: list[SafeString], mark: Mark, y: float, scale: _Scale, palette: Palette | None
) -> float:
    drawn.append(line("1%", y + BAR / 2, "99%", y + BAR / 2, "grid", palette))
    role = "point" if mark.is_done else "missing"
    drawn.append(dot(f"{scale.x(mark.day):.2f}%", y + BAR / 2, role, palette))
    return y + BAR + GAP


def _draw_today(drawn: list[SafeString], x: str, y: float, palette: Palette | None) -> None:
    """Draw today across the row that ended at `y`, and not through its words: on a bar it stands in a light gap."""
    top, bottom = y - BAR - GAP - REACH, y - GAP + REACH
    if x:
        drawn += [line(x, top, x, bottom, role, palette) for role in ("gap", "target")]


def _rows(spans: Sequence[Span], marks: Sequence[Mark]) -> list[tuple[ChartCell, ...]]:
    rows: list[tuple[ChartCell, ...]] = [
        ({"text": span.label, "lang": span.lang}, full_day(span.begins) or "–", full_day(span.ends) or "–")
        for span in spans
    ]
    rows += [
        (
            {"text": mark.label, "lang": mark.lang, "note": mark.note},
            full_day(mark.day),
            full_day(mark.day),
        )
        for mark in sorted(marks, key=lambda mark: mark.day)
    ]
    return rows
