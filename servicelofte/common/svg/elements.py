"""Build SVG elements from typed values; every text and attribute is escaped once, here."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_TAG_NAMES = "a circle defs desc g line path pattern polyline rect svg text textPath title tspan"
TAGS = frozenset(_TAG_NAMES.split())

Number = int | float
AttributeValue = str | Number | Iterable[Number] | None

_CAMEL_CASE = re.compile(r"[a-z][A-Z]")
_SAFE_LINK = re.compile(r"^(?:[/#?]|https?://)")


def format_number(value: Number) -> str:
    """A coordinate with at most two decimals and no trailing zeros."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def _attribute_name(name: str) -> str:
    """Turn a keyword into an SVG attribute name: ``class_`` to ``class``, ``stroke_width`` to ``stroke-width``."""
    bare = name.rstrip("_")
    if bare == "style" or bare.startswith("on"):
        raise ValueError(f"Inline style and handlers are forbidden by the content policy: {bare}")
    return bare if _CAMEL_CASE.search(bare) else bare.replace("_", "-")


def _attribute_value(name: str, value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format_number(value)
    if isinstance(value, str):
        if name == "href" and not _SAFE_LINK.match(value):
            raise ValueError(f"Not an address that a drawing may link to: {value!r}")
        return str(conditional_escape(value))
    return " ".join(format_number(number) for number in value or ())


def element(tag: str, *children: str, **attributes: AttributeValue) -> SafeString:
    """One SVG element as safe markup.

    Children that are not already safe are escaped. Attributes whose value is ``None`` or an empty string are
    left out; numbers are rounded to two decimals; an iterable of numbers becomes a space-separated list.

    Raises ``ValueError`` for an unknown tag, an inline style or handler, or a link that is neither local nor http(s).
    """
    if tag not in TAGS:
        raise ValueError(f"Unknown SVG element: {tag}")
    parts = [f"<{tag}"]
    for keyword, value in attributes.items():
        if value is None or value == "":
            continue
        name = _attribute_name(keyword)
        parts.append(f' {name}="{_attribute_value(name, value)}"')
    inner = join(children)
    parts.append(f">{inner}</{tag}>" if inner else "/>")
    return mark_safe("".join(parts))


def join(children: Iterable[str]) -> SafeString:
    """Several pieces of markup after each other, each escaped unless it is safe already."""
    return mark_safe("".join(str(conditional_escape(child)) for child in children))


def group(*children: str, **attributes: AttributeValue) -> SafeString:
    """A ``<g>``, or nothing at all when it would be empty."""
    present = [child for child in children if child]
    return element("g", *present, **attributes) if present else SafeString("")


def text_element(x: Number | str, y: Number | str, content: str, **attributes: AttributeValue) -> SafeString:
    """A ``<text>`` at a point; ``x`` and ``y`` are user units or a percentage."""
    return element("text", content, x=x, y=y, **attributes)
