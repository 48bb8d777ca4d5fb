"""Circles and rings. Angles are degrees clockwise from the top, lengths are user units."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from servicelofte.common.svg.elements import format_number


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the drawing, y growing downwards."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{format_number(self.x)} {format_number(self.y)}"


def polar(centre: Point, radius: float, angle: float) -> Point:
    """The point at ``radius`` from ``centre`` in the direction ``angle``."""
    turn = radians(angle)
    return Point(centre.x + radius * sin(turn), centre.y - radius * cos(turn))


def arc_path(centre: Point, radius: float, start: float, end: float) -> str:
    """Path data of an arc from ``start`` to ``end``; drawn anticlockwise when ``end`` is the smaller."""
    large = int(abs(end - start) > 180)
    sweep = int(end > start)
    size = format_number(radius)
    return f"M{polar(centre, radius, start)} A{size} {size} 0 {large} {sweep} {polar(centre, radius, end)}"


def ring_segment(
    centre: Point, inner: float, outer: float, start: float, end: float, *, gap: float = 0
) -> str:
    """Path data of a piece of a ring whose sides keep ``gap`` to their neighbours, parallel all the way out."""
    inner_shift = degrees(asin(gap / 2 / inner))
    outer_shift = degrees(asin(gap / 2 / outer))
    large = int(end - start > 180)
    outwards, inwards = format_number(outer), format_number(inner)
    return (
        f"M{polar(centre, outer, start + outer_shift)} "
        f"A{outwards} {outwards} 0 {large} 1 {polar(centre, outer, end - outer_shift)} "
        f"L{polar(centre, inner, end - inner_shift)} "
        f"A{inwards} {inwards} 0 {large} 0 {polar(centre, inner, start + inner_shift)}Z"
    )


def arc_room(radius: float, angle: float, *, margin: float = 0) -> float:
    """Length of an arc of ``angle`` degrees, less ``margin`` at each end."""
    return radians(angle) * radius - 2 * margin
