"""What charts are made of: bars, lines, dots and letters in roles, coloured by a stylesheet or by a palette."""

from collections.abc import Sequence
from math import ceil, floor, log10

from django.utils.safestring import SafeString

from servicelofte.common.svg.elements import AttributeValue, Number, element, text_element
from servicelofte.common.svg.palette import Palette
from servicelofte.common.svg.text import Face, held_to, measure

_BOLD_ROLES = ("figure", "alarm")


def _fill(role: str, palette: Palette) -> str:
    colours = {
        "track": palette.petrol.soft,
        "bar": palette.petrol.full,
        "point": palette.petrol.full,
        "missing": palette.card,
        "label": palette.ink,
        "figure": palette.ink,
        "target": palette.ink,
        "axis": palette.muted,
        "alarm": palette.statuses["broken"],
    }
    return colours[role]


def _stroke(role: str, palette: Palette) -> str:
    colours = {
        "grid": palette.line,
        "value": palette.petrol.full,
        "target": palette.ink,
        "gap": palette.card,
        "missing": palette.muted,
    }
    return colours[role]


def letters(role: str, palette: Palette | None) -> dict[str, AttributeValue]:
    """Attributes of words: ``label``, ``figure``, ``axis``, ``target`` or ``alarm``."""
    attributes: dict[str, AttributeValue] = {"class_": f"chart-{role}"}
    if role in _BOLD_ROLES:
        attributes["font_weight"] = 600
    if palette:
        attributes |= {"fill": _fill(role, palette), "font_family": palette.sans}
    return attributes


def written(
    x: Number | str,
    y: Number,
    words: str,
    role: str,
    palette: Palette | None,
    *,
    size: Number,
    anchor: str | None = None,
    width: float | None = None,
) -> SafeString:
    """Words of a chart in their role; ``width`` is given where they are marked up.

    On a page they are held to the width that was measured for them, so that letters which a reader has spaced do not
    run over other words or off the edge.
    """
    face = Face.SANS_BOLD if role in _BOLD_ROLES else Face.SANS
    held = {} if palette else held_to(measure(words, size, face) if width is None else width)
    return text_element(x, y, words, font_size=size, text_anchor=anchor, **held, **letters(role, palette))


def rect(
    x: str, y: Number, width: str, height: Number, role: str, palette: Palette | None, *, radius: Number = 0
) -> SafeString:
    """A bar (``bar``) or the whole that it is part of (``track``); ``x`` and ``width`` are percentages."""
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=radius or None,
        class_=f"chart-{role}",
        fill=_fill(role, palette) if palette else None,
    )


def line(x1: str, y1: Number, x2: str, y2: Number, role: str, palette: Palette | None) -> SafeString:
    """A straight line: of the grid, of the values or of the target (dashed), or the light gap behind the target."""
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        class_=f"chart-{role}-line",
        stroke=_stroke(role, palette) if palette else None,
        stroke_width={"grid": 1, "value": 3, "target": 2, "gap": 8}[role],
        stroke_dasharray=(6, 5) if role == "target" else None,
        stroke_linecap="round" if role == "value" else None,
    )


def dot(x: str, y: Number, role: str, palette: Palette | None) -> SafeString:
    """A measured ``point``, or the open ring of a ``missing`` one."""
    is_missing = role == "missing"
    return element(
        "circle",
        cx=x,
        cy=y,
        r=5,
        class_=f"chart-{role}",
        fill=_fill(role, palette) if palette else None,
        stroke=_stroke(role, palette) if palette and is_missing else None,
        stroke_width=2 if is_missing else None,
    )


def frame(
    drawn: Sequence[str],
    height: Number,
    *,
    title: str,
    description: str,
    palette: Palette | None,
    id_prefix: str,
    kind: str,
) -> SafeString:
    """The ``<svg>`` of a chart, as wide as its place and ``height`` pixels high, with its name first."""
    if palette:
        head = element("title", f"{title}. {description}" if description else title)
        naming: dict[str, AttributeValue] = {"xmlns": "http://www.w3.org/2000/svg"}
    else:
        names = {"aria_labelledby": f"{id_prefix}-title", "aria_describedby": f"{id_prefix}-desc"}
        head = element("title", title, id=names["aria_labelledby"])
        head += element("desc", description, id=names["aria_describedby"])
        naming = dict(names)
    return element(
        "svg",
        head,
        *drawn,
        class_=f"chart chart-{kind}",
        width="100%",
        height=ceil(height),
        role="img",
        **naming,
    )


def round_bounds(low: float, high: float) -> tuple[float, float]:
    """Round numbers that hold every value between ``low`` and ``high``, about four even steps apart."""
    reach = high - low
    if reach <= 0:
        reach = abs(high) or 1
    magnitude = 10.0 ** floor(log10(reach / 4))
    step = next(
        factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude * 4 >= reach * 0.999
    )
    bottom = floor(low / step) * step
    steps = max(ceil((high - bottom) / step - 1e-9), 1)
    return round(bottom, 6), round(bottom + (steps + steps % 2) * step, 6)
