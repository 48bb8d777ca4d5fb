"""Verbs of the ledger: record, seal, erase words, verify."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Region, User
from projects.domain.rows import require_going_on
from projects.models import EventDetail, EventSeal, Project, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.digest import json_digest
from servicelofte.common.guards import missing_triggers
from servicelofte.common.public_cache import bump_public
from servicelofte.common.tenancy import every_region, region_scope

GENESIS = "0" * 64
BATCH = 500


@dataclass(frozen=True)
class LedgerFault:
    """The first thing that does not fit: region slug, seal number (0: none), and what is wrong, in English."""

    region: str
    number: int
    problem: str


def record_event(
    *,
    region: Region,
    kind: str,
    project: Project | None = None,
    actor: User | None = None,
    subject: str = "",
    data: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    is_public: bool = True,
) -> ProjectEvent:
    """Append one line to the ledger, in the transaction of the change it tells of.

    `kind` is "<noun>.<verb past>" such as "version.published"; `subject` is "<noun>:<id>"; `data` holds ids and figures
    only, `words` free text, which can be erased later. `is_public` False: nothing changes on public pages.
    Raises IllegalTransition in a closed project, unless the kind is one that goes on there
    (`registry.events_when_closed`): with the transaction, the change that it tells of is taken back.
    """
    if project is not None:
        require_going_on(project, kind=kind, actor=actor)
    salt = secrets.token_hex(16) if words else ""
    event = ProjectEvent.objects.create(
        region=region,
        project=project,
        kind=kind,
        actor=actor.uuid if actor else None,
        subject=subject,
        data=dict(data or {}),
        detail_digest=json_digest(dict(words), salt=salt) if words else "",
        at=clock.now(),
    )
    if words:
        EventDetail.objects.create(region=region, event=event, words=dict(words), salt=salt)
    if is_public:
        bump_public(region.slug)
    return event


def erase_event_words(*, subject: str) -> int:
    """Delete the words of all events about `subject`; the events and their chain stay. Returns how many were erased."""
    return EventDetail.objects.filter(event__subject=subject).delete()[0]


def seal_digest(*, event: ProjectEvent, number: int, previous: str) -> str:
    """Return the digest (hex SHA-256) of an event as link `number` of its region's chain."""
    content = {
        "region": event.region_id,
        "number": number,
        "previous": previous,
        "uuid": str(event.uuid),
        "project": event.project_id,
        "kind": event.kind,
        "actor": str(event.actor) if event.actor else None,
        "subject": event.subject,
        "data": event.data,
        "detail": event.detail_digest,
        "at": event.at.astimezone(clock.HELSINKI).isoformat(),
    }
    return json_digest(content)


def seal_events(*, region: Region) -> int:
    """Seal the region's unsealed events in order; of two sealers at once, one changes nothing. Returns how many."""
    sealed = 0
    while True:
        with transaction.atomic():
            # What others write of the region meanwhile is not held up, nor does it end in a deadlock.
            Region.objects.select_for_update(no_key=True).get(pk=region.pk)
            count = _seal_batch(region)
        sealed += count
        if count < BATCH:
            return sealed


def _seal_batch(region: Region) -> int:
    last = EventSeal.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, GENESIS)
    seals = []
    for event in ProjectEvent.objects.filter(seal=None).order_by("pk")[:BATCH]:
        number += 1
        digest = seal_digest(event=event, number=number, previous=previous)
        seals.append(
            EventSeal(
                region=region,
                event=event,
                number=number,
                previous=previous,
                digest=digest,
                sealed_at=clock.now(),
            )
        )
        previous = digest
    EventSeal.objects.bulk_create(seals)
    return len(seals)


def verify_ledger() -> LedgerFault | None:
    """Check every guard, seal and detail of every region; returns the first fault, or None when all fits."""
    missing = missing_triggers()
    if missing:
        return LedgerFault(region="", number=0, problem=f"guard missing in the database: {missing[0]}")
    for region in Region.objects.order_by("pk"):
        with region_scope(region):
            fault = _verify_region(region)
        if fault:
            return fault
    return None


def verify_chain(*, region: Region) -> LedgerFault | None:
    """Check every seal and detail of one region; returns the first fault, or None when all fits."""
    with region_scope(region):
        return _verify_region(region)


def _verify_region(region: Region) -> LedgerFault | None:
    previous = GENESIS
    seals = EventSeal.objects.select_related("event__detail").order_by("number")
    for number, seal in enumerate(seals.iterator(chunk_size=1000), start=1):
        if seal.number != number:
            return LedgerFault(region.slug, number, "seal missing")
        if seal.previous != previous or seal.digest != seal_digest(
            event=seal.event, number=number, previous=previous
        ):
            return LedgerFault(region.slug, number, f"event {seal.event.uuid} or its seal was altered")
        detail = getattr(seal.event, "detail", None)
        if detail and json_digest(detail.words, salt=detail.salt) != seal.event.detail_digest:
            return LedgerFault(region.slug, number, f"words of event {seal.event.uuid} were altered")
        previous = seal.digest
    return None


def verify_head(*, region: str, number: int, digest: str) -> LedgerFault | None:
    """Check that the chain of the region (slug) still has the published link `number` with its `digest`.

    This finds a ledger whose last links were cut off; returns the fault, or None when the link stands.
    """
    found = Region.objects.filter(slug=region).first()
    if found is None:
        return LedgerFault(region, number, "there is no such region")
    if number == 0 and digest == GENESIS:
        return None
    with region_scope(found):
        seal = EventSeal.objects.filter(number=number).first()
    if seal is None:
        return LedgerFault(region, number, "the published link is missing: the ledger was cut off")
    if seal.digest != digest:
        return LedgerFault(region, number, "the link differs from the published one")
    return None


def chain_head(*, region: Region) -> tuple[int, str]:
    """Return (number, digest) of the region's last seal, to be printed in a PDF or backup; (0, zeros) when none."""
    with region_scope(region):
        last = EventSeal.objects.order_by("-number").first()
    return (last.number, last.digest) if last else (0, GENESIS)


def seal_every_region() -> int:
    """Seal what is unsealed in every region; returns how many events."""
    with every_region():
        ids = list(ProjectEvent.objects.filter(seal=None).values_list("region_id", flat=True).distinct())
    sealed = 0
    for region in Region.objects.filter(pk__in=ids):
        with region_scope(region):
            sealed += seal_events(region=region)
    return sealed
