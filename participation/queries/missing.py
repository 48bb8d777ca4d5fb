"""Which texts of a survey lack a language of the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participation.models import Survey, SurveyQuestion
from servicelofte.common.languages import INTERFACE, own_name

__all__ = ["MissingWords", "what_is_missing"]


@dataclass(frozen=True)
class MissingWords:
    """A text that a language of the region lacks: where it stands in words, the language, and the question's id."""

    place: str
    language: str
    question_id: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {own_name(self.language)}"


def what_is_missing(survey: Survey) -> list[MissingWords]:
    """Return each text of the survey that a language of the region lacks; two queries.

    Title, questions and choices are needed; an introduction or help only when another language has it.
    """
    languages = survey.region.languages
    missing = [
        *_gaps(survey, "title", _("Title"), languages, needed=True),
        *_gaps(survey, "intro", _("Introduction"), languages),
    ]
    questions = survey.questions.prefetch_related("options")
    for number, question in enumerate(questions, start=1):
        place = _("Question %(number)d") % {"number": number}
        missing += _gaps(question, "text", place, languages, needed=True, question=question)
        of_help = _("Question %(number)d, help") % {"number": number}
        missing += _gaps(question, "help", of_help, languages, question=question)
        for position, option in enumerate(question.options.all(), start=1):
            place = _("Question %(number)d, choice %(position)d") % {"number": number, "position": position}
            missing += _gaps(option, "label", place, languages, needed=True, question=question)
    return missing


def _gaps(
    row: Any,
    name: str,
    place: str,
    languages: Sequence[str],
    *,
    needed: bool = False,
    question: SurveyQuestion | None = None,
) -> list[MissingWords]:
    words = {language: getattr(row, f"{name}_{language}") or "" for language in INTERFACE}
    if not needed and not any(words.values()):
        return []
    return [
        MissingWords(place, language, question.pk if question else None)
        for language in languages
        if not words[language]
    ]
