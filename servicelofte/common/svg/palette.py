"""Colours as attributes, for the outputs that read no stylesheet: PDF and slides."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a perspective as hex triplets: full, its soft ground, and small text on that ground."""

    full: str
    soft: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Concrete colours of the look. On pages the same tokens are custom properties in the stylesheet."""

    paper: str
    card: str
    ink: str
    muted: str
    line: str
    petrol: Ink
    perspectives: Mapping[str, Ink]
    statuses: Mapping[str, str] = field(default_factory=dict)
    sans: str = "Source Sans 3, Source Sans 3 Extended, Noto Sans, sans-serif"
    serif: str = "Source Serif 4, Source Serif 4 Extended, Noto Serif, serif"


LIGHT = Palette(
    paper="#F6F8F7",
    card="#FFFFFF",
    ink="#14252B",
    muted="#4F6168",
    line="#CBD6D5",
    petrol=Ink("#0B4A58", "#E3EFF0", "#0B4A58"),
    perspectives={
        "availability": Ink("#0A6A94", "#E0EFF6", "#0A6790"),
        "accessibility": Ink("#5D4A9E", "#ECE8F6", "#5D4A9E"),
        "quality": Ink("#2A7348", "#E2F1E7", "#276D44"),
        "effectiveness": Ink("#A84F12", "#F8E9DD", "#9C4910"),
        "integration": Ink("#9C2A5A", "#F7E3EC", "#9C2A5A"),
    },
    statuses={"kept": "#1F6B3F", "at_risk": "#8A5A00", "broken": "#A3182B", "not_measured": "#4F6168"},
)
