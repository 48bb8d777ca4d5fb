"""Drawings as SVG markup: escaped elements, ring geometry, and text that is measured before it is set."""

from servicelofte.common.svg.elements import Number, element, group, join, text_element
from servicelofte.common.svg.geometry import Point, arc_path, arc_room, polar, ring_segment
from servicelofte.common.svg.palette import LIGHT, Ink, Palette
from servicelofte.common.svg.text import (
    ArcText,
    Face,
    fit_size,
    held_width,
    measure,
    text_on_arc,
    wrap,
    wrap_in_disc,
)

__all__ = [
    "LIGHT",
    "ArcText",
    "Face",
    "Ink",
    "Number",
    "Palette",
    "Point",
    "arc_path",
    "arc_room",
    "element",
    "fit_size",
    "group",
    "held_width",
    "join",
    "measure",
    "polar",
    "ring_segment",
    "text_element",
    "text_on_arc",
    "wrap",
    "wrap_in_disc",
]
