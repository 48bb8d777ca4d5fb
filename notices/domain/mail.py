"""Verbs of mail: queue in the transaction of the change, send later, each once."""

import logging
import re
import uuid
from collections.abc import Mapping
from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Region
from notices.enums import MailState
from notices.marks import language_of, without_marks
from notices.models import OutboxMail
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.text import one_line
from servicelofte.common.wake import wake

log = logging.getLogger(__name__)
CLAIM_MINUTES = 10
MOST_ATTEMPTS = 8
_LINKED_ROW = re.compile(r"- (?P<words>[^\n]+)\n\s+(?P<url>\S+)")
_MANY_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")


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
    if sent:
        log.info("mails_sent", extra={"mails": sent})
    return sent


def _claim() -> OutboxMail | None:
    moment = clock.now()
    stale = moment - timedelta(minutes=CLAIM_MINUTES)
    due = Q(state=MailState.DUE, due_at__lte=moment) | Q(state=MailState.SENDING, claimed_at__lt=stale)
    with every_region():
        # What ended its workers so many times is given up, like what the server refused so many times.
        lost = OutboxMail.objects.filter(state=MailState.SENDING, claimed_at__lt=stale)
        lost.filter(attempts__gte=MOST_ATTEMPTS).update(state=MailState.FAILED)
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
    _mark_sent(rows)
    return 1


def _mark_sent(rows: QuerySet[OutboxMail]) -> None:
    rows.update(state=MailState.SENT, sent_at=clock.now())


def render_mail(mail: OutboxMail) -> EmailMessage | None:
    """Return the message in the recipient's language, or None when it is no longer to be sent.

    It comes from the region, is answered to the region's contact address, and says the same as text and as a page.
    Its Message-ID is fixed by the row, so that a second copy after a crash is known as the same.
    """
    with translation.override(mail.language):
        values = registry.mails[mail.kind].build(mail.context)
        if values is None:
            return None
        text = render_to_string(
            f"notices/mail/{mail.kind}.txt", {**values, "region": mail.region, "site_url": settings.SITE_URL}
        )
        sender = formataddr((one_line(mail.region.name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    first, _sep, rest = text.strip().partition("\n")
    subject, body = one_line(first.removeprefix("Subject:")), _MANY_BLANKS.sub("\n\n", rest).strip() + "\n"
    message = EmailMultiAlternatives(
        subject=subject,
        body=without_marks(body),
        from_email=sender,
        to=[mail.recipient],
        reply_to=[mail.region.contact_email] if mail.region.contact_email else [],
        headers={**_headers(mail), **_stop_header(values)},
    )
    page = {"subject": subject, "blocks": _blocks(body), "language": mail.language}
    message.attach_alternative(render_to_string("notices/mail/page.html", page), "text/html")
    return message


def _blocks(body: str) -> list[dict[str, str]]:
    """Return the paragraphs of a mail as {text, lang, url}; `lang` is that of one marked as in another language.

    A row of a list with an address of this site below it is a link by its own words, and the address its `url`.
    """
    blocks = []
    for block in (block.strip() for block in body.split("\n\n")):
        text = without_marks(block)
        row = _LINKED_ROW.fullmatch(text)
        if row and row["url"].startswith(f"{settings.SITE_URL}/"):
            blocks.append({"text": row["words"], "lang": "", "url": row["url"]})
        else:
            blocks.append({"text": text, "lang": language_of(block), "url": ""})
    return blocks


def _headers(mail: OutboxMail) -> dict[str, str]:
    return {
        # By the site's own name: the machine that sends may differ from one copy to the next.
        "Message-ID": f"<{mail.uuid}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }


def _stop_header(values: Mapping[str, Any]) -> dict[str, str]:
    """Return where messages that somebody asked for are stopped (RFC 2369), as mail programs show it."""
    path = values.get("stop_path")
    return {"List-Unsubscribe": f"<{settings.SITE_URL}{path}>"} if path else {}
