"""What the wheel shows, and what its parts are called aloud."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

STATUS_WORDS: dict[str, str | Promise] = {
    "kept": pgettext_lazy("status of a promise", "Kept"),
    "at_risk": pgettext_lazy("status of a promise", "At risk"),
    "broken": pgettext_lazy("status of a promise", "Broken"),
    "not_measured": pgettext_lazy("status of a promise", "Not yet measured"),
}


class WheelVariant(StrEnum):
    """What the drawing is for."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    FOLLOW_UP = "follow_up"
    SLIDE = "slide"
    PRINT = "print"
    EMPTY = "empty"
    ORGANISER_ONLY = "organiser_only"
    RESIDENT_ONLY = "resident_only"

    @property
    def has_links(self) -> bool:
        """Whether its bands lead to their texts: those of the pages do, those of paper and slides do not."""
        return self in (WheelVariant.DRAFT, WheelVariant.IN_FORCE, WheelVariant.FOLLOW_UP)

    @property
    def viewpoint(self) -> str:
        """The only viewpoint shown, or an empty string when both are."""
        return {WheelVariant.ORGANISER_ONLY: "organiser", WheelVariant.RESIDENT_ONLY: "resident"}.get(
            self, ""
        )


@dataclass(frozen=True, slots=True)
class Band:
    """One cell: a perspective seen from one viewpoint.

    ``count`` is its number of statements, ``goal`` its goal in one sentence, ``url`` where its text is read.
    ``status`` is a key of ``STATUS_WORDS`` once the promise is followed up. ``label`` replaces the counted words
    ("5 promises"); ``statements`` are only shown by the variants of a single viewpoint. ``lang`` is the language of the
    goal, where it is another than the wheel's.
    """

    count: int = 0
    goal: str = ""
    url: str = ""
    status: str | None = None
    label: str = ""
    statements: tuple[str, ...] = ()
    lang: str = ""

    @property
    def count_label(self) -> str:
        """How many statements it holds, with what they are, in the active language."""
        return self.label or ngettext("%(count)d promise", "%(count)d promises", self.count) % {
            "count": self.count
        }

    @property
    def status_word(self) -> str:
        return str(STATUS_WORDS[self.status]) if self.status else ""


@dataclass(frozen=True, slots=True)
class Sector:
    """One perspective: ``key`` of the handbook, ``name`` in the wheel's language, and its two bands.

    One that the promise leaves out keeps its place, pale and without statements (Handbook p. 24).
    """

    key: str
    name: str
    organiser: Band
    resident: Band
    is_left_out: bool = False

    def band(self, viewpoint: str) -> Band:
        return self.organiser if viewpoint == "organiser" else self.resident

    def ground(self, viewpoint: str, variant: WheelVariant) -> str:
        """What its band stands on: ``full`` colour, a ``soft`` ground, or ``blank`` to write on or left out."""
        if self.is_left_out or variant == WheelVariant.EMPTY:
            return "blank"
        return "soft" if viewpoint == "organiser" and not variant.viewpoint else "full"

    def note(self, viewpoint: str) -> str:
        """The small words in its band."""
        if self.is_left_out:
            return pgettext("a perspective of the promise", "left out")
        return self.band(viewpoint).count_label


@dataclass(frozen=True, slots=True)
class WheelData:
    """All that the wheel shows, in one language. Sectors stand clockwise from the top, in the handbook's order.

    ``core_lang`` is the language of the core, where it is another than the wheel's.
    """

    core: str
    language: str
    organiser_label: str
    resident_label: str
    sectors: tuple[Sector, ...]
    organiser_principle: str = ""
    resident_principle: str = ""
    core_lang: str = ""

    def viewpoint_label(self, viewpoint: str) -> str:
        return self.organiser_label if viewpoint == "organiser" else self.resident_label

    def principle(self, viewpoint: str) -> str:
        return self.organiser_principle if viewpoint == "organiser" else self.resident_principle


def band_name(data: WheelData, sector: Sector, viewpoint: str, variant: WheelVariant) -> str:
    """What a band is called aloud: first the words that are seen on it, as speech input needs, then the rest.

    Perspective; status once it is followed up, else number of statements; viewpoint; then the number or the goal.
    """
    band = sector.band(viewpoint)
    is_followed = variant == WheelVariant.FOLLOW_UP and bool(band.status) and not sector.is_left_out
    seen = band.status_word if is_followed else sector.note(viewpoint)
    parts = [f"{sector.name}: {seen}, {data.viewpoint_label(viewpoint)}"]
    if is_followed:
        parts.append(sector.note(viewpoint))
    if variant == WheelVariant.IN_FORCE and band.goal:
        parts.append(band.goal)
    return ". ".join(parts)


def wheel_title(data: WheelData) -> str:
    """The name of the drawing."""
    return (
        _("Service promise: %(core)s") % {"core": data.core}
        if data.core
        else _("Service promise, to be filled in")
    )


def wheel_description(data: WheelData, variant: WheelVariant) -> str:
    """The drawing in words, for those who do not see it."""
    if variant == WheelVariant.EMPTY:
        return _(
            "An empty wheel to fill in: the core in the middle, five perspectives around it, each with two sides."
        )
    viewpoints = (variant.viewpoint,) if variant.viewpoint else ("resident", "organiser")
    names = [
        band_name(data, sector, viewpoint, variant) for sector in data.sectors for viewpoint in viewpoints
    ]
    return _("The core stands in the middle, five perspectives around it. %(cells)s.") % {
        "cells": "; ".join(names)
    }
