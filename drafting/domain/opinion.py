"""Verbs of a body's statement of opinion: save, submit before the end of the local day, decline (handbook p. 24)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from drafting.domain.remiss import (
    RECEIPT_MAIL,
    lock_request,
    record_request_event,
)
from drafting.enums import OPINION_MOVES, OpinionState, Stance
from drafting.models import Opinion, OpinionRequest, OpinionStance
from drafting.queries.remiss import OPEN_STATES
from notices.domain.mail import queue_mail
from participation.domain.contribution import clean_words, store_contribution
from participation.enums import Channel
from participation.models import Contribution
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, PeriodClosed
from servicelofte.common.languages import interface_language
from servicelofte.common.text import one_line, plain

Cell = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """What a body says: in general and of each cell (perspective, viewpoint) → (stance of Stance or "", words)."""

    general: str = ""
    signed_by: str = ""
    cells: Mapping[Cell, tuple[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the answers as they are kept until they are submitted."""
        cells = {
            f"{perspective}/{viewpoint}": {"stance": stance, "words": words}
            for (perspective, viewpoint), (stance, words) in self.cells.items()
            if stance or words
        }
        return {"general": self.general, "signed_by": self.signed_by, "cells": cells}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Answers":
        """Return answers as they were kept; an empty mapping gives empty answers."""
        cells = {}
        for key, kept in value.get("cells", {}).items():
            perspective, _slash, viewpoint = key.partition("/")
            cells[perspective, viewpoint] = (kept.get("stance", ""), kept.get("words", ""))
        return cls(general=value.get("general", ""), signed_by=value.get("signed_by", ""), cells=cells)


def _require_time(row: OpinionRequest) -> None:
    if not row.is_in_time():
        raise PeriodClosed(
            _(
                "The last day has passed. Your text is kept below; ask the person who invited you for more time."
            )
        )


@transaction.atomic
def save_opinion(*, opinion_request: OpinionRequest, answers: Answers, opened: int) -> OpinionRequest:
    """Keep answers that are not ready yet, for whoever holds the link; `opened` is the version that was read.

    Raises PeriodClosed after the last day, EditConflict when a colleague saved meanwhile, DomainError when submitted.
    """
    row = lock_request(request_id=opinion_request.pk)
    _require_time(row)
    if row.state == OpinionState.SUBMITTED:
        raise DomainError(_("The opinion has been submitted and can no longer be changed."))
    OPINION_MOVES.check(row, OpinionState.STARTED)
    is_first = row.state == OpinionState.INVITED
    row.state, row.draft_answers = OpinionState.STARTED, answers.as_json()
    save_versioned(row, expected=opened)
    if is_first:
        record_request_event(opinion_request=row, kind="opinion.started")
    return row


@transaction.atomic
def submit_opinion(*, opinion_request: OpinionRequest, answers: Answers, opened: int) -> Opinion:
    """Submit a body's opinion: each cell's words become a contribution coded by the cell, the general ones another.

    Whether it is in time is decided here, with the request locked. A second submission returns the first opinion.
    Raises PeriodClosed, EditConflict, or DomainError when general words or the signature are missing.
    """
    row = lock_request(request_id=opinion_request.pk)
    known = Opinion.objects.filter(request_id=row.pk).first()
    if known:
        return known
    _require_time(row)
    signed_by = one_line(answers.signed_by)[:160]
    if not signed_by:
        raise DomainError(_("Write who gives the opinion: name and position."), field="signed_by")
    _check_words("general", answers.general)
    for (perspective, viewpoint), (_stance, words) in answers.cells.items():
        if words:
            _check_words(f"words_{perspective}_{viewpoint}", words)
    OPINION_MOVES.check(row, OpinionState.SUBMITTED)
    row.state, row.submitted_at, row.draft_answers = OpinionState.SUBMITTED, clock.now(), {}
    save_versioned(row, expected=opened, reason="submitted")
    opinion = Opinion.objects.create(
        region=row.region, request=row, contribution=_contribution(row, answers.general), signed_by=signed_by
    )
    _keep_stances(opinion, row, answers)
    record_request_event(opinion_request=row, kind="opinion.submitted", is_public=True)
    _mail_receipt(row)
    return opinion


def _check_words(name: str, words: str) -> None:
    try:
        clean_words(words)
    except DomainError as error:
        raise DomainError(error.message, field=name) from error


def _contribution(row: OpinionRequest, words: str, *codes: Cell) -> Contribution:
    return store_contribution(
        region=row.region,
        project=row.consultation.draft.promise.project,
        channel=Channel.OPINION,
        language=row.body.language,
        words=words,
        codes=codes,
        group=row.group,
        moderates_first=row.consultation.moderates_first,
        with_receipt=False,
    )


def _keep_stances(opinion: Opinion, row: OpinionRequest, answers: Answers) -> None:
    stances = []
    for (perspective, viewpoint), (stance, words) in answers.cells.items():
        words = plain(words)
        if not stance and not words:
            continue
        stances.append(
            OpinionStance(
                region=row.region,
                opinion=opinion,
                perspective=perspective,
                viewpoint=viewpoint,
                stance=stance or Stance.NO_OPINION,
                contribution=_contribution(row, words, (perspective, viewpoint)) if words else None,
            )
        )
    OpinionStance.objects.bulk_create(stances)


def _mail_receipt(row: OpinionRequest) -> None:
    queue_mail(
        region=row.region,
        recipient=row.body.email,
        kind=RECEIPT_MAIL,
        occasion=f"opinion_request:{row.pk}",
        language=interface_language(row.body.language),
        context={"request": row.pk},
    )


@transaction.atomic
def decline_opinion(*, opinion_request: OpinionRequest, opened: int) -> OpinionRequest:
    """Note that a body gives no opinion; it may still begin in time. Raises EditConflict, IllegalTransition."""
    row = lock_request(request_id=opinion_request.pk)
    if row.state in OPEN_STATES:
        _require_time(row)
    OPINION_MOVES.check(row, OpinionState.DECLINED)
    row.state = OpinionState.DECLINED
    save_versioned(row, expected=opened, reason="declined")
    record_request_event(opinion_request=row, kind="opinion.declined")
    return row


def refuse_change(contribution_id: int) -> None:
    """Raise PeriodClosed: the words of a submitted opinion are a document and are not changed by a receipt code."""
    raise PeriodClosed(_("The opinion has been submitted and can no longer be changed."))
