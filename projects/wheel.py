"""The wheel of a service promise: core, two principles, five perspectives seen from two viewpoints (Handbook p. 41-45).

One drawing for every place: the draft, the promise in force, its follow-up, slides, print and an empty form.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.wheel_data import STATUS_WORDS, Band, Sector, WheelData, WheelVariant
from projects.wheel_drawing import draw_round
from projects.wheel_sheet import Sheet
from projects.wheel_slides import draw_viewpoint
from servicelofte.common.languages import lang_span
from servicelofte.common.svg import Palette

__all__ = [
    "STATUS_WORDS",
    "TWIN_HEADERS",
    "Band",
    "Sector",
    "ToldWheel",
    "TwinRow",
    "WheelData",
    "WheelVariant",
    "draw_wheel",
    "goal_panel",
    "told_wheel",
    "wheel_twin",
]


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One cell as a row of the wheel's table: everything the drawing says, in words. `lang` is that of the goal."""

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
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ToldWheel:
    """The wheel as a drawing, and the same in words."""

    svg: SafeString
    twin: list[TwinRow]


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


def told_wheel(data: WheelData, *, variant: WheelVariant = WheelVariant.DRAFT) -> ToldWheel:
    """Return the wheel for a page, drawn and in words."""
    return ToldWheel(draw_wheel(data, variant=variant), wheel_twin(data, variant=variant))


def _twin_row(data: WheelData, sector: Sector, viewpoint: str) -> TwinRow:
    band = sector.band(viewpoint)
    return TwinRow(
        key=sector.key,
        perspective=sector.name,
        viewpoint=viewpoint,
        viewpoint_label=data.viewpoint_label(viewpoint),
        goal=band.goal,
        count=band.count,
        count_label=sector.note(viewpoint),
        status=band.status or "",
        status_word=band.status_word,
        url=band.url,
        lang=band.lang,
    )


def goal_panel(data: WheelData) -> SafeString:
    """The goals that stand beside a promise in force, one shown at a time while its band is pointed at or focused.

    Goes into the same ``.wheel-frame`` as the drawing, and holds what else stands below it until a band is pointed at.
    It repeats what the bands and the caption say aloud, so it is kept silent.
    """
    with translation.override(data.language):
        hint = format_html(
            '<p class="wheel-hint">{} <span class="wheel-hint-pointer">{}</span></p>',
            _("Outermost what you shall notice, inside it what we do to keep it."),
            _("Point at a part of the wheel to read its goal."),
        )
        goals = format_html_join(
            "",
            '<p class="wheel-goal wheel-goal-{0}-{1} p-{0}"><b>{2}, {3}</b> {4}</p>',
            (
                (
                    row.key,
                    row.viewpoint,
                    row.perspective,
                    row.viewpoint_label,
                    lang_span(row.goal, row.lang, data.language),
                )
                for row in wheel_twin(data)
                if row.goal
            ),
        )
        return format_html(
            '<div class="wheel-goals" lang="{}" aria-hidden="true">{}{}</div>', data.language, hint, goals
        )
