"""Verbs of consultations: the dated period in which everybody may comment on a version (Handbook p. 24).

Days are local days of Finland: a consultation is open on its last day until midnight.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from drafting.enums import CONSULTATION_MOVES, ConsultationState, VersionState
from drafting.models import Consultation, DraftVersion
from projects.domain.ledger import record_event
from projects.domain.rows import LAST_DAY_FIRST, hold_active
from projects.models import ServicePromise
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, PeriodClosed
from servicelofte.common.rows import create_row


@transaction.atomic
def open_consultation(
    *,
    version: DraftVersion,
    opens_on: date,
    closes_on: date,
    actor: User | None,
    moderates_first: bool = True,
) -> Consultation:
    """Set the days in which everybody may comment on a version; comments are read first unless `moderates_first` is
    False.

    It goes on when a newer version of the promise is published: comments then refer to that one. Raises DomainError
    when the version is not the published one, the days are in the wrong order or past, or another consultation is
    not over.
    """
    _lock_promise(version.promise_id)
    version.refresh_from_db(fields=["state"])
    require_openable(version)
    _check_days(version, opens_on, closes_on)
    consultation = Consultation(
        region=version.region,
        draft=version,
        opens_on=opens_on,
        closes_on=closes_on,
        moderates_first=moderates_first,
        state=ConsultationState.RUNNING if opens_on <= clock.today() else ConsultationState.PLANNED,
    )
    create_row(consultation, actor=actor)
    _record(consultation, "opened", actor)
    return consultation


@transaction.atomic
def change_consultation(
    *,
    consultation: Consultation,
    opens_on: date,
    closes_on: date,
    moderates_first: bool,
    actor: User | None,
    expected: int,
    reason: str = "",
) -> Consultation:
    """Change the days or the way of moderating; `expected` is the version it was opened at.

    The first day cannot be changed once it has come. Raises DomainError, also while another consultation on the
    promise is open or planned, EditConflict, or PeriodClosed when closed.
    """
    _lock_promise(consultation.draft.promise_id)
    _lock(consultation)
    require_changeable(consultation)
    if opens_on != consultation.opens_on and consultation.opens_on <= clock.today():
        raise DomainError(_("Comments are open already: the first day stays."), field="opens_on")
    _check_days(consultation.draft, opens_on, closes_on)
    _refuse_second(consultation.draft.promise_id, own=consultation.pk)
    consultation.opens_on, consultation.closes_on = opens_on, closes_on
    consultation.moderates_first = moderates_first
    if consultation.state == ConsultationState.PLANNED and opens_on <= clock.today():
        consultation.state = ConsultationState.RUNNING
    save_versioned(consultation, expected=expected, actor=actor, reason=reason)
    _record(consultation, "changed", actor)
    return consultation


@transaction.atomic
def close_consultation(
    *, consultation: Consultation, actor: User | None, expected: int, reason: str
) -> Consultation:
    """Close a consultation before its last day, or call off one that has not begun; from now on nothing is accepted.

    `reason` is demanded and shown in its history. Raises IllegalTransition when it is closed already, EditConflict.
    """
    _lock(consultation)
    require_closable(consultation)
    if not reason.strip():
        raise DomainError(_("Write why commenting is closed."), field="reason")
    consultation.state, consultation.closed_at = ConsultationState.CLOSED, clock.now()
    save_versioned(consultation, expected=expected, actor=actor, reason=reason)
    _record(consultation, "closed", actor)
    return consultation


@transaction.atomic
def reopen_consultation(
    *, consultation: Consultation, closes_on: date, actor: User | None, expected: int, reason: str = ""
) -> Consultation:
    """Open a closed consultation again, until and including `closes_on`, over the version that is published now.

    Raises IllegalTransition unless closed; DomainError when no version is published, for a last day that has passed,
    and while another consultation on the promise is open or planned; EditConflict.
    """
    _lock_promise(consultation.draft.promise_id)
    _lock(consultation)
    draft = require_reopenable(consultation)
    _check_days(consultation.draft, consultation.opens_on, closes_on)
    consultation.draft = draft
    consultation.state, consultation.closed_at = ConsultationState.RUNNING, None
    consultation.closes_on = closes_on
    save_versioned(consultation, expected=expected, actor=actor, reason=reason)
    _record(consultation, "reopened", actor)
    return consultation


def require_openable(version: DraftVersion | None) -> None:
    """Raise DomainError unless a promise's newest version, None without one, can be opened for comments; one query."""
    if version is None:
        raise DomainError(_("Publish a version first: comments refer to one."))
    if version.state != VersionState.PUBLISHED:
        raise DomainError(_("Only the newest published version can be opened for comments."))
    _refuse_second(version.promise_id)


def require_changeable(consultation: Consultation) -> None:
    """Raise PeriodClosed when a consultation is closed."""
    if consultation.state == ConsultationState.CLOSED:
        raise PeriodClosed(_("This consultation is closed. Open it again first."))


def require_closable(consultation: Consultation) -> None:
    """Raise IllegalTransition when a consultation is closed already."""
    CONSULTATION_MOVES.check(consultation, ConsultationState.CLOSED)


def require_reopenable(consultation: Consultation) -> DraftVersion:
    """Return the version that a closed consultation goes on over; two queries.

    Raises IllegalTransition unless it is closed, DomainError while another on the promise is not over or no version is
    published.
    """
    CONSULTATION_MOVES.check(consultation, ConsultationState.RUNNING)
    _refuse_second(consultation.draft.promise_id, own=consultation.pk)
    return _published(consultation.draft)


def _lock_promise(promise_id: int) -> None:
    """Let consultations of a promise begin one at a time, and none while a version is being published or the project
    is closed.
    """
    promise = ServicePromise.objects.select_for_update(no_key=True).get(pk=promise_id)
    hold_active(promise.project_id)


def _refuse_second(promise_id: int, *, own: int = 0) -> None:
    """Raise DomainError while a consultation on the promise other than `own` (its id) is open or planned."""
    others = Consultation.objects.filter(draft__promise=promise_id).exclude(pk=own)
    if any(not row.is_over() for row in others):
        raise DomainError(_("Another consultation on this promise is not over yet."))


def _published(version: DraftVersion) -> DraftVersion:
    """Return the version that is published now; raises DomainError when it was taken back or decided on."""
    rows = DraftVersion.objects.filter(promise=version.promise_id, state=VersionState.PUBLISHED)
    found = rows.select_related("promise__project").first()
    if found is None:
        raise DomainError(_("Only the newest published version can be opened for comments."))
    return found


def _lock(consultation: Consultation) -> None:
    state = Consultation.objects.select_for_update(no_key=True).values_list("state", flat=True)
    consultation.state = state.get(pk=consultation.pk)


def _check_days(version: DraftVersion, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise DomainError(LAST_DAY_FIRST, field="closes_on")
    if closes_on < clock.today():
        raise DomainError(_("Choose a last day that has not passed."), field="closes_on")
    if opens_on < clock.day_of(version.published_at):
        raise DomainError(
            _("Comments cannot open before the day the version was published."), field="opens_on"
        )


def _record(consultation: Consultation, verb: str, actor: User | None) -> None:
    data: dict[str, Any] = {
        "version": consultation.draft.number,
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
    }
    record_event(
        region=consultation.region,
        project=consultation.draft.promise.project,
        kind=f"consultation.{verb}",
        actor=actor,
        subject=f"consultation:{consultation.pk}",
        data=data,
    )
