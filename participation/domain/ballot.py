"""Verbs of one person's answers to a survey: send them, take them back, let held ones be counted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.domain.job import enqueue_job
from participation.domain.contribution import TAKEN_BACK
from participation.domain.erasure import erase_contribution
from participation.domain.survey import lock_survey
from participation.enums import COUNT_JOB, SurveyState
from participation.models import Contribution, Survey, SurveyAnswer, SurveyQuestion, SurveySubmission
from projects.domain.ledger import record_event
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, IllegalTransition, PeriodClosed
from servicelofte.common.formatting import full_day
from servicelofte.common.text import plain
from servicelofte.common.tokens import hash_code, receipt_code

PURPOSE = "survey"
ANSWER_KEY = "answer-"
RECOUNT_EVERY = 200


@dataclass(frozen=True)
class GivenAnswer:
    """One choice, figure (1–5) or text given to a question; a question with several choices has one for each."""

    question_id: int
    option_id: int | None = None
    number: int | None = None
    text: str = ""


def answer_key(*, answer_id: int) -> str:
    """Return the sending key under which the free words of an answer become a contribution, once."""
    return f"{ANSWER_KEY}{answer_id}"


def submission_code(*, submission: SurveySubmission) -> str:
    """Return the receipt code of a submission; it is derived, never stored."""
    return receipt_code(purpose=PURPOSE, uuid=submission.uuid, generation=submission.generation)


@transaction.atomic
def submit_answers(
    *,
    survey: Survey,
    language: str,
    answers: Sequence[GivenAnswer],
    nonce: str,
    is_held: bool = False,
) -> SurveySubmission:
    """Keep one person's answers, sent once: a replay of the one-time `nonce` returns the submission kept already.

    Whether the survey is open is decided here, on the locked row. `language` is the page's; `is_held` keeps the answers
    out of the counts until a person releases them. Raises PeriodClosed, or DomainError for an answer to another survey
    and for the replay of what was taken back.
    """
    row = lock_survey(survey_id=survey.pk)
    known = SurveySubmission.objects.filter(survey=row, submission_key=nonce).first()
    if known is not None:
        if known.withdrawn_at:
            raise DomainError(TAKEN_BACK)
        return known
    _require_open(row)
    _check_answers(row, answers)
    submission = _keep(row, language, answers, nonce, is_held)
    if not is_held:
        _count(row, 1)
    record_event(
        region=row.region,
        project=row.project,
        kind="survey.answered",
        subject=f"submission:{submission.pk}",
        data={"survey": row.pk},
        is_public=False,
    )
    return submission


@transaction.atomic
def withdraw_submission(*, submission: SurveySubmission) -> SurveySubmission:
    """Take back one's answers. While the survey is open they are erased and leave the counts.

    Afterwards the sums stand, since a difference between two results would tell what one person chose; the person's own
    words are erased then. Raises IllegalTransition when it was done already.
    """
    survey = lock_survey(survey_id=submission.survey_id)
    row = SurveySubmission.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.pk)
    if row.withdrawn_at:
        raise IllegalTransition(_("These answers were taken back already."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    if survey.state == SurveyState.OPEN:
        row.answers.all().delete()
        if not row.is_held:
            _count(survey, -1)
    else:
        _erase_words(row)
    record_event(
        region=survey.region,
        project=survey.project,
        kind="survey.withdrawn",
        subject=f"submission:{row.pk}",
        data={"survey": survey.pk},
        is_public=False,
    )
    return row


@transaction.atomic
def release_held(*, survey: Survey, actor: User | None) -> int:
    """Let the submissions that were held back be counted with the others, while the survey is open; returns how many.

    Raises IllegalTransition once it is closed: results that change afterwards would tell what single people answered.
    """
    row = lock_survey(survey_id=survey.pk)
    require_releasable(row)
    held = SurveySubmission.objects.filter(survey=row, is_held=True, withdrawn_at=None)
    SurveyAnswer.objects.filter(submission__in=held).update(is_held=False)
    released = held.update(is_held=False)
    if released:
        _count(row, released)
        record_event(
            region=row.region,
            project=row.project,
            kind="survey.released",
            actor=actor,
            subject=f"survey:{row.pk}",
            data={"survey": row.pk, "submissions": released},
            is_public=False,
        )
    return released


def require_releasable(survey: Survey) -> None:
    """Raise IllegalTransition unless a survey is open, so that its results are not shown yet."""
    if survey.state != SurveyState.OPEN:
        raise IllegalTransition(_("Held answers can be released only while the survey is open."))


def _require_open(survey: Survey) -> None:
    if survey.state == SurveyState.OPEN and clock.is_open(survey.opens_on, survey.closes_on):
        return
    if survey.state == SurveyState.CLOSED or clock.today() > survey.closes_on:
        raise PeriodClosed(
            _("The survey has closed. Your answers were not sent, but they are still here for you to copy.")
        )
    raise PeriodClosed(_("The survey opens on %(day)s.") % {"day": full_day(survey.opens_on)})


def _check_answers(survey: Survey, answers: Sequence[GivenAnswer]) -> None:
    known = SurveyQuestion.objects.filter(survey=survey).values_list("pk", "options__pk")
    pairs = {*known, *((question, None) for question, _option in known)}
    if any((answer.question_id, answer.option_id) not in pairs for answer in answers):
        raise DomainError(_("The survey has changed since you opened it. Open it again."))
    if not answers:
        raise DomainError(_("Answer at least one question before you send."))


def _keep(
    survey: Survey, language: str, answers: Sequence[GivenAnswer], nonce: str, is_held: bool
) -> SurveySubmission:
    key = uuid.uuid4()
    submission = SurveySubmission.objects.create(
        region=survey.region,
        survey=survey,
        uuid=key,
        language=language,
        submission_key=nonce,
        code_hash=hash_code(receipt_code(purpose=PURPOSE, uuid=key, generation=1)),
        is_held=is_held,
        received_at=clock.now(),
    )
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            region=survey.region,
            submission=submission,
            question_id=answer.question_id,
            option_id=answer.option_id,
            number=answer.number,
            text=plain(answer.text),
            is_held=is_held,
        )
        for answer in answers
    )
    return submission


def _count(survey: Survey, change: int) -> None:
    """Follow the number of submissions, and have the answers counted in the background every now and then."""
    Survey.objects.filter(pk=survey.pk).update(submission_count=F("submission_count") + change)
    if (
        change > 0
        and (survey.submission_count + change) // RECOUNT_EVERY > survey.submission_count // RECOUNT_EVERY
    ):
        enqueue_job(
            region=survey.region,
            kind=COUNT_JOB,
            occasion=f"survey:{survey.pk}",
            arguments={"survey": survey.pk},
        )


def _erase_words(submission: SurveySubmission) -> None:
    submission.answers.exclude(text="").update(text="")
    keys = [answer_key(answer_id=pk) for pk in submission.answers.values_list("pk", flat=True)]
    for row in Contribution.objects.filter(submission_key__in=keys):
        erase_contribution(contribution=row)
