"""The wheel of a service promise: core, two principles, five perspectives seen from two viewpoints (Handbook p. 41-45).

One drawing for every place: the draft, the promise in force, its follow-up, slides, print and an empty form.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from servicelofte.common.svg import Palette

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
    ("5 promises"); ``statements`` are only shown by the variants of a single viewpoint.
    """

    count: int = 0
    goal: str = ""
    url: str = ""
    status: str | None = None
    label: str = ""
    statements: tuple[str, ...] = ()

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
    """One perspective: ``key`` of the handbook, ``name`` in the wheel's language, and its two bands."""

    key: str
    name: str
    organiser: Band
    resident: Band

    def band(self, viewpoint: str) -> Band:
        return self.organiser if viewpoint == "organiser" else self.resident


@dataclass(frozen=True, slots=True)
class WheelData:
    """All that the wheel shows, in one language. Sectors stand clockwise from the top, in the handbook's order."""

    core: str
    language: str
    organiser_label: str
    resident_label: str
    sectors: tuple[Sector, ...]
    organiser_principle: str = ""
    resident_principle: str = ""

    def viewpoint_label(self, viewpoint: str) -> str:
        return self.organiser_label if viewpoint == "organiser" else self.resident_label

    def principle(self, viewpoint: str) -> str:
        return self.organiser_principle if viewpoint == "organiser" else self.resident_principle


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One cell as a row of the wheel's table: everything the drawing says, in words."""

    key: str
    perspective: str
    viewpoint: str
    viewpoint_label: str
    goal: str
    count: int
    count_label: str
    status: str
    status_word: str
    url: str


TWIN_HEADERS = (
    gettext_lazy("Perspective"),
    gettext_lazy("Viewpoint"),
    gettext_lazy("Goal"),
    gettext_lazy("Number of promises"),
    gettext_lazy("Status"),
)


def draw_wheel(
    data: WheelData,
    *,
    variant: WheelVariant = WheelVariant.DRAFT,
    palette: Palette | None = None,
    size: int | None = None,
    id_prefix: str = "wheel",
) -> SafeString:
    """The wheel as one ``<svg>`` element.

    Without a ``palette`` its colours come from the page's stylesheet by classes; with one they are written into
    the drawing, which then has no links and places every letter itself, as PDF and slides need. ``size`` is its
    width in CSS pixels, left out for a drawing that fills its place. ``id_prefix`` keeps two wheels on a page apart.
    """
    from projects.wheel_drawing import Sheet, draw_round
    from projects.wheel_slides import draw_viewpoint

    with translation.override(data.language):
        sheet = Sheet(data=data, variant=variant, palette=palette, size=size, id_prefix=id_prefix)
        return draw_viewpoint(sheet) if variant.viewpoint else draw_round(sheet)


def wheel_twin(data: WheelData, *, variant: WheelVariant = WheelVariant.DRAFT) -> list[TwinRow]:
    """The wheel as rows of a table, perspective by perspective, the resident's side first.

    The headings that go with the rows are ``TWIN_HEADERS``. A variant of one viewpoint has that viewpoint's rows only.
    """
    viewpoints = (variant.viewpoint,) if variant.viewpoint else ("resident", "organiser")
    with translation.override(data.language):
        return [_twin_row(data, sector, viewpoint) for sector in data.sectors for viewpoint in viewpoints]


def _twin_row(data: WheelData, sector: Sector, viewpoint: str) -> TwinRow:
    band = sector.band(viewpoint)
    return TwinRow(
        key=sector.key,
        perspective=sector.name,
        viewpoint=viewpoint,
        viewpoint_label=data.viewpoint_label(viewpoint),
        goal=band.goal,
        count=band.count,
        count_label=band.count_label,
        status=band.status or "",
        status_word=band.status_word,
        url=band.url,
    )


def goal_panel(data: WheelData) -> SafeString:
    """The goals that stand beside a promise in force, one shown at a time while its band is pointed at or focused.

    Goes into the same ``.wheel-frame`` as the drawing. It repeats what the bands say aloud, so it is kept silent.
    """
    with translation.override(data.language):
        hint = format_html('<p class="wheel-hint">{}</p>', _("Point at a part of the wheel to read its goal."))
        goals = format_html_join(
            "",
            '<p class="wheel-goal wheel-goal-{0}-{1} p-{0}"><b>{2}, {3}</b> {4}</p>',
            (
                (row.key, row.viewpoint, row.perspective, row.viewpoint_label, row.goal)
                for row in wheel_twin(data)
                if row.goal
            ),
        )
        return format_html(
            '<div class="wheel-goals" lang="{}" aria-hidden="true">{}{}</div>', data.language, hint, goals
        )


def band_name(data: WheelData, sector: Sector, viewpoint: str, variant: WheelVariant) -> str:
    """What a band is called aloud: perspective, viewpoint and number of statements, then status or goal."""
    band = sector.band(viewpoint)
    parts = [f"{sector.name}, {data.viewpoint_label(viewpoint)}: {band.count_label}"]
    if variant == WheelVariant.FOLLOW_UP and band.status:
        parts.append(band.status_word)
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
