"""Results of a survey: the same for staff and public, only once it has closed, small groups hidden."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from participation.enums import QuestionKind, SurveyState
from participation.models import Survey, SurveyCount
from participation.queries.disclosure import SMALLEST_GROUP, hide_exclusive, hide_independent
from participation.queries.surveys import AskedQuestion, asked_questions, is_counted
from projects.enums import Perspective
from servicelofte.common.charts import Chart, Choice, bar_chart

__all__ = ["SCALE", "QuestionResult", "results"]

# What each figure of a scale is called; only its ends have words, the same in the form and in the results.
SCALE = {
    1: pgettext_lazy("scale", "1 – not at all"),
    2: "2",
    3: "3",
    4: "4",
    5: pgettext_lazy("scale", "5 – very"),
}


@dataclass(frozen=True)
class QuestionResult:
    """The result of one question: a chart, or for free words how many wrote; None where too few did to say it."""

    question: AskedQuestion
    perspective: str
    chart: Chart | None = None
    wrote: int | None = None
    is_hidden: bool = False


def results(survey: Survey) -> dict[str, Any] | None:
    """Return {people, questions} of a closed and counted survey; None before that, to staff as to everybody.

    `people` is None when fewer than five answered; then nothing else is told either. Three queries.
    """
    if survey.state != SurveyState.CLOSED or not is_counted(survey):
        return None
    counts: dict[int, dict[tuple[int | None, int | None], int]] = defaultdict(dict)
    rows = SurveyCount.objects.filter(question__survey=survey)
    for question_id, option_id, number, answers in rows.values_list(
        "question_id", "option_id", "number", "answers"
    ):
        counts[question_id][option_id, number] = answers
    people = survey.submission_count
    questions = [
        _result(question, counts[question.id], people, number)
        for number, question in enumerate(asked_questions(survey), start=1)
    ]
    return {
        "people": people if people >= SMALLEST_GROUP else None,
        "is_empty": people == 0,
        "questions": questions,
        "smallest": SMALLEST_GROUP,
    }


def _result(
    question: AskedQuestion, counts: dict[tuple[int | None, int | None], int], people: int, number: int
) -> QuestionResult:
    perspective = str(Perspective(question.perspective).label) if question.perspective else ""
    if people < SMALLEST_GROUP:
        return QuestionResult(question, perspective, is_hidden=True)
    if question.kind == QuestionKind.TEXT:
        wrote = hide_independent([counts.get((None, None), 0)], people=people)[0]
        return QuestionResult(question, perspective, wrote=wrote, is_hidden=wrote is None)
    if question.kind == QuestionKind.SCALE:
        cells = [(str(label), counts.get((None, figure), 0)) for figure, label in SCALE.items()]
    else:
        cells = [(label, counts.get((option, None), 0)) for option, label in question.options]
    figures = [count for _label, count in cells]
    is_multiple = question.kind == QuestionKind.MANY
    if is_multiple:
        shown = hide_independent(figures, people=people)
    else:
        # Those who left the question open are a group too: everybody knows how many took part.
        shown = hide_exclusive([*figures, people - sum(figures)])[:-1]
    choices = [Choice(label, count) for (label, _count), count in zip(cells, shown, strict=True)]
    if all(choice.count is None for choice in choices):
        return QuestionResult(question, perspective, is_hidden=True)
    chart = bar_chart(
        question.text,
        choices,
        respondents=people if is_multiple else sum(figures),
        is_multiple=is_multiple,
        id_prefix=f"question-{number}",
    )
    return QuestionResult(question, perspective, chart=chart)
