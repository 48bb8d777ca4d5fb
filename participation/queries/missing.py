"""Which texts of a survey, or of the announcement of an event, lack a language of the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participation.models import ParticipationEvent, Survey, SurveyQuestion
from servicelofte.common.languages import INTERFACE, language_name


@dataclass(frozen=True)
class MissingWords:
    """A text that a language of the region lacks: where it stands in words, the language, and the question's id."""

    place: str
    language: str
    question_id: int | None = None

    def __str__(self) -> str:
        return f"{self.place} ({language_name(self.language)})"


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


def what_event_lacks(event: ParticipationEvent) -> dict[str, str]:
    """Return what residents would miss in an announced event, {field of its form: what, in words}; no query.

    The title is needed in each language of the region, any other text only when another language has it. What is still
    to come also needs a clock time, and a place or a link; what people have been counted at has been held, today too.
    """
    languages = event.region.languages
    texts = {
        "title": _("Title"),
        "about": _("What it is about"),
        "place": _("Where"),
        "sign_up": _("Signing up and asking"),
        "access": _("Accessibility"),
    }
    lacks = {
        f"{name}_{gap.language}": str(gap)
        for name, label in texts.items()
        for gap in _gaps(event, name, label, languages, needed=name == "title")
    }
    if event.is_to_come():
        if event.begins is None:
            lacks["begins"] = _("The clock time")
        if not event.link and not any(getattr(event, f"place_{language}") for language in INTERFACE):
            lacks[f"place_{languages[0]}"] = _("A place, or a link for taking part online")
    return lacks


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
