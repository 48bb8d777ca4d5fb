"""What is said of the free words of surveys: the question they answer. Their home is the survey."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from participation.domain.ballot import ANSWER_KEY
from participation.models import Contribution, SurveyAnswer
from servicelofte.common.errors import PeriodClosed
from servicelofte.common.fields import column_words
from servicelofte.common.registry import VoiceHome, VoiceSubject

__all__ = ["SURVEY_HOME", "question_subjects"]


def question_subjects(ids: Sequence[int], language: str) -> Mapping[int, VoiceSubject]:
    """Return {id: the question answered} for contributions that came from surveys; two queries."""
    keys = {
        int(key.removeprefix(ANSWER_KEY)): pk
        for pk, key in Contribution.objects.filter(pk__in=ids).values_list("pk", "submission_key")
        if key and key.startswith(ANSWER_KEY)
    }
    rows = SurveyAnswer.objects.filter(pk__in=keys).select_related("question__survey__project__region")
    return {keys[row.pk]: _subject(row, language) for row in rows}


def _subject(answer: SurveyAnswer, language: str) -> VoiceSubject:
    question, survey = answer.question, answer.question.survey
    words, code = column_words(question, "text", language)
    project = survey.project
    return VoiceSubject(
        title=column_words(survey, "title", language)[0],
        quote=words,
        lang=code,
        url=reverse("participation:survey", args=[project.region.slug, project.slug, survey.pk])
        if project.is_public
        else "",
    )


def _refuse_change(contribution_id: int) -> None:
    raise PeriodClosed(_("The survey has closed. You can withdraw your words, but no longer change them."))


SURVEY_HOME = VoiceHome(subjects=question_subjects, check_open=_refuse_change, changed=lambda changes: None)
