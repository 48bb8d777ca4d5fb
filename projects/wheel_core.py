"""How the middle of the wheel is drawn: the core, and the two principles around it."""

from dataclasses import replace

from django.utils.safestring import SafeString

from projects.wheel_data import WheelVariant
from projects.wheel_sheet import GROWN_CORE_END, NAME_WEIGHT, SMALL_ON_PHONE, Rings, Sheet
from servicelofte.common.svg import (
    ArcText,
    Face,
    arc_room,
    element,
    fit_size,
    group,
    join,
    ring_segment,
    wrap_in_disc,
)
from servicelofte.common.svg import text_on_arc as arc_text
from servicelofte.common.svg.text import BASELINE_DROP, LINE_HEIGHT

MOST_CORE_LINES = 7


def draw_middle(sheet: Sheet, rings: Rings) -> SafeString:
    """The core and the two principles around it; a long core takes room from them where the drawing is small."""
    usual = _middle(sheet, rings)
    _lines, size = _set_core(sheet, rings)
    if size >= SMALL_ON_PHONE * rings.unit or not sheet.is_responsive:
        return usual
    grown = replace(rings, core_end=GROWN_CORE_END)
    return group(usual, class_="wheel-wide") + group(_middle(sheet, grown), class_="wheel-narrow")


def _middle(sheet: Sheet, rings: Rings) -> SafeString:
    return join(
        [draw_core(sheet, rings), *(draw_half(sheet, rings, name) for name in ("organiser", "resident"))]
    )


def draw_core(sheet: Sheet, rings: Rings) -> SafeString:
    """The disc in the middle with the whole core in a few lines, or with lines to write on."""
    if sheet.variant == WheelVariant.EMPTY:
        disc = element("circle", cx=rings.centre.x, cy=rings.centre.y, r=rings.core, **sheet.ground("blank"))
        to_write_on = [
            element("line", x1=500 - half, x2=500 + half, y1=y, y2=y, **sheet.rule())
            for y, half in ((450, 108), (500, 124), (550, 108))
        ]
        return group(disc, *to_write_on)
    disc = element("circle", cx=rings.centre.x, cy=rings.centre.y, r=rings.core, **sheet.ground("full"))
    return group(disc, _core_lines(sheet, rings, *_set_core(sheet, rings)))


def _set_core(sheet: Sheet, rings: Rings) -> tuple[list[str], float]:
    unit = rings.unit
    return wrap_in_disc(
        sheet.data.core, rings.core_room, largest=54 * unit, smallest=20 * unit, most_lines=MOST_CORE_LINES
    )


def _core_lines(sheet: Sheet, rings: Rings, lines: list[str], size: float) -> SafeString:
    top = rings.centre.y - (len(lines) - 1) / 2 * size * LINE_HEIGHT + size * BASELINE_DROP
    return group(
        *(
            element(
                "text",
                line,
                x=rings.centre.x,
                y=top + index * size * LINE_HEIGHT,
                font_size=size,
                font_weight=600,
                text_anchor="middle",
                lang=sheet.data.core_lang if sheet.data.core_lang != sheet.data.language else None,
                **sheet.held(line, size, Face.SERIF),
                **sheet.ink("full", extra="wheel-core", face=Face.SERIF),
            )
            for index, line in enumerate(lines)
        )
    )


def draw_half(sheet: Sheet, rings: Rings, viewpoint: str) -> SafeString:
    """Half of the inner ring: a viewpoint, with its principle as the tip."""
    middle = 270 if viewpoint == "organiser" else 90
    shape = ring_segment(rings.centre, *rings.halves, middle - 90, middle + 90, gap=6 * rings.unit)
    return group(
        _principle_tip(sheet, viewpoint),
        element("path", d=shape, **sheet.ground("soft")),
        _half_label(sheet, rings, viewpoint, middle),
        class_="wheel-half",
    )


def draw_whole_ring(sheet: Sheet, rings: Rings, viewpoint: str) -> SafeString:
    """The inner ring given to one viewpoint; the core is drawn over its middle."""
    x, y = rings.centre.x, rings.centre.y
    inner, outer = rings.halves
    gap = {"fill": sheet.palette.paper} if sheet.palette else {}
    return group(
        _principle_tip(sheet, viewpoint),
        element("circle", cx=x, cy=y, r=outer, **sheet.ground("soft")),
        element("circle", cx=x, cy=y, r=inner, class_="wheel-gap", **gap),
        _half_label(sheet, rings, viewpoint, 0),
        class_="wheel-half",
    )


def _principle_tip(sheet: Sheet, viewpoint: str) -> SafeString:
    principle = sheet.data.principle(viewpoint)
    label = sheet.data.viewpoint_label(viewpoint)
    return element("title", f"{label}: {principle}") if principle and not sheet.palette else SafeString("")


def _half_label(sheet: Sheet, rings: Rings, viewpoint: str, angle: float) -> SafeString:
    radius = sum(rings.halves) / 2
    label = sheet.data.viewpoint_label(viewpoint)
    room = arc_room(radius, 180, margin=30 * rings.unit)
    inner, outer = rings.halves
    largest = min(44 * rings.unit, (outer - inner) * 0.9)
    size = fit_size(label, room, largest=largest, face=Face.SANS_BOLD)
    line = ArcText(label, rings.centre, radius, angle, size, Face.SANS_BOLD)
    return arc_text(
        line,
        path_id=sheet.arc_id("half", viewpoint, *(["grown"] if rings.is_grown else [])),
        span=176,
        font_weight=NAME_WEIGHT,
        **sheet.ink("soft"),
    )
