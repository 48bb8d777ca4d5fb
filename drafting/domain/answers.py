"""What a body answers, in general and of each cell: as its form has it, as it is kept, and what it may not lack."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from drafting.models import Opinion
from drafting.queries.remiss import READ, goal_name
from participation.domain.contribution import clean_words
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import page_language
from servicelofte.common.text import one_line, plain

Cell = tuple[str, str]
NO_STANCE = _(
    "%(about)s: you wrote on this goal, so choose what you think of it too. If you only comment, choose “No opinion”. "
    "Your words are kept."
)


@dataclass(frozen=True)
class Answers:
    """What a body says: in general and of each cell (perspective, viewpoint) → (stance of Stance or "", words).

    `language` is the code that the words are in; "" where nobody has said, as in answers that an earlier release kept.
    """

    general: str = ""
    signed_by: str = ""
    language: str = ""
    cells: Mapping[Cell, tuple[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the answers as they are kept until they are submitted."""
        cells = {
            f"{perspective}/{viewpoint}": {"stance": stance, "words": words}
            for (perspective, viewpoint), (stance, words) in self.cells.items()
            if stance or words
        }
        own = {"general": self.general, "signed_by": self.signed_by, "language": self.language}
        return {**own, "cells": cells}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Answers":
        """Return answers as they were kept; an empty mapping gives empty answers."""
        cells = {}
        for key, kept in value.get("cells", {}).items():
            perspective, _slash, viewpoint = key.partition("/")
            cells[perspective, viewpoint] = (kept.get("stance", ""), kept.get("words", ""))
        own = {name: value.get(name, "") for name in ("general", "signed_by", "language")}
        return cls(**own, cells=cells)


def unsent(*, answers: Answers, read: int | None) -> dict[str, Any]:
    """Return what is kept of a request until its answers are submitted: the answers, and the number of the version of
    the draft beside which they were written; None where that is not known.
    """
    return {**answers.as_json(), READ: read}


def answers_of(opinion: Opinion) -> Answers:
    """Return what a body submitted, as its form asks for it; words that were erased are left empty."""
    cells = {
        (row.perspective, row.viewpoint): (row.stance, row.contribution.original if row.contribution else "")
        for row in opinion.stances.select_related("contribution")
    }
    said = opinion.contribution
    return Answers(general=said.original, signed_by=opinion.signed_by, language=said.language, cells=cells)


def as_kept(answers: Answers) -> dict[str, Any]:
    """Return answers as `answers_of` reads them back once they are submitted."""
    cells = {cell: (stance, plain(words)) for cell, (stance, words) in answers.cells.items()}
    signed_by = one_line(answers.signed_by)[:160]
    return replace(answers, general=plain(answers.general), signed_by=signed_by, cells=cells).as_json()


def require_complete(answers: Answers) -> str:
    """Return who signs; raise DomainError with all that keeps the answers from being submitted, field by field.

    Words on a goal need the stance: nobody but the body says that it has none.
    """
    words = {"general": answers.general}
    words |= {
        f"words_{perspective}_{viewpoint}": said
        for (perspective, viewpoint), (_stance, said) in answers.cells.items()
        if said
    }
    wrong: dict[str, Any] = {
        f"stance_{perspective}_{viewpoint}": NO_STANCE
        % {"about": goal_name(perspective, viewpoint, page_language())}
        for (perspective, viewpoint), (stance, said) in answers.cells.items()
        if plain(said) and not stance
    }
    for name, said in words.items():
        try:
            clean_words(said)
        except DomainError as error:
            is_empty = name == "general" and not plain(said)
            wrong[name] = _("Write the opinion in general.") if is_empty else error.message
    signed_by = one_line(answers.signed_by)[:160]
    if not signed_by:
        wrong["signed_by"] = _("Write who gives the opinion: name and position.")
    if wrong:
        (field_name, message), *others = wrong.items()
        raise DomainError(message, field=field_name, others=dict(others))
    return signed_by
