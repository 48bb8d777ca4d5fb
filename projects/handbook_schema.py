"""The shapes of the handbook's texts: frozen models that refuse unknown fields and missing languages.

Read through ``projects.handbook``, which loads the file and checks it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from projects.handbook_kinds import (
    AssessmentKey,
    Audience,
    BodyScope,
    Kind,
    LawWay,
    LegalKind,
    PerspectiveKey,
    PhaseKey,
    Place,
    Strength,
    ViewpointKey,
)

LANGUAGES = ("sv", "fi", "en")
GOAL_LENGTH = 90
SHORT_LENGTH = 16

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Page = Annotated[int, Field(ge=1, le=47)]
Pages = tuple[Page, ...]


class Frozen(BaseModel):
    """Base of every part: cannot be changed after loading, and knows no field that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Localised(Frozen):
    """One text in the three languages of the product, none of them empty."""

    sv: Text
    fi: Text
    en: Text

    def in_language(self, language: str) -> str:
        """Return the text in ``language`` (``sv``, ``fi``, ``en``, or a tag such as ``sv-fi``); KeyError if another."""
        code = language.replace("_", "-").split("-")[0].lower()
        if code not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, code))

    def as_dict(self) -> dict[str, str]:
        """Return language code → text, in the order sv, fi, en."""
        return {language: self.in_language(language) for language in LANGUAGES}


class ShortLocalised(Localised):
    """A name that has to fit on a rail or a sector: at most 16 characters in each language."""

    sv: Annotated[str, Field(min_length=1, max_length=SHORT_LENGTH)]
    fi: Annotated[str, Field(min_length=1, max_length=SHORT_LENGTH)]
    en: Annotated[str, Field(min_length=1, max_length=SHORT_LENGTH)]


class GoalLocalised(Localised):
    """A goal of one cell: one short, sharp sentence of at most 90 characters in each language (Handbook p. 45)."""

    sv: Annotated[str, Field(min_length=1, max_length=GOAL_LENGTH)]
    fi: Annotated[str, Field(min_length=1, max_length=GOAL_LENGTH)]
    en: Annotated[str, Field(min_length=1, max_length=GOAL_LENGTH)]


class Source(Frozen):
    """The document that the process comes from, and how far it still holds."""

    title: Localised
    publisher: Localised
    year: int
    note: Localised


class Item(Frozen):
    """One text of guidance. ``pages`` is empty where the text comes from the law and not from the handbook."""

    key: Key
    kind: Kind
    place: Place
    strength: Strength
    pages: Pages
    text: Localised
    help: Localised | None = None


class Step(Frozen):
    """One of the four steps of a phase."""

    key: Key
    pages: Pages
    title: Localised
    items: tuple[Item, ...]


class Phase(Frozen):
    """One of the six phases. ``short`` is for the phase rail; ``items`` are its outcomes and tests."""

    key: PhaseKey
    number: Annotated[int, Field(ge=1, le=6)]
    pages: Pages
    title: Localised
    short: ShortLocalised
    purpose: Localised
    steps: tuple[Step, ...]
    items: tuple[Item, ...]

    def all_items(self) -> Iterator[Item]:
        """Yield the items of the steps in order, then those of the phase itself."""
        for step in self.steps:
            yield from step.items
        yield from self.items


class Perspective(Frozen):
    """One of the five perspectives. ``lead`` speaks to the resident, ``editor_prompts`` to the preparer."""

    key: PerspectiveKey
    order: int
    required: bool
    pages: Pages
    name: Localised
    short: ShortLocalised
    lead: Localised
    definition: Localised
    synthesis_question: Localised
    editor_prompts: tuple[Localised, ...]


class Viewpoint(Frozen):
    """Organiser or resident; ``reader_label`` is the heading above that side on public pages."""

    key: ViewpointKey
    order: int
    name: Localised
    short: ShortLocalised
    reader_label: Localised
    principle_question: Localised


class Named(Frozen):
    """A row of a list with its place in the order."""

    key: Key
    order: int
    name: Localised


class StakeholderGroup(Named):
    """A row of the handbook's starting list (p. 14)."""

    hint: Localised
    early: bool = False
    influence_body: bool = False
    language_minority: bool = False


class InfluenceBody(Named):
    """A statutory body that is heard in every phase.

    ``act`` is the number of the Act and ``section`` its section where one is sure.
    """

    scope: BodyScope
    act: str
    section: str | None = None
    hint: Localised


class ParticipationMethod(Named):
    """A way of hearing people, tagged with the way in section 29 of 611/2021 that it carries out."""

    law_way: LawWay
    pages: Pages


class ParticipationLevel(Named):
    """How far participation reaches, from one's own service to producing services together."""

    hint: Localised


class CommunicationChannel(Named):
    """One of the handbook's eight channels (p. 29)."""

    audience: Audience


class PackagePart(Named):
    """One of the six parts of the council package (p. 30)."""

    guidance: Localised


class IndicatorKind(Frozen):
    """Progress or outcome (p. 36)."""

    key: Key
    name: Localised
    definition: Localised


class IndicatorRule(Frozen):
    """What a good set of core indicators satisfies (p. 36); ``minimum`` and ``maximum`` count core indicators."""

    key: Key
    strength: Strength
    minimum: int | None = None
    maximum: int | None = None
    text: Localised


class ExamplePrinciple(Frozen):
    """The inner ring of the example, one half for each viewpoint."""

    viewpoint: ViewpointKey
    text: Localised


class ExampleCell(Frozen):
    """One cell of the example: a goal in one sentence and two to four statements."""

    perspective: PerspectiveKey
    viewpoint: ViewpointKey
    goal: GoalLocalised
    statements: Annotated[tuple[Localised, ...], Field(min_length=2, max_length=4)]


class PromiseExample(Frozen):
    """The handbook's example model in the product's own wording (p. 41–45)."""

    core: Localised
    principles: tuple[ExamplePrinciple, ...]
    cells: tuple[ExampleCell, ...]

    def principle(self, viewpoint: str) -> Localised:
        """Return the principle of ``viewpoint`` (``organiser`` or ``resident``)."""
        return next(principle.text for principle in self.principles if principle.viewpoint == viewpoint)

    def cell(self, perspective: str, viewpoint: str) -> ExampleCell:
        """Return the cell of ``perspective`` seen from ``viewpoint``."""
        return next(
            cell for cell in self.cells if (cell.perspective, cell.viewpoint) == (perspective, viewpoint)
        )


class Term(Frozen):
    """A word of 2018 and the word used today."""

    key: Key
    handbook: Localised
    today: Localised


class LegalReference(Frozen):
    """An Act or bill with its validity; ``valid_to`` set means history, never to be shown as law in force."""

    key: Key
    kind: LegalKind
    number: Annotated[str, Field(pattern=r"^\d{1,4}/\d{4}$")]
    sections: tuple[str, ...] = ()
    name: Localised
    valid_from: date
    valid_to: date | None = None
    note: Localised

    def in_force(self, on: date) -> bool:
        """Tell whether this is law in force on the day ``on``; a bill never is."""
        if self.kind is LegalKind.BILL:
            return False
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Assessment(Frozen):
    """A self-assessment: its name and the keys of the items that are judged."""

    key: AssessmentKey
    phase: PhaseKey
    pages: Pages
    name: Localised
    items: tuple[Key, ...]
