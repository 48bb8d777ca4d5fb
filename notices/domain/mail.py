"""Verbs of mail: queue in the transaction of the change, send later, each once."""

import logging
import uuid
from collections.abc import Mapping
from datetime import timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Region
from notices.enums import MailState
from notices.models import OutboxMail
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.text import one_line
from servicelofte.common.wake import wake

log = logging.getLogger(__name__)
CLAIM_MINUTES = 10
MOST_ATTEMPTS = 8


def queue_mail(
    *, region: Region, recipient: str, kind: str, occasion: str, language: str, context: Mapping[str, Any]
) -> OutboxMail | None:
    """Write a mail into the outbox, in the caller's transaction; None when this recipient has it already.

    `context` holds ids and plain values without free text; `language` is sv, fi or en; `occasion` makes it unique.
    """
    known = OutboxMail.objects.filter(recipient=recipient, kind=kind, occasion=occasion)
    if known.exists():
        return None
    try:
        with transaction.atomic():
            mail = OutboxMail.objects.create(
                region=region,
                recipient=recipient,
                kind=kind,
                occasion=occasion,
                language=language,
                context=dict(context),
                due_at=clock.now(),
            )
    except IntegrityError:
        return None
    wake("notices.send_due")
    return mail


def send_due_mail(*, most: int = 50) -> int:
    """Claim and send due mail one by one, at most `most`; returns how many were sent."""
    sent = 0
    for _round in range(most):
        mail = _claim()
        if mail is None:
            break
        with region_scope(mail.region):
            sent += _send(mail)
    return sent


def _claim() -> OutboxMail | None:
    moment = clock.now()
    stale = moment - timedelta(minutes=CLAIM_MINUTES)
    due = Q(state=MailState.DUE, due_at__lte=moment) | Q(state=MailState.SENDING, claimed_at__lt=stale)
    with every_region():
        for mail in OutboxMail.objects.filter(due).order_by("due_at", "pk")[:5]:
            claimed = OutboxMail.objects.filter(due, pk=mail.pk, claim=mail.claim).update(
                state=MailState.SENDING, claim=uuid.uuid4().hex, claimed_at=moment, attempts=F("attempts") + 1
            )
            if claimed:
                return OutboxMail.objects.select_related("region").get(pk=mail.pk)
    return None


def _send(mail: OutboxMail) -> int:
    rows = OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim)
    try:
        message = render_mail(mail)
        if message is None:
            rows.update(state=MailState.DROPPED)
            return 0
        message.send()
    except Exception as error:
        log.warning("mail_failed", extra={"mail": mail.pk, "kind": mail.kind, "error": type(error).__name__})
        later = clock.now() + timedelta(minutes=2**mail.attempts)
        rows.update(state=MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else MailState.DUE, due_at=later)
        return 0
    rows.update(state=MailState.SENT, sent_at=clock.now())
    return 1


def render_mail(mail: OutboxMail) -> EmailMessage | None:
    """Return the message in the recipient's language, or None when it is no longer to be sent.

    Its Message-ID is fixed by the row, so that a second copy after a crash is known as the same.
    """
    values = registry.mails[mail.kind].build(mail.context)
    if values is None:
        return None
    with translation.override(mail.language):
        text = render_to_string(
            f"notices/mail/{mail.kind}.txt", {**values, "region": mail.region, "site_url": settings.SITE_URL}
        )
    subject, _sep, body = text.strip().partition("\n")
    domain = make_msgid().rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=one_line(subject.removeprefix("Subject:")),
        body=body.strip() + "\n",
        to=[mail.recipient],
        headers={"Message-ID": f"<{mail.uuid}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
