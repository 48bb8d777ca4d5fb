"""Counts the answers of a survey in the background, and hands its free words to the inbox once it has closed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count

from participation.domain.ballot import answer_key
from participation.domain.contribution import receive_contribution
from participation.domain.survey import lock_survey
from participation.enums import Channel, SurveyState
from participation.models import Survey, SurveyAnswer, SurveyCount, SurveyQuestion, SurveySubmission
from projects.domain.ledger import record_event
from servicelofte.common import clock
from servicelofte.common.registry import JobContext
from servicelofte.common.tenancy import every_region

BATCH = 100


@transaction.atomic
def count_answers(*, survey_id: int) -> int:
    """Count a survey's answers anew from the raw rows, by one grouped statement; returns how many cells came of it.

    The old counts give way in the same transaction, so that a count broken off half-way leaves them as they were and
    the next run equals a recount. Held and withdrawn answers are left out.
    """
    survey = lock_survey(survey_id=survey_id)
    questions = list(SurveyQuestion.objects.filter(survey=survey).values_list("pk", flat=True))
    moment = clock.now()
    SurveyCount.objects.filter(question__in=questions).delete()
    counts = [
        SurveyCount(
            region=survey.region,
            question_id=question,
            option_id=option,
            number=number,
            answers=answers,
            counted_at=moment,
        )
        for question, option, number, answers in _grouped(questions)
    ]
    SurveyCount.objects.bulk_create(counts)
    last = SurveySubmission.objects.filter(survey=survey).order_by("-pk").values_list("pk", flat=True).first()
    Survey.objects.filter(pk=survey.pk).update(counted_up_to=last or 0, counted_at=moment)
    if survey.state == SurveyState.CLOSED:
        record_event(
            region=survey.region,
            project=survey.project,
            kind="survey.counted",
            subject=f"survey:{survey.pk}",
            data={"survey": survey.pk, "submissions": survey.submission_count},
        )
    return len(counts)


def _grouped(questions: list[int]) -> list[tuple[int, int | None, int | None, int]]:
    """Return (question, option, figure, answers); the questions are the region's, so that the index alone suffices."""
    with every_region():
        rows = (
            SurveyAnswer.objects.filter(question__in=questions, is_held=False)
            .order_by()
            .values_list("question_id", "option_id", "number")
            .annotate(answers=Count("*"))
        )
        return list(rows)


def hand_over_words(*, survey_id: int, progress: Callable[[int, int], None] | None = None) -> int:
    """Make each free answer of a closed survey a contribution that waits to be read; returns how many.

    The words move: they stand in the contribution alone afterwards, so that there is one moderation and one erasure.
    Done answer by answer, so that what was broken off is finished by the next run and nothing comes twice. Words of
    held submissions come too, marked as suspect.
    """
    survey = Survey.objects.select_related("region", "project", "group").get(pk=survey_id)
    if survey.state != SurveyState.CLOSED:
        return 0
    waiting = SurveyAnswer.objects.filter(question__survey=survey, submission__withdrawn_at=None).exclude(
        text=""
    )
    total, done = waiting.count(), 0
    while rows := list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        for answer_id in rows:
            _hand_over(survey, answer_id)
            done += 1
        if progress:
            progress(done, max(total, done))
    return done


@transaction.atomic
def _hand_over(survey: Survey, answer_id: int) -> None:
    rows = SurveyAnswer.objects.select_for_update(of=("self",), no_key=True).select_related(
        "question", "submission"
    )
    answer = rows.get(pk=answer_id)
    if not answer.text:
        return
    receive_contribution(
        region=survey.region,
        project=survey.project,
        channel=Channel.SURVEY,
        language=answer.submission.language,
        words=answer.text,
        nonce=answer_key(answer_id=answer.pk),
        group=survey.group,
        codes=[(answer.question.perspective, "")] if answer.question.perspective else [],
        received_at=answer.submission.received_at,
        is_suspect=answer.is_held,
        with_receipt=False,
    )
    SurveyAnswer.objects.filter(pk=answer.pk).update(text="")


def run_count_job(context: JobContext) -> Mapping[str, Any]:
    """Run the job `survey.aggregate` ({"survey": id}): count, and after the closing hand over the free words."""
    survey_id = int(context.arguments["survey"])
    context.progress(0, 2)
    cells = count_answers(survey_id=survey_id)
    context.progress(1, 2)
    words = hand_over_words(survey_id=survey_id, progress=context.progress)
    return {"cells": cells, "words": words}
