"""What stands in the way of publishing a promise, and what the publisher should know. No queries."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.queries.promise import language_reports, long_goals, part_label
from projects.queries.promise_shape import PromiseView
from servicelofte.common.languages import language_name, own_name


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
    """`missing` blocks; `stale` needs the publisher's word; `long` and `unplaced` are told only."""

    missing: tuple[LanguageGap, ...]
    stale: tuple[LanguageGap, ...]
    long: tuple[str, ...]
    unplaced: int

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
    )


def _gap(view: PromiseView, language: str, parts: tuple[str, ...]) -> LanguageGap:
    return LanguageGap(
        language=language,
        name=own_name(language),
        parts=tuple(GapPart(part, part_label(view, part), _anchor(part)) for part in parts),
    )


def _anchor(part: str) -> str:
    if part == "core" or part.startswith("principle/"):
        return "whole"
    return part.replace("/", "-") if "/" in part else f"s-{part}"
