"""Verbs of a body's statement of opinion: save, submit before the end of the local day, open again, decline (handbook
p. 24).
"""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from drafting.domain.answers import Answers, Cell, answers_of, as_kept, require_complete, unsent
from drafting.domain.remiss import RECEIPT_MAIL, lock_request, record_request_event
from drafting.enums import OPEN_STATES, OPINION_MOVES, OpinionState
from drafting.models import Opinion, OpinionRequest, OpinionStance
from drafting.queries.remiss import SUBMITTED
from notices.domain.mail import queue_mail
from participation.domain.contribution import (
    lock_contribution,
    put_words,
    store_contribution,
    withdraw_contribution,
)
from participation.enums import GONE, Channel
from participation.models import Contribution
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition, PeriodClosed
from servicelofte.common.languages import interface_language
from servicelofte.common.text import plain

BY_A_COLLEAGUE = _(
    "A colleague saved the opinion meanwhile. The words below are kept: compare them and save again."
)
OTHER_VERSION = _(
    "Opinions are now asked for on another version of the draft than when you opened this page. The goals below are "
    "those of that version, and your text is kept: read them, and submit again."
)
IN_ALREADY = _(
    "The opinion has been submitted. Your text is kept below; open your link again to change the opinion."
)


class OtherVersion(DomainError):
    """The body read another version of the draft than the one that its opinion would be given on."""


def _require_time(row: OpinionRequest) -> None:
    if not row.is_in_time():
        raise PeriodClosed(
            _(
                "The last day has passed. Your text is kept below; ask the person who invited you for more time."
            )
        )


def _require_asked(row: OpinionRequest) -> None:
    if row.state == OpinionState.CALLED_OFF:
        raise DomainError(
            _(
                "The opinion is no longer asked for, so it cannot be saved or submitted. Your text is kept below."
            )
        )


@transaction.atomic
def save_opinion(
    *, opinion_request: OpinionRequest, answers: Answers, opened: int, read: int | None = None
) -> OpinionRequest:
    """Keep answers that are not ready yet, for whoever holds the link; `opened` is the version of the request that
    the page showed, `read` the number of the draft's version beside which they were written, None where that is not
    known: whoever opens the link next is told when there is a newer one.

    Raises PeriodClosed after the last day, EditConflict when a colleague saved meanwhile, DomainError when submitted
    or no longer asked for.
    """
    row = lock_request(request_id=opinion_request.pk)
    _require_asked(row)
    _require_time(row)
    if row.state == OpinionState.SUBMITTED:
        raise DomainError(IN_ALREADY)
    OPINION_MOVES.check(row, OpinionState.STARTED)
    is_first = row.state == OpinionState.INVITED
    row.state, row.draft_answers = OpinionState.STARTED, unsent(answers=answers, read=read)
    save_versioned(row, expected=opened, conflict=BY_A_COLLEAGUE)
    if is_first:
        record_request_event(opinion_request=row, kind="opinion.started")
    return row


@transaction.atomic
def submit_opinion(
    *, opinion_request: OpinionRequest, answers: Answers, opened: int, read: int | None = None
) -> Opinion:
    """Submit a body's opinion: each cell's words become a contribution coded by the cell, the general ones another.

    Whether it is in time is decided here, with the request locked. Sent twice, it returns the first opinion; one that
    was opened again is replaced. `read` is the number of the version that the body had before it, None where that is
    not known; where the answers do not say which language they are in, it is the body's. Raises PeriodClosed,
    EditConflict, OtherVersion when opinions are now asked for on another, or
    DomainError when general words, the signature or a stance beside words on a goal are missing, other words are in
    already, or the opinion is no longer asked for.
    """
    row = lock_request(request_id=opinion_request.pk)
    answers = replace(answers, language=answers.language or row.body.language)
    known = Opinion.objects.filter(request_id=row.pk).select_related("contribution").first()
    if known and row.state == OpinionState.SUBMITTED:
        if as_kept(answers) != answers_of(known).as_json():
            raise DomainError(IN_ALREADY)
        return known
    _require_asked(row)
    _require_time(row)
    if read and read != row.consultation.draft.number:
        raise OtherVersion(OTHER_VERSION)
    signed_by = require_complete(answers)
    OPINION_MOVES.check(row, OpinionState.SUBMITTED)
    row.state, row.submitted_at, row.draft_answers = OpinionState.SUBMITTED, clock.now(), {}
    save_versioned(row, expected=opened, reason=SUBMITTED, conflict=BY_A_COLLEAGUE)
    opinion = known or Opinion(region=row.region, request=row)
    opinion.signed_by, opinion.draft = signed_by, row.consultation.draft
    if known:
        said = _said(row, known.contribution, answers.language, answers.general)
        opinion.contribution = said or known.contribution
    else:
        opinion.contribution = _contribution(row, answers.language, answers.general)
    opinion.save()
    _keep_stances(opinion, row, answers)
    kind = "opinion.changed" if known else "opinion.submitted"
    record_request_event(opinion_request=row, kind=kind, is_public=True)
    _mail_receipt(row)
    return opinion


@transaction.atomic
def reopen_opinion(*, opinion_request: OpinionRequest, opened: int) -> OpinionRequest:
    """Lay a submitted opinion out for change, before its last day is over; it stands until it is submitted again.

    Raises PeriodClosed after the last day, EditConflict when a colleague was there first, IllegalTransition when
    nothing has been submitted.
    """
    row = lock_request(request_id=opinion_request.pk)
    _require_time(row)
    given = Opinion.objects.filter(request_id=row.pk).select_related("contribution", "draft")
    opinion = given.defer("draft__snapshot").first()
    if opinion is None or row.state != OpinionState.SUBMITTED:
        raise IllegalTransition(_("There is no submitted opinion to change."))
    OPINION_MOVES.check(row, OpinionState.STARTED)
    row.state = OpinionState.STARTED
    # Words that were being changed when an earlier last day passed are kept, and go before what was given.
    row.draft_answers = row.draft_answers or unsent(answers=answers_of(opinion), read=opinion.draft.number)
    save_versioned(row, expected=opened, reason="opened again")
    record_request_event(opinion_request=row, kind="opinion.reopened")
    return row


@transaction.atomic
def keep_opinion(*, opinion_request: OpinionRequest, opened: int) -> OpinionRequest:
    """Let the opinion that was opened again stand as it was given; the words that were not submitted are let go.

    Raises EditConflict, IllegalTransition when no opinion was given.
    """
    row = lock_request(request_id=opinion_request.pk)
    if not Opinion.objects.filter(request_id=row.pk).exists():
        raise IllegalTransition(_("There is no submitted opinion to change."))
    if row.state == OpinionState.SUBMITTED:
        return row
    OPINION_MOVES.check(row, OpinionState.SUBMITTED)
    row.state, row.draft_answers = OpinionState.SUBMITTED, {}
    save_versioned(row, expected=opened, reason="stands as given")
    record_request_event(opinion_request=row, kind="opinion.let_stand")
    return row


def _contribution(row: OpinionRequest, language: str, words: str, *codes: Cell) -> Contribution:
    return store_contribution(
        region=row.region,
        project=row.consultation.draft.promise.project,
        channel=Channel.OPINION,
        language=language,
        words=words,
        codes=codes,
        group=row.group,
        # A body is heard once: words on a goal of the promise belong to what it says in general.
        headcount=0 if codes else 1,
        moderates_first=row.consultation.moderates_first,
        with_receipt=False,
    )


def _said(
    row: OpinionRequest, before: Contribution | None, language: str, words: str, *codes: Cell
) -> Contribution | None:
    """Return the contribution that holds `words` in `language`: the one before when it says the same or may be changed.

    Words that are left out now are withdrawn; None where nothing is said.
    """
    words = plain(words)
    if before is None or before.moderation in GONE:
        return _contribution(row, language, words, *codes) if words else None
    if not words:
        withdraw_contribution(contribution=before)
        return None
    if (words, language) == (before.original, before.language):
        return before
    return put_words(row=lock_contribution(contribution_id=before.pk), words=words, language=language)


def _keep_stances(opinion: Opinion, row: OpinionRequest, answers: Answers) -> None:
    """Keep the stance and words of each cell; of an opinion that is replaced, those that were there are changed."""
    given = {
        (each.perspective, each.viewpoint): each for each in opinion.stances.select_related("contribution")
    }
    for cell, (stance, words) in answers.cells.items():
        before = given.pop(cell, None)
        said = _said(row, before.contribution if before else None, answers.language, words, cell)
        if not stance and said is None:
            if before:
                before.delete()
            continue
        kept = before or OpinionStance(
            region=row.region, opinion=opinion, perspective=cell[0], viewpoint=cell[1]
        )
        kept.stance, kept.contribution = stance, said
        kept.save()
    for left_out in given.values():
        _said(row, left_out.contribution, answers.language, "")
        left_out.delete()


def _mail_receipt(row: OpinionRequest) -> None:
    queue_mail(
        region=row.region,
        recipient=row.body.email,
        kind=RECEIPT_MAIL,
        occasion=f"opinion_request:{row.pk}:{row.version}",
        language=interface_language(row.body.language),
        context={"request": row.pk},
    )


@transaction.atomic
def decline_opinion(*, opinion_request: OpinionRequest, opened: int) -> OpinionRequest:
    """Note that a body gives no opinion; it may still begin in time. Raises EditConflict, IllegalTransition."""
    row = lock_request(request_id=opinion_request.pk)
    if row.state in OPEN_STATES:
        _require_time(row)
    if Opinion.objects.filter(request_id=row.pk).exists():
        raise IllegalTransition(_("The opinion has been submitted, and stands. Change it instead."))
    OPINION_MOVES.check(row, OpinionState.DECLINED)
    row.state = OpinionState.DECLINED
    save_versioned(row, expected=opened, reason="declined")
    record_request_event(opinion_request=row, kind="opinion.declined")
    return row


def refuse_change(contribution_id: int) -> None:
    """Raise PeriodClosed: the words of a submitted opinion are a document and are not changed by a receipt code."""
    raise PeriodClosed(_("The opinion has been submitted and can no longer be changed."))
