"""Verbs of what people say: receive, change, withdraw. Words are kept as they were sent, cleaned to plain text."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TypedDict, Unpack

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from participation.domain.visibility import sights_of, tell_homes
from participation.enums import GONE, MODERATION_MOVES, SHOWN, Channel, Moderation
from participation.models import (
    Contribution,
    ContributionCode,
    ContributionContact,
    ParticipationEvent,
    StakeholderGroup,
)
from projects.domain.ledger import record_event
from projects.domain.rows import require_same_project
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.public_cache import bump_region
from servicelofte.common.text import LONGEST_WORDS, looks_personal, one_line, plain
from servicelofte.common.tokens import hash_code, receipt_code

RECEIPT = "receipt"
TAKEN_BACK = _("You took these back earlier. If you want to send them after all, open a new form.")


class Sender(TypedDict, total=False):
    """Who sends, as far as told: all voluntary. `is_suspect`: a trap or a limit says that a person looks first."""

    name: str
    email: str
    wants_answer: bool
    is_suspect: bool


class Circumstances(Sender, total=False):
    """What may be said beside the words. `codes`: (perspective, viewpoint or ""); `received_at`: an aware moment.

    `moderates_first` (default True): read before it is shown; what is suspect or seems personal waits anyway.
    """

    group: StakeholderGroup | None
    event: ParticipationEvent | None
    service: str
    headcount: int
    entered_by: User | None
    moderates_first: bool
    codes: Sequence[tuple[str, str]]
    received_at: datetime | None
    with_receipt: bool


def receive_contribution(
    *,
    region: Region,
    project: Project,
    channel: str,
    language: str,
    words: str,
    nonce: str = "",
    **beside: Unpack[Circumstances],
) -> Contribution:
    """Keep what somebody said and return it; the same row when the sending named by `nonce` is kept already.

    `words` in `language` (code of Language), `channel` of Channel. Safe inside a transaction and under parallel double
    posting. Raises DomainError when no words are left or they are too many. Handbook p. 32: an open channel, moderated.
    """
    keep = partial(
        store_contribution,
        region=region,
        project=project,
        channel=channel,
        language=language,
        words=words,
        nonce=nonce,
        **beside,
    )
    return keep_once(region=region, nonce=nonce, keep=keep)


def keep_once(*, region: Region, nonce: str, keep: Callable[[], Contribution]) -> Contribution:
    """Return what `keep` keeps, in a transaction of its own; for a replay of `nonce` what is kept already.

    Raises the IntegrityError of `keep` when it was not the replay that it broke on, and DomainError when what is kept
    was taken back since: nobody is told that it was received.
    """
    try:
        with transaction.atomic():
            return keep()
    except (IntegrityError, DomainError, ObjectDoesNotExist):
        known = Contribution.objects.filter(region=region, submission_key=nonce).first() if nonce else None
        if known is None:
            raise
        if known.moderation in GONE:
            raise DomainError(TAKEN_BACK) from None
        return known


def store_contribution(
    *,
    region: Region,
    project: Project,
    channel: str,
    language: str,
    words: str,
    nonce: str = "",
    **beside: Unpack[Circumstances],
) -> Contribution:
    """As `receive_contribution`, but in the caller's transaction, which a replay breaks with IntegrityError."""
    require_same_project(project, beside.get("group"), beside.get("event"))
    row = _new_row(region, words, beside)
    row.project, row.channel, row.language, row.submission_key = project, channel, language, nonce or None
    row.save(force_insert=True)
    _keep_contact(row, beside)
    _keep_codes(row, beside)
    record_event(
        region=region,
        project=project,
        # Words of a survey were said while it was open; the house hands them on when it has closed.
        kind="contribution.handed_over" if channel == Channel.SURVEY else "contribution.received",
        actor=beside.get("entered_by"),
        subject=f"contribution:{row.pk}",
        data={"channel": str(channel)},
        is_public=False,
    )
    if row.moderation in SHOWN:
        bump_region(region.slug)
    return row


def _new_row(region: Region, words: str, beside: Circumstances) -> Contribution:
    words = clean_words(words)
    moment = beside.get("received_at") or clock.now()
    suspect, personal = beside.get("is_suspect", False), looks_personal(words)
    waits = beside.get("moderates_first", True) or suspect or personal
    key = uuid.uuid4()
    code = receipt_code(purpose=RECEIPT, uuid=key, generation=1) if beside.get("with_receipt", True) else ""
    return Contribution(
        region=region,
        uuid=key,
        code_hash=hash_code(code) if code else None,
        original=words,
        public_text="" if waits else words,
        moderation=Moderation.PENDING if waits else Moderation.PUBLISHED,
        is_suspect=suspect,
        may_hold_personal_data=personal,
        group=beside.get("group"),
        event=beside.get("event"),
        service=one_line(beside.get("service", ""))[:120],
        headcount=max(0, beside.get("headcount", 1)),
        entered_by=beside.get("entered_by"),
        is_coded=bool(beside.get("codes")),
        received_at=moment,
        retention_until=retention_day(region=region, received=moment),
    )


def _keep_contact(row: Contribution, beside: Circumstances) -> None:
    name, email = one_line(beside.get("name", ""))[:120], one_line(beside.get("email", ""))[:254]
    if name or email:
        ContributionContact.objects.create(
            region=row.region,
            contribution=row,
            name=name,
            email=email.lower(),
            wants_answer=bool(beside.get("wants_answer") and email),
        )


def _keep_codes(row: Contribution, beside: Circumstances) -> None:
    codes = [
        ContributionCode(
            region=row.region,
            contribution=row,
            perspective=perspective,
            viewpoint=viewpoint,
            coded_by=beside.get("entered_by"),
        )
        for perspective, viewpoint in dict.fromkeys(beside.get("codes", ()))
    ]
    if codes:
        ContributionCode.objects.bulk_create(codes)


def clean_words(words: str) -> str:
    """Return words as plain text; raises DomainError when nothing is left or there are more than 10,000 characters."""
    words = plain(words)
    if not words:
        raise DomainError(_("Write what you want to say."), field="words")
    if len(words) > LONGEST_WORDS:
        raise DomainError(
            _("This is longer than 10,000 characters. Shorten it, or send it in two parts."), field="words"
        )
    return words


def retention_day(*, region: Region, received: datetime) -> date:
    """Return the local day after which name, e-mail and the words as sent are erased, by the region's rule (months)."""
    return clock.day_of(received) + relativedelta(months=region.retention_months)


def lock_contribution(*, contribution_id: int) -> Contribution:
    """Return the row locked for a change, in the caller's transaction; raises Contribution.DoesNotExist."""
    return (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("region", "project")
        .get(pk=contribution_id)
    )


def save_contribution(*, row: Contribution, reason: str) -> None:
    """Save a locked row as its next version; `reason` is kept in its history."""
    row.version += 1
    row._change_reason = reason
    row.save()


@transaction.atomic
def change_contribution(*, contribution: Contribution, words: str) -> Contribution:
    """Put new words in place of the old, by the writer; they are read again before they are shown.

    The words before stay in the history. Raises PeriodClosed when the period is over, IllegalTransition when withdrawn.
    """
    words = clean_words(words)
    row = lock_contribution(contribution_id=contribution.pk)
    home = registry.voice_homes.get(row.channel)
    if home:
        home.check_open(row.pk)
    return put_words(row=row, words=words)


def put_words(*, row: Contribution, words: str, language: str = "") -> Contribution:
    """As `change_contribution`, for a locked row whose home has decided itself that it is in time; `language` is the
    code of the words' language where it changes too.
    """
    words = clean_words(words)
    if row.moderation in GONE:
        raise IllegalTransition(_("This was withdrawn or erased and can no longer be changed."))
    before = sights_of([row])
    if row.moderation != Moderation.PENDING:
        MODERATION_MOVES.check(row, Moderation.PENDING, field="moderation")
    was_shown = row.moderation in SHOWN
    row.original, row.public_text, row.moderation = words, "", Moderation.PENDING
    row.language = language or row.language
    row.may_hold_personal_data = looks_personal(words)
    row.changed_at = clock.now()
    save_contribution(row=row, reason="changed by its writer")
    tell_homes(rows=[row], before=before)
    _record(row, "contribution.changed", is_public=was_shown)
    return row


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution) -> Contribution:
    """Take back what was said, by the writer: nobody sees the words any more. Raises IllegalTransition twice."""
    row = lock_contribution(contribution_id=contribution.pk)
    MODERATION_MOVES.check(row, Moderation.WITHDRAWN, field="moderation")
    before = sights_of([row])
    was_shown = row.moderation in SHOWN
    row.moderation, row.public_text = Moderation.WITHDRAWN, ""
    save_contribution(row=row, reason="withdrawn by its writer")
    tell_homes(rows=[row], before=before)
    _record(row, "contribution.withdrawn", is_public=was_shown)
    return row


def _record(row: Contribution, kind: str, *, is_public: bool) -> None:
    record_event(
        region=row.region,
        project=row.project,
        kind=kind,
        subject=f"contribution:{row.pk}",
        data={"channel": row.channel},
        is_public=is_public,
    )
