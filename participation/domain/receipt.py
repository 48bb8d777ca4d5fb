"""Verbs of the receipt: follow by e-mail, stop, and a new code in place of one that got into wrong hands."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from notices.domain.mail import queue_mail
from notices.models import OutboxMail
from participation.domain.contribution import RECEIPT, lock_contribution, save_contribution
from participation.enums import GONE
from participation.models import Contribution, ContributionContact
from projects.domain.ledger import record_event
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.languages import interface_language
from servicelofte.common.limits import count_hit
from servicelofte.common.text import one_line
from servicelofte.common.tokens import hash_code, keyed_digest, receipt_code

RECEIPT_MAIL = "receipt"
MAILS_AN_HOUR = 5
# One person mistypes an address a few times; whoever gives many makes the region write to strangers.
MAILS_OF_RECEIPT_A_DAY = 5
MAILS_OF_REGION_AN_HOUR = 200


def code_of(*, contribution: Contribution) -> str:
    """Return the code on the receipt, derived anew; the one before a new generation no longer opens anything."""
    return receipt_code(purpose=RECEIPT, uuid=contribution.uuid, generation=contribution.generation)


@transaction.atomic
def renew_code(*, contribution: Contribution) -> Contribution:
    """Give the receipt a new code, which revokes the old one. Raises IllegalTransition when there is no receipt."""
    row = lock_contribution(contribution_id=contribution.pk)
    if row.code_hash is None:
        raise IllegalTransition(_("This has no receipt code."))
    row.generation += 1
    row.code_hash = hash_code(code_of(contribution=row))
    save_contribution(row=row, reason="new receipt code")
    _record(row, "contribution.code_renewed")
    return row


@transaction.atomic
def follow_by_email(*, contribution: Contribution, email: str) -> None:
    """Tell the writer by e-mail when the answer comes; the address stands apart from the words.

    A confirmation is sent, at most five an hour to one address in a region, five a day about one receipt and two
    hundred an hour of a region. Raises IllegalTransition when erased.
    """
    row = lock_contribution(contribution_id=contribution.pk)
    if row.moderation in GONE:
        raise IllegalTransition(_("This was withdrawn or erased: there is nothing to follow."))
    email = one_line(email).lower()
    if not email:
        raise DomainError(_("Write the e-mail address."), field="email")
    ContributionContact.objects.update_or_create(
        region=row.region, contribution=row, defaults={"email": email, "wants_answer": True}
    )
    forget_mails(contributions=[row.pk], but_to=email)
    _record(row, "contribution.followed")
    queue_receipt_mail(contribution=row, email=email)


@transaction.atomic
def stop_following(*, contribution: Contribution) -> None:
    """Send no more e-mail about a contribution: the address is deleted, and the name stays when one was given."""
    row = lock_contribution(contribution_id=contribution.pk)
    contacts = ContributionContact.objects.filter(contribution=row)
    contacts.filter(name="").delete()
    contacts.update(email="", wants_answer=False)
    forget_mails(contributions=[row.pk])
    _record(row, "contribution.unfollowed")


def forget_mails(*, contributions: Sequence[int], but_to: str = "") -> None:
    """Delete the mails about these contributions (ids), also to earlier addresses, but for those to `but_to`."""
    rows = OutboxMail.objects.filter(context__contribution__in=contributions)
    rows.exclude(recipient=but_to).delete()


def queue_receipt_mail(*, contribution: Contribution, email: str) -> bool:
    """Queue a mail with the link to the receipt; False when the address, the receipt or the region had enough lately,
    or the address this one already.
    """
    if _has_had_enough(contribution, email):
        return False
    mail = queue_mail(
        region=contribution.region,
        recipient=email,
        kind=RECEIPT_MAIL,
        occasion=f"contribution:{contribution.pk}:{contribution.generation}",
        language=interface_language(contribution.language),
        context={"contribution": contribution.pk},
    )
    return mail is not None


def _has_had_enough(contribution: Contribution, email: str) -> bool:
    """Count a mail, and tell whether it is one too many; what is stopped by one limit counts for no wider one."""
    limits = (
        (email, f"mail:{contribution.region_id}", 60, MAILS_AN_HOUR),
        (str(contribution.uuid), "mail:receipt", 24 * 60, MAILS_OF_RECEIPT_A_DAY),
        (str(contribution.region_id), "mail:region", 60, MAILS_OF_REGION_AN_HOUR),
    )
    return any(
        count_hit(source=keyed_digest(of, salt=salt), action=RECEIPT_MAIL, minutes=minutes) > most
        for of, salt, minutes, most in limits
    )


def _record(row: Contribution, kind: str) -> None:
    record_event(
        region=row.region,
        project=row.project,
        kind=kind,
        subject=f"contribution:{row.pk}",
        data={"channel": row.channel},
        is_public=False,
    )
