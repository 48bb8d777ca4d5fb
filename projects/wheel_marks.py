"""Marks and patterns of the wheel: what colour says is said a second time in shape."""

from django.utils.safestring import SafeString

from servicelofte.common.svg import Palette, Point, element, group, join, polar

# Each pattern as a tile of 16 units with lines and dots in the colour of the paper.
_LINES: dict[str, tuple[str, ...]] = {
    "availability": ("M-4 4L4 -4M0 16L16 0M12 20L20 12",),
    "quality": ("M-4 12L4 20M0 0L16 16M12 -4L20 4",),
    "effectiveness": ("M-4 4L4 -4M0 16L16 0M12 20L20 12", "M-4 12L4 20M0 0L16 16M12 -4L20 4"),
    "integration": ("M4 0V16M12 0V16",),
    "at_risk": ("M-4 4L4 -4M0 16L16 0M12 20L20 12",),
    "broken": ("M-4 4L4 -4M0 16L16 0M12 20L20 12", "M-4 12L4 20M0 0L16 16M12 -4L20 4"),
}
_DOTS: dict[str, tuple[tuple[int, int], ...]] = {
    "accessibility": ((4, 4), (12, 12)),
    "not_measured": ((8, 8),),
}
_TILE = 16


def pattern_defs(id_prefix: str, palette: Palette | None) -> SafeString:
    """A pattern for each perspective and each status that is not kept, named ``<prefix>-<key>``."""
    lines = {"stroke": palette.card if palette else None, "stroke_width": "3", "fill": "none"}
    dots = {"fill": palette.card if palette else None}
    tiles = {
        key: [element("path", d=path, class_="wheel-pattern-line", **lines) for path in paths]
        for key, paths in _LINES.items()
    }
    tiles |= {
        key: [element("circle", cx=x, cy=y, r=2.6, class_="wheel-pattern-dot", **dots) for x, y in places]
        for key, places in _DOTS.items()
    }
    return join(
        element(
            "pattern",
            *tile,
            id=f"{id_prefix}-{key}",
            width=_TILE,
            height=_TILE,
            patternUnits="userSpaceOnUse",
        )
        for key, tile in tiles.items()
    )


def status_mark(
    status: str | None, at: Point, radius: float, role: str, colour: str | None = None
) -> SafeString:
    """The mark of a status: full when kept, half at risk, a struck ring when broken, an open ring when not measured.

    ``role`` says which surface it stands on (``full`` or ``soft``); ``colour`` is given where no stylesheet is read.
    """
    weight = radius * 0.24
    inside = radius - weight / 2
    line = {"stroke": colour, "stroke_width": weight, "fill": "none", "class_": "wheel-mark-line"}
    solid = {"fill": colour, "class_": "wheel-mark-solid"}
    parts: list[SafeString] = [element("circle", cx=at.x, cy=at.y, r=inside, **line)]
    if status == "kept":
        parts = [element("circle", cx=at.x, cy=at.y, r=radius, **solid)]
    elif status == "at_risk":
        half = (
            f"M{at.x:.2f} {at.y - inside:.2f}A{inside:.2f} {inside:.2f} 0 0 0 {at.x:.2f} {at.y + inside:.2f}Z"
        )
        parts.append(element("path", d=half, **solid))
    elif status == "broken":
        one, other = polar(at, inside, 45), polar(at, inside, 225)
        parts.append(element("line", x1=one.x, y1=one.y, x2=other.x, y2=other.y, **line))
    return group(*parts, class_=f"wheel-mark wheel-mark-{role}")
