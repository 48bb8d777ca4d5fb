"""Erasure and retention: a person's words, name and address go from every table; that something was said stays."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from notices.models import OutboxMail
from participation.domain.contribution import save_contribution
from participation.domain.receipt import forget_mails
from participation.domain.visibility import sights_of, tell_homes
from participation.enums import SHOWN, Channel, Moderation
from participation.models import (
    Contribution,
    ContributionContact,
    ContributionNote,
    ModerationMark,
)
from projects.domain.ledger import erase_event_words, record_event
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region

BATCH = 200


@transaction.atomic
def erase_contribution(*, contribution: Contribution, actor: User | None = None) -> Contribution:
    """Erase a contribution's words, the contact, the history, notes, marker's explanations, ledger words and mails.

    The row stays, empty, so that counts and the receipt can say that it was erased; its sending key stays, so that
    neither a replay nor the closing of a survey brings the words back. The ledger's chain still verifies.
    `actor` is None when the writer asks by the receipt code. GDPR art. 17; doing it twice changes nothing.
    """
    row = _locked([contribution.pk])[0]
    before = sights_of([row])
    was_shown = row.moderation in SHOWN
    row.original = row.public_text = row.service = ""
    row.moderation = Moderation.ERASED
    forget_mails(contributions=[row.pk])
    _clear_beside(row)
    ContributionNote.objects.filter(contribution=row).delete()
    ModerationMark.objects.filter(contribution=row).update(note="")
    save_contribution(row=row, reason="erased")
    tell_homes(rows=[row], before=before)
    record_event(
        region=row.region,
        project=row.project,
        kind="contribution.erased",
        actor=actor,
        subject=f"contribution:{row.pk}",
        data={"channel": row.channel},
        is_public=was_shown,
    )
    return row


def erase_by_email(email: str) -> int:
    """Erase every contribution whose writer left this e-mail address, in the scope at hand; returns how many.

    Mails to the address leave the outbox too.
    """
    email = email.strip().lower()
    ids = list(
        ContributionContact.objects.filter(email__iexact=email).values_list("contribution_id", flat=True)
    )
    for row in Contribution.objects.filter(pk__in=ids):
        erase_contribution(contribution=row)
    OutboxMail.objects.filter(recipient__iexact=email).delete()
    return len(ids)


def apply_retention(moment: datetime) -> int:
    """Clear names, addresses and the words as sent of what has passed its day by the aware `moment`; returns how many.

    What everybody may read stays. Statements of opinion are official documents of their body and stay whole.
    """
    day = clock.day_of(moment)
    cleared = 0
    with every_region():
        due = (
            Contribution.objects.filter(Q(contact__isnull=False) | ~Q(original=""), retention_until__lt=day)
            .exclude(channel=Channel.OPINION)
            .order_by("pk")
        )
        while ids := list(due.values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                rows = _locked(ids)
                forget_mails(contributions=ids)
                for row in rows:
                    _retire(row)
            cleared += len(rows)
    return cleared


def _retire(row: Contribution) -> None:
    row.original = ""
    _clear_beside(row)
    save_contribution(row=row, reason="retention period over")
    record_event(
        region=row.region,
        project=row.project,
        kind="contribution.retired",
        subject=f"contribution:{row.pk}",
        data={"channel": row.channel},
        is_public=False,
    )


def _locked(ids: Iterable[int]) -> list[Contribution]:
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related(
        "region", "project"
    )
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _clear_beside(row: Contribution) -> None:
    """Delete what stands beside the words: contact, history and the ledger's words of it."""
    ContributionContact.objects.filter(contribution=row).delete()
    row.history.all().delete()
    erase_event_words(subject=f"contribution:{row.pk}")
