"""How the wheel is drawn around its middle: a sector a perspective, with names on arcs, marks and patterns."""

from math import degrees

from django.utils.safestring import SafeString

from projects.wheel_core import draw_middle
from projects.wheel_data import Band, Sector, WheelVariant, band_name
from projects.wheel_marks import pattern_defs, status_mark
from projects.wheel_sheet import NAME_WEIGHT, RADIUS, Rings, Sheet
from servicelofte.common.svg import (
    ArcText,
    Face,
    Point,
    arc_path,
    arc_room,
    element,
    fit_size,
    group,
    join,
    measure,
    polar,
    ring_segment,
)
from servicelofte.common.svg import text_on_arc as arc_text
from servicelofte.common.svg.elements import AttributeValue

SECTOR_ANGLE = 72


def draw_round(sheet: Sheet) -> SafeString:
    """The whole wheel, square."""
    rings = Rings(Point(500, 500), RADIUS)
    return sheet.frame(
        1000,
        1000,
        element("defs", pattern_defs(sheet.id_prefix, sheet.palette)),
        draw_middle(sheet, rings),
        *(draw_sector(sheet, rings, order, sector) for order, sector in enumerate(sheet.data.sectors)),
    )


def draw_sector(sheet: Sheet, rings: Rings, order: int, sector: Sector) -> SafeString:
    """One perspective: the resident's band at the rim and, inside it, the organiser's."""
    return group(
        _draw_band(sheet, rings, order, sector, "resident"),
        _draw_band(sheet, rings, order, sector, "organiser"),
        class_=f"p-{sector.key}",
    )


def _draw_band(sheet: Sheet, rings: Rings, order: int, sector: Sector, viewpoint: str) -> SafeString:
    angle = order * SECTOR_ANGLE
    is_resident = viewpoint == "resident"
    inner, outer = rings.resident if is_resident else rings.organiser
    start, end = angle - SECTOR_ANGLE / 2, angle + SECTOR_ANGLE / 2
    role = sector.ground(viewpoint, sheet.variant)
    shape = ring_segment(rings.centre, inner, outer, start, end, gap=7 * rings.unit)
    parts = [element("path", d=shape, **sheet.ground(role, sector.key))]
    if is_resident:
        parts += [_rim(sheet, rings, sector, start, end), _sector_name(sheet, rings, order, sector, role)]
    if sheet.variant == WheelVariant.EMPTY:
        parts.append(_blank_lines(sheet, rings, angle, viewpoint))
    else:
        parts.append(_band_note(sheet, rings, order, sector, viewpoint))
    return _as_link(sheet, rings, sector, viewpoint, start, end, parts)


def _as_link(
    sheet: Sheet,
    rings: Rings,
    sector: Sector,
    viewpoint: str,
    start: float,
    end: float,
    parts: list[SafeString],
) -> SafeString:
    band = sector.band(viewpoint)
    css_class = f"wheel-band wheel-{viewpoint}"
    if not (sheet.has_links and band.url):
        return group(*parts, class_=css_class)
    inner, outer = rings.resident if viewpoint == "resident" else rings.organiser
    ring = ring_segment(rings.centre, inner + 7, outer - 7, start, end, gap=21)
    name = band_name(sheet.data, sector, viewpoint, sheet.variant)
    tip = band.goal if sheet.variant == WheelVariant.IN_FORCE and band.goal else name
    focus = element("path", d=ring, class_="wheel-focus", fill="none")
    # Spaces keep the words on separate arcs apart for those who hear or speak them.
    spaced = [piece for part in parts for piece in (part, " ")]
    return element(
        "a", element("title", tip), *spaced, focus, class_=css_class, href=band.url, aria_label=name
    )


def _sector_name(sheet: Sheet, rings: Rings, order: int, sector: Sector, role: str) -> SafeString:
    """The perspective's name on one arc, or on two when it is long; numbered in print, where colour may be lost."""
    angle = order * SECTOR_ANGLE
    lines, size, radii = name_layout(sheet, rings, order, sector)
    is_turned = ArcText("", rings.centre, radii[0], angle, size).is_turned
    letters: dict[str, AttributeValue] = {
        "font_weight": NAME_WEIGHT,
        **sheet.ink(role, sector.key, extra="wheel-name"),
    }
    # In the lower half the first line is the inner one, because letters stand on their heads there otherwise.
    return join(
        arc_text(
            ArcText(line, rings.centre, radius, angle, size, Face.SANS_BOLD),
            path_id=sheet.arc_id(sector.key, f"name{index}"),
            span=110,
            **letters,
        )
        + SafeString(" ")
        for index, (line, radius) in enumerate(
            zip(lines, reversed(radii) if is_turned else radii, strict=True)
        )
    )


def name_layout(
    sheet: Sheet, rings: Rings, order: int, sector: Sector
) -> tuple[list[str], float, list[float]]:
    """Lines of a perspective's name, their size, and the radii they stand on, outermost first."""
    unit = rings.unit
    margin = 25 * unit
    if sheet.variant == WheelVariant.EMPTY:
        room = arc_room(452 * unit, SECTOR_ANGLE, margin=margin)
        return (
            [sector.name],
            fit_size(sector.name, room, largest=36 * unit, face=Face.SANS_BOLD),
            [452 * unit],
        )
    name = f"{order + 1} {sector.name}" if sheet.variant == WheelVariant.PRINT else sector.name
    lines, size = fit_name(name, 426 * unit, margin, unit)
    if len(lines) == 1:
        return lines, size, [(420 if sheet.has_rim else 426) * unit]
    # A patterned edge takes some of the room outside the first of two lines.
    outer, inner = (440, 403) if sheet.has_rim else (448, 408)
    return lines, min(size, 35 * unit), [outer * unit, inner * unit]


def fit_name(name: str, radius: float, margin: float, unit: float) -> tuple[list[str], float]:
    """Lines and size for a perspective's name: one line while it stays large, else two."""
    room = arc_room(radius, SECTOR_ANGLE, margin=margin)
    size = fit_size(name, room, largest=52 * unit, face=Face.SANS_BOLD)
    if size >= 34 * unit or " " not in name:
        return [name], size
    words = name.split()
    splits = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    best = max(splits, key=lambda pair: min(fit_size(line, room, largest=38 * unit) for line in pair))
    return list(best), min(
        fit_size(line, room * 0.96, largest=38 * unit, face=Face.SANS_BOLD) for line in best
    )


def _band_note(sheet: Sheet, rings: Rings, order: int, sector: Sector, viewpoint: str) -> SafeString:
    """What stands in a band beside its name: the count, or the status as a mark with its word."""
    band = sector.band(viewpoint)
    angle = order * SECTOR_ANGLE
    is_resident = viewpoint == "resident"
    long_name = len(name_layout(sheet, rings, order, sector)[0]) > 1
    radius = (352 if long_name else 362) * rings.unit if is_resident else sum(rings.organiser) / 2
    if sheet.variant == WheelVariant.FOLLOW_UP and band.status and not sector.is_left_out:
        return _status_note(sheet, rings, sector, band, viewpoint, radius, angle)
    role = sector.ground(viewpoint, sheet.variant)
    note = sector.note(viewpoint)
    size = fit_size(note, arc_room(radius, SECTOR_ANGLE, margin=20 * rings.unit), largest=30 * rings.unit)
    return arc_text(
        ArcText(note, rings.centre, radius, angle, size),
        path_id=sheet.arc_id(sector.key, viewpoint, "count"),
        span=100,
        **sheet.ink(role, sector.key, extra="wheel-count"),
    )


def _status_note(
    sheet: Sheet, rings: Rings, sector: Sector, band: Band, viewpoint: str, radius: float, angle: float
) -> SafeString:
    role = sector.ground(viewpoint, sheet.variant)
    unit = rings.unit
    room = arc_room(radius, SECTOR_ANGLE, margin=42 * unit)
    size = fit_size(band.status_word, room, largest=30 * unit)
    line = ArcText(band.status_word, rings.centre, radius, angle, size)
    shift = degrees(21 * unit / radius)
    side = -1 if line.is_turned else 1
    width = degrees(measure(band.status_word, size) / radius)
    moved = ArcText(band.status_word, rings.centre, radius, angle + side * shift, size)
    word = arc_text(
        moved, path_id=sheet.arc_id(sector.key, viewpoint, "status"), span=100, **sheet.ink(role, sector.key)
    )
    ink = sheet.colours(sector.key)
    colours = (sheet.palette.card if role == "full" else ink.text) if sheet.palette and ink else None
    beside = polar(rings.centre, radius, angle + side * (shift - width / 2) - side * shift * 1.25)
    wide = group(word, status_mark(band.status, beside, 14 * unit, role, colours), class_="wheel-wide")
    if not sheet.is_responsive:
        return wide
    alone = status_mark(band.status, polar(rings.centre, radius, angle), 20 * unit, role, colours)
    return wide + group(alone, class_="wheel-narrow")


def _rim(sheet: Sheet, rings: Rings, sector: Sector, start: float, end: float) -> SafeString:
    """A patterned edge: the status in the follow-up, else the perspective's own pattern where colours may be lost."""
    if sheet.variant == WheelVariant.FOLLOW_UP:
        pattern, css_class = sector.resident.status, "wheel-rim"
    elif sheet.variant == WheelVariant.PRINT:
        pattern, css_class = sector.key, "wheel-rim"
    elif sheet.is_responsive and sheet.variant != WheelVariant.EMPTY:
        pattern, css_class = sector.key, "wheel-rim wheel-rim-fallback"
    else:
        return SafeString("")
    if sector.is_left_out or pattern in (None, "kept"):
        return SafeString("")
    shape = ring_segment(
        rings.centre, rings.radius * 0.954, rings.radius - 5, start, end, gap=17 * rings.unit
    )
    return element("path", d=shape, class_=css_class, fill=f"url(#{sheet.id_prefix}-{pattern})")


def _blank_lines(sheet: Sheet, rings: Rings, angle: float, viewpoint: str) -> SafeString:
    radii = (412, 376, 340) if viewpoint == "resident" else (292, 262)
    return group(
        *(
            element(
                "path",
                d=arc_path(rings.centre, radius * rings.unit, angle - 31, angle + 31),
                fill="none",
                **sheet.rule(),
            )
            for radius in radii
        )
    )
