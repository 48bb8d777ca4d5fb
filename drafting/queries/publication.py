"""What stands in the way of publishing a promise, and what the publisher should know. No queries."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.enums import Register, Viewpoint
from projects.handbook import load_handbook
from projects.handbook_schema import Localised
from projects.queries.promise import language_reports, long_goals, part_label
from projects.queries.promise_shape import PromiseView, WordsView
from servicelofte.common.languages import language_name


@dataclass(frozen=True, slots=True)
class GapPart:
    """A part as `PromiseView.words` names it, what it is called, and its anchor in the editor."""

    part: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """Parts that lack words, or lag behind, in one language."""

    language: str
    name: str
    parts: tuple[GapPart, ...]


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """`missing` blocks; `stale` needs the publisher's word; `long`, `unplaced` and `untouched` are told only."""

    missing: tuple[LanguageGap, ...]
    stale: tuple[LanguageGap, ...]
    long: tuple[str, ...]
    unplaced: int
    untouched: tuple[GapPart, ...]

    @property
    def can_publish(self) -> bool:
        """Whether nothing blocks."""
        return not self.missing


def publication_check(view: PromiseView) -> PublicationCheck:
    """Return what is missing, stale, long and unplaced in a promise as it is written now.

    Everything that is published must exist in every required language of the region: the core, both principles, and
    goals and statements of each perspective that is not left out (Handbook p. 14, 24, 41).
    """
    reports = language_reports(view)
    return PublicationCheck(
        missing=tuple(_gap(view, row.language, row.missing) for row in reports if row.missing),
        stale=tuple(_gap(view, row.language, row.stale) for row in reports if row.stale),
        long=tuple(
            _("%(part)s (%(language)s)")
            % {"part": part_label(view, part), "language": language_name(language)}
            for part, language in long_goals(view)
        ),
        unplaced=len(view.unplaced),
        untouched=tuple(_part(view, part) for part in untouched_parts(view)),
    )


def untouched_parts(view: PromiseView) -> list[str]:
    """Return the core, principles, goals and statements that are still the handbook's example, word for word in every
    language written.

    The example is a start to be changed (Handbook p. 24, 41): a statement counts wherever it was moved to.
    """
    example = load_handbook().promise_example
    cells = example.cells
    middle = [("core", view.core, example.core)] + [
        (f"principle/{key}", view.principle(key), example.principle(key)) for key in Viewpoint.values
    ]
    goals = {f"{cell.perspective}/{cell.viewpoint}": cell.goal for cell in cells}
    statements = [text for cell in cells for text in cell.statements]
    untouched = [part for part, words, text in middle if _is_example(words, text)]
    for cell in (cell for row in view.included for cell in row.cells):
        if cell.part in goals and _is_example(cell.goal, goals[cell.part]):
            untouched.append(cell.part)
        untouched += [
            row.lineage for row in cell.statements if any(_is_example(row.words, text) for text in statements)
        ]
    return untouched


def _is_example(words: WordsView, example: Localised) -> bool:
    offered = example.as_dict()
    written = [row for row in words.texts.values() if row.body and row.register == Register.STANDARD]
    return bool(written) and all(row.body.strip() == offered.get(row.language) for row in written)


def _part(view: PromiseView, part: str) -> GapPart:
    return GapPart(part, part_label(view, part), part_anchor(part))


def _gap(view: PromiseView, language: str, parts: tuple[str, ...]) -> LanguageGap:
    return LanguageGap(
        language=language,
        name=language_name(language).capitalize(),
        parts=tuple(_part(view, part) for part in parts),
    )


def part_anchor(part: str) -> str:
    """Return the anchor in the editor of a part as `PromiseView.words` names it."""
    if part == "core" or part.startswith("principle/"):
        return "whole"
    return part.replace("/", "-") if "/" in part else f"s-{part}"
