"""Verbs of the remiss: invite bodies, send the link anew, extend the time, register, call off, note what is missing."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from drafting.domain.letter import Contact, contact_fields, letter_in_each, write_contact, write_letter
from drafting.enums import OPEN_STATES, OPINION_MOVES, BodyKind, OpinionState
from drafting.models import Body, Consultation, Opinion, OpinionRequest
from drafting.queries.letter import is_alike
from notices.domain.mail import queue_mail
from participation.models import StakeholderGroup
from participation.queries.groups import groups_by_name
from projects.domain.ledger import record_event
from projects.domain.rows import hold_active
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition, PeriodClosed
from servicelofte.common.fields import columns_of
from servicelofte.common.languages import interface_language
from servicelofte.common.limits import count_hit
from servicelofte.common.rows import create_row, need
from servicelofte.common.tenancy import every_region, require_same_region
from servicelofte.common.text import one_line
from servicelofte.common.tokens import hash_code, keyed_digest, receipt_code

OPINION = "opinion"
INVITATION_MAIL = "opinion_invitation"
RECEIPT_MAIL = "opinion_receipt"
CALLED_OFF_MAIL = "opinion_called_off"
MAILS_TO_ONE_A_DAY = 5
MAILS_OF_REGION_A_DAY = 500
DAY_MINUTES = 24 * 60
# The handbook's stakeholder group that every body of a kind belongs to (p. 14).
GROUP_OF_KIND = {BodyKind.MUNICIPALITY: "municipalities", BodyKind.ORGANISATION: "third_sector"}


def opinion_code(*, opinion_request: OpinionRequest) -> str:
    """Return the code in the body's link, derived anew; a new generation revokes the one before."""
    return receipt_code(purpose=OPINION, uuid=opinion_request.uuid, generation=opinion_request.generation)


@transaction.atomic
def invite_bodies(
    *,
    consultation: Consultation,
    bodies: Sequence[Body],
    due_on: date,
    actor: User,
    group: StakeholderGroup | None = None,
    letter: Mapping[str, str] | None = None,
    contact: Contact | None = None,
    registry_number: str = "",
) -> list[OpinionRequest]:
    """Ask bodies for their opinion on the consultation's version by the local day `due_on`; returns the new requests.

    Each gets a mail in its language, with the `letter` (words by language), the `contact` person and the number in the
    register where they are given. A body that is asked already or is out of use is passed over. Raises PeriodClosed
    when the consultation is over, DomainError for a day that has passed, for a letter or contact as `letter_in_each`
    and `contact_fields` do, or when the region has sent 500 invitations today. Handbook p. 24.

    Whom a body speaks for is the `group`, or that of the project which bears the body's name, as the statutory ones do,
    or else the handbook's group of its kind: a municipality is one of the municipalities, whatever its name.
    """
    # Two officials may ask the same body at once: the one who comes second passes it over.
    if Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk).is_over():
        raise PeriodClosed(_("The consultation is over, so no more bodies can be invited."))
    _check_day(due_on)
    require_same_region(consultation, group, *bodies)
    asked = set(consultation.requests.values_list("body_id", flat=True))
    named = {} if group else groups_by_name(consultation.draft.promise.project_id)
    said = {
        "letter": letter_in_each(region=consultation.region, words=letter or {}),
        "registry_number": _register_number(registry_number),
        **contact_fields(contact or Contact()),
    }
    return [
        _invite(consultation, body, due_on, actor, group or _group_of(body, named), said)
        for body in bodies
        if body.is_active and body.email and body.pk not in asked
    ]


def _group_of(body: Body, named: Mapping[str, StakeholderGroup]) -> StakeholderGroup | None:
    names = (name.casefold() for _language, name in columns_of(body, "name"))
    of_kind = GROUP_OF_KIND.get(BodyKind(body.kind))
    of_its_kind = (group for group in named.values() if of_kind and group.key == of_kind)
    return next((named[name] for name in names if name in named), next(of_its_kind, None))


def _invite(
    consultation: Consultation,
    body: Body,
    due_on: date,
    actor: User,
    group: StakeholderGroup | None,
    said: Mapping[str, Any],
) -> OpinionRequest:
    key = uuid.uuid4()
    row = OpinionRequest(
        region=consultation.region,
        consultation=consultation,
        body=body,
        group=group,
        uuid=key,
        due_on=due_on,
        code_hash=hash_code(receipt_code(purpose=OPINION, uuid=key, generation=1)),
        invited_at=clock.now(),
        **said,
    )
    create_row(row, actor=actor)
    _mail(row)
    record_request_event(opinion_request=row, kind="opinion.invited", actor=actor)
    return row


def _register_number(text: str) -> str:
    return one_line(text)[:40]


def _check_day(due_on: date) -> None:
    if due_on < clock.today():
        raise DomainError(_("Choose a day that has not passed."), field="due_on")


def _mail(row: OpinionRequest) -> None:
    region, email = row.region, row.body.email
    to_one = keyed_digest(email, salt=f"mail:{region.pk}")
    if count_hit(source=to_one, action=INVITATION_MAIL, minutes=DAY_MINUTES) > MAILS_TO_ONE_A_DAY:
        raise DomainError(_("This body has been sent five invitations today. Send the next one tomorrow."))
    of_region = keyed_digest(str(region.pk), salt="mail:region")
    if count_hit(source=of_region, action=INVITATION_MAIL, minutes=DAY_MINUTES) > MAILS_OF_REGION_A_DAY:
        raise DomainError(_("Five hundred invitations have been sent today. Send the rest tomorrow."))
    queue_mail(
        region=region,
        recipient=email,
        kind=INVITATION_MAIL,
        occasion=f"opinion_request:{row.pk}:{row.generation}",
        language=interface_language(row.body.language),
        context={"request": row.pk, "generation": row.generation},
    )


def lock_request(*, request_id: int) -> OpinionRequest:
    """Return the request locked for a change, in the caller's transaction."""
    return (
        OpinionRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("region", "body", "group", "consultation__draft__promise__project")
        .get(pk=request_id)
    )


@transaction.atomic
def resend_invitation(
    *, opinion_request: OpinionRequest, actor: User, asks_again: bool = False
) -> OpinionRequest:
    """Send the invitation anew with a new link; the old link stops working. `asks_again`: what was called off is asked
    for again, which whoever saw it as awaited does not mean.

    Raises DomainError when the opinion is in, when it was called off meanwhile or its last day has passed since, or
    when the body has been sent five invitations today.
    """
    row = lock_request(request_id=opinion_request.pk)
    if row.state == OpinionState.SUBMITTED:
        raise DomainError(_("The opinion has been received already."))
    if row.state == OpinionState.CALLED_OFF:
        if not asks_again:
            raise DomainError(_("The opinion was called off meanwhile. Ask again if it is needed after all."))
        _ask_again(row)
    row.generation += 1
    row.code_hash = hash_code(opinion_code(opinion_request=row))
    _mail(row)
    save_versioned(row, expected=row.version, actor=actor, reason="invitation sent anew")
    record_request_event(opinion_request=row, kind="opinion.invited_anew", actor=actor)
    return row


def _ask_again(row: OpinionRequest) -> None:
    if not row.is_in_time():
        raise DomainError(_("The last day has passed. Set a later one first, then ask again."))
    OPINION_MOVES.check(row, OpinionState.INVITED)
    hold_active(row.consultation.draft.promise.project_id)
    row.state, row.called_off_reason = OpinionState.INVITED, ""


@transaction.atomic
def call_off_opinion(
    *, opinion_request: OpinionRequest, reason: str, actor: User, opened: int
) -> OpinionRequest:
    """No longer ask a body for its opinion: it is told by mail, and its link then says so with the `reason`.

    What it had saved is kept. An opinion that was given and opened for change stands as it was given, and takes no
    more changes. Raises DomainError without a reason, IllegalTransition when the opinion is received or no longer
    awaited, EditConflict when the body saved since version `opened` was read.
    """
    row = lock_request(request_id=opinion_request.pk)
    reason = need(reason, _("Write why the opinion is called off. The body reads it."), field="reason")
    require_awaited(row)
    row.state, row.called_off_reason = OpinionState.CALLED_OFF, reason
    save_versioned(row, expected=opened, actor=actor, reason="called off")
    if row.body.email:
        queue_mail(
            region=row.region,
            recipient=row.body.email,
            kind=CALLED_OFF_MAIL,
            occasion=f"opinion_request:{row.pk}:{row.version}",
            language=interface_language(row.body.language),
            context={"request": row.pk, "called_off": True},
        )
    record_request_event(
        opinion_request=row, kind="opinion.called_off", actor=actor, words={"reason": reason}
    )
    return row


def require_awaited(row: OpinionRequest) -> None:
    """Raise IllegalTransition when an opinion is received or no longer awaited, with nothing to call off."""
    if row.state == OpinionState.SUBMITTED:
        raise IllegalTransition(_("The opinion has been received, and stands."))
    OPINION_MOVES.check(row, OpinionState.CALLED_OFF)


@transaction.atomic
def arrange_request(
    *,
    opinion_request: OpinionRequest,
    due_on: date,
    registry_number: str,
    actor: User,
    opened: int,
    letter: Mapping[str, str] | None = None,
    contact: Contact | None = None,
) -> OpinionRequest:
    """Set a request's last day (local), register number, letter (words by language) and contact person; a later day
    opens a request that was missed. What is None stays.

    The body reads a changed letter by its link at once; it is mailed with the next invitation. `opened` is the version
    that was read. Raises DomainError for a new day that has passed, and as `write_letter` and `write_contact` do,
    EditConflict.
    """
    row = lock_request(request_id=opinion_request.pk)
    changes: dict[str, dict[str, str]] = {}
    if due_on != row.due_on:
        changes["opinion.extended"] = _extend(row, due_on)
    if letter is not None and write_letter(row=row, words=letter):
        changes["opinion.letter_changed"] = {}
    if contact is not None and write_contact(row=row, contact=contact):
        changes["opinion.contact_changed"] = {}
    number = _register_number(registry_number)
    if number != row.registry_number:
        row.registry_number, changes["opinion.registered"] = number, {}
    save_versioned(row, expected=opened, actor=actor)
    for kind, data in changes.items():
        record_request_event(opinion_request=row, kind=kind, actor=actor, data=data)
    return row


@transaction.atomic
def arrange_alike(
    *, opinion_request: OpinionRequest, others: Sequence[int], actor: User, **changes: Any
) -> list[OpinionRequest]:
    """Change a request as `arrange_request` does with `changes`, and with it those of `others` (ids) that are open and
    were like it until now: the same last day, letter and contact person. Each keeps its own register number.

    Returns the requests that were changed, the one named first; what is no longer like it is left as it is. Raises as
    `arrange_request` does.
    """
    # Held in one order, so that two who change the same requests wait for each other.
    held = {pk: lock_request(request_id=pk) for pk in sorted({opinion_request.pk, *others})}
    first = held.pop(opinion_request.pk)
    alike = [row for row in held.values() if is_alike(row, first)]
    done = [arrange_request(opinion_request=opinion_request, actor=actor, **changes)]
    for row in alike:
        own = {"registry_number": row.registry_number, "opened": row.version}
        done.append(arrange_request(opinion_request=row, actor=actor, **{**changes, **own}))
    return done


def _extend(row: OpinionRequest, due_on: date) -> dict[str, str]:
    """Set another last day; returns from which to which, for the ledger."""
    _check_day(due_on)
    # One that was missed, noted so or not, hinders no closing until it is given a later day.
    hold_active(row.consultation.draft.promise.project_id)
    data = {"from": row.due_on.isoformat(), "to": due_on.isoformat()}
    row.due_on = due_on
    if row.state == OpinionState.MISSED:
        OPINION_MOVES.check(row, OpinionState.STARTED)
        row.state = OpinionState.STARTED
    return data


def note_missed(moment: datetime) -> int:
    """Note, over all regions, which requests ran out by the aware `moment` without an opinion; returns how many.

    One whose opinion was opened again goes back to received.
    """
    day = clock.day_of(moment)
    with every_region():
        ids = list(
            OpinionRequest.objects.filter(state__in=OPEN_STATES, due_on__lt=day).values_list("pk", flat=True)
        )
        return sum(_note_missed(pk, day) for pk in ids)


@transaction.atomic
def _note_missed(pk: int, day: date) -> bool:
    row = lock_request(request_id=pk)
    if row.state not in OPEN_STATES or row.due_on >= day:
        return False
    # An opinion that was opened again and not submitted again stands as it was given.
    given = Opinion.objects.filter(request_id=row.pk).exists()
    state, kind = (
        (OpinionState.SUBMITTED, "opinion.kept") if given else (OpinionState.MISSED, "opinion.missed")
    )
    OPINION_MOVES.check(row, state)
    row.state = state
    save_versioned(row, expected=row.version, reason="time ran out")
    record_request_event(opinion_request=row, kind=kind)
    return not given


def record_request_event(
    *,
    opinion_request: OpinionRequest,
    kind: str,
    actor: User | None = None,
    data: dict[str, str] | None = None,
    words: dict[str, str] | None = None,
    is_public: bool = False,
) -> None:
    """Write a line about a request into the ledger: ids and days, and the official's `words` where there are any."""
    record_event(
        region=opinion_request.region,
        project=opinion_request.consultation.draft.promise.project,
        kind=kind,
        actor=actor,
        subject=f"opinion_request:{opinion_request.pk}",
        data={"body": opinion_request.body_id, "due_on": opinion_request.due_on.isoformat(), **(data or {})},
        words=words,
        is_public=is_public,
    )
