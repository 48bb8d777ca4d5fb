"""Results of a survey: the same for staff and public, only once it has closed, small groups hidden."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from participation.enums import QuestionKind, SurveyState
from participation.models import Survey, SurveyCount
from participation.queries.disclosure import SMALLEST_GROUP, hide_exclusive, hide_independent
from participation.queries.surveys import AskedQuestion, asked_questions, is_counted
from projects.enums import Perspective
from servicelofte.common.charts import Chart, Choice, bar_chart

# What is counted of a question: an option's id or a figure of the scale; neither where it is how many wrote.
CountKey = tuple[int | None, int | None]

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
    """Return {people, questions, has_words …} of a closed and counted survey; None before, to staff as to everybody.

    `people` is None when fewer than five answered; then nothing else is told either. Three queries.
    """
    if survey.state != SurveyState.CLOSED or not is_counted(survey):
        return None
    counts: dict[int, dict[CountKey, int]] = defaultdict(dict)
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
        "has_words": any(
            any(counts[row.question.id].values())
            for row in questions
            if row.question.kind == QuestionKind.TEXT
        ),
        "smallest": SMALLEST_GROUP,
    }


def _result(
    question: AskedQuestion, counts: Mapping[CountKey, int], people: int, number: int
) -> QuestionResult:
    perspective = str(Perspective(question.perspective).label) if question.perspective else ""
    keys = counted_keys(question.kind, [option for option, _label in question.options])
    figures = [counts.get(key, 0) for key in keys]
    shown = disclosed(question.kind, figures, people)
    if people < SMALLEST_GROUP or all(count is None for count in shown):
        return QuestionResult(question, perspective, is_hidden=True)
    if question.kind == QuestionKind.TEXT:
        return QuestionResult(question, perspective, wrote=shown[0])
    labels = (
        map(str, SCALE.values()) if question.kind == QuestionKind.SCALE else dict(question.options).values()
    )
    is_multiple = question.kind == QuestionKind.MANY
    chart = bar_chart(
        question.text,
        [Choice(label, count) for label, count in zip(labels, shown, strict=True)],
        respondents=people if is_multiple else sum(figures),
        is_multiple=is_multiple,
        id_prefix=f"question-{number}",
    )
    return QuestionResult(question, perspective, chart=chart)


def counted_keys(kind: str, options: Iterable[int]) -> list[CountKey]:
    """Return (option, figure) of everything that is counted of a question of a `kind` (of QuestionKind) with these
    options, in their order; of free words the one count of how many wrote.
    """
    if kind == QuestionKind.TEXT:
        return [(None, None)]
    if kind == QuestionKind.SCALE:
        return [(None, figure) for figure in SCALE]
    return [(option, None) for option in options]


def disclosed(kind: str, figures: Sequence[int], people: int) -> list[int | None]:
    """Return all counts of a question as everybody may know them, None where a small group is hidden.

    `people` is how many sent the survey; when fewer than five did, everything is hidden.
    """
    if people < SMALLEST_GROUP:
        return [None] * len(figures)
    if kind in (QuestionKind.TEXT, QuestionKind.MANY):
        return hide_independent(figures, people=people)
    # Those who left the question open are a group too: everybody knows how many took part.
    return hide_exclusive([*figures, people - sum(figures)])[:-1]
