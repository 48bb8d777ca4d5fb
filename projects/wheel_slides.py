"""The wheel opened outwards: one viewpoint and its statements, as on the second and third slide (Handbook p. 45)."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.wheel_core import draw_core, draw_whole_ring
from projects.wheel_data import Band, Sector
from projects.wheel_drawing import SECTOR_ANGLE
from projects.wheel_sheet import NAME_WEIGHT, Rings, Sheet
from servicelofte.common.svg import (
    ArcText,
    Face,
    Point,
    arc_room,
    element,
    fit_size,
    group,
    join,
    measure,
    polar,
    ring_segment,
    text_on_arc,
    wrap,
)
from servicelofte.common.svg.elements import format_number

WIDTH, HEIGHT = 1600, 900
_COLUMN = 470
_NAME_SIZE = 30
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a perspective's words stand beside the wheel: top left corner and height."""

    x: float
    y: float
    height: float

    @property
    def is_right(self) -> bool:
        return self.x > WIDTH / 2


# In the order of the sectors: three on the right, two on the left, which leaves room where a leader line passes.
PLACES = (
    Place(1105, 20, 280),
    Place(1105, 315, 280),
    Place(1105, 610, 280),
    Place(25, 555, 335),
    Place(25, 175, 350),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One set line of words with its size and face, and the space above it."""

    content: str
    size: float
    face: Face
    space: float = 0
    is_item: bool = False


def draw_viewpoint(sheet: Sheet) -> SafeString:
    """Wide drawing, 16:9: the wheel of one viewpoint with each sector's goal and statements beside it."""
    viewpoint = sheet.variant.viewpoint
    rings = Rings(Point(WIDTH / 2, HEIGHT / 2), 255)
    sectors = list(zip(sheet.data.sectors, PLACES, strict=True))
    scale = common_scale([(sector.name, sector.band(viewpoint), place.height) for sector, place in sectors])
    return sheet.frame(
        WIDTH,
        HEIGHT,
        join(
            _leader(sheet, rings, order, sector, place, scale)
            for order, (sector, place) in enumerate(sectors)
        ),
        draw_whole_ring(sheet, rings, viewpoint),
        draw_core(sheet, rings),
        *(_open_sector(sheet, rings, order, sector) for order, sector in enumerate(sheet.data.sectors)),
        *(_words(sheet, sector, sector.band(viewpoint), place, scale) for sector, place in sectors),
    )


def _open_sector(sheet: Sheet, rings: Rings, order: int, sector: Sector) -> SafeString:
    angle = order * SECTOR_ANGLE
    role = sector.ground(sheet.variant.viewpoint, sheet.variant)
    inner, outer = rings.single
    shape = ring_segment(rings.centre, inner, outer, angle - 36, angle + 36, gap=5)
    radius = (inner + outer) / 2
    room = arc_room(radius, SECTOR_ANGLE, margin=10)
    size = fit_size(sector.name, room, largest=32, face=Face.SANS_BOLD)
    line = ArcText(sector.name, rings.centre, radius, angle, size, Face.SANS_BOLD)
    name = text_on_arc(
        line,
        path_id=sheet.arc_id(sector.key, "name"),
        span=110,
        font_weight=NAME_WEIGHT,
        **sheet.ink(role, sector.key),
    )
    return group(element("path", d=shape, **sheet.ground(role, sector.key)), name, class_=f"p-{sector.key}")


def _leader(sheet: Sheet, rings: Rings, order: int, sector: Sector, place: Place, scale: float) -> SafeString:
    """A thin line from the sector's rim to its words."""
    angle = order * SECTOR_ANGLE
    rim = polar(rings.centre, rings.radius - 2, angle)
    height = place.y + 20 * scale
    if place.is_right:
        points = [rim, Point(rim.x if order == 0 else place.x - 32, height), Point(place.x - 14, height)]
    else:
        heading_end = place.x + measure(sector.name, _NAME_SIZE * scale, Face.SANS_BOLD) + 14
        points = [rim, Point(place.x + _COLUMN + 14, height), Point(heading_end, height)]
    coordinates = " ".join(f"{format_number(point.x)},{format_number(point.y)}" for point in points)
    ink = sheet.colours(sector.key)
    stroke = ink.full if ink else None
    line = element(
        "polyline", points=coordinates, fill="none", class_="wheel-leader", stroke=stroke, stroke_width="2.5"
    )
    return group(line, class_=f"p-{sector.key}")


def _words(sheet: Sheet, sector: Sector, band: Band, place: Place, scale: float) -> SafeString:
    shown = Band(goal=sector.note("")) if sector.is_left_out else band
    lines = fit_words(sector.name, shown, place.height, scale)
    placed, y = [], place.y
    for index, line in enumerate(lines):
        y += line.space + line.size
        attributes = sheet.ink("soft", sector.key, face=line.face) if index == 0 else _plain(sheet, line.face)
        placed.append(
            element(
                "text",
                line.content,
                x=place.x + (18 if line.is_item else 0),
                y=y,
                font_size=line.size,
                font_weight={Face.SANS: 400, Face.SANS_BOLD: NAME_WEIGHT, Face.SERIF: 600}[line.face],
                **sheet.held(line.content, line.size, line.face),
                **attributes,
            )
        )
        if line.is_item and line.space > 4:
            dot = {"fill": ink.full} if (ink := sheet.colours(sector.key)) else {}
            placed.append(
                element("circle", cx=place.x + 5, cy=y - line.size * 0.3, r=4, class_="wheel-full", **dot)
            )
        y += line.size * 0.2
    return group(*placed, class_=f"p-{sector.key}")


def _plain(sheet: Sheet, face: Face) -> dict[str, str]:
    attributes = {"class_": "wheel-serif" if face == Face.SERIF else "wheel-plain"}
    if sheet.palette:
        family = sheet.palette.serif if face == Face.SERIF else sheet.palette.sans
        attributes |= {"fill": sheet.palette.ink, "font_family": family}
    return attributes


def common_scale(parts: list[tuple[str, Band, float]]) -> float:
    """The largest scale at which all words go into their heights, so that no perspective speaks louder than another."""
    for scale in _SCALES:
        if all(
            _height(_set_words(name, band, len(band.statements), scale)) <= height
            for name, band, height in parts
        ):
            return scale
    return _SCALES[-1]


def fit_words(name: str, band: Band, height: float, scale: float) -> list[Line]:
    """Name, goal and statements as lines no higher than ``height``; what does not go in is counted in a last line."""
    lines: list[Line] = []
    for shown in range(len(band.statements), -1, -1):
        lines = _set_words(name, band, shown, scale)
        if _height(lines) <= height:
            break
    return lines


def _height(lines: list[Line]) -> float:
    return sum(line.space + line.size * 1.2 for line in lines)


def _set_words(name: str, band: Band, shown: int, scale: float) -> list[Line]:
    lines = [Line(name, _NAME_SIZE * scale, Face.SANS_BOLD)]
    for index, words in enumerate(wrap(band.goal, _COLUMN, 27 * scale, Face.SERIF)):
        lines.append(Line(words, 27 * scale, Face.SERIF, 6 if index == 0 else 0))
    for statement in band.statements[:shown]:
        for index, words in enumerate(wrap(statement, _COLUMN - 18, 23 * scale)):
            lines.append(Line(words, 23 * scale, Face.SANS, 9 if index == 0 else 0, is_item=True))
    left = len(band.statements) - shown
    if left:
        lines.append(Line(_("and %(count)d more") % {"count": left}, 21 * scale, Face.SANS, 8))
    return lines
