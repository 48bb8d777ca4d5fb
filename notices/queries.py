"""Reads of the outbox."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from notices.enums import MailState
from notices.models import OutboxMail
from servicelofte.common import registry
from servicelofte.common.formatting import moment
from servicelofte.common.keys import number_of
from servicelofte.common.paging import newest_page
from servicelofte.common.tenancy import every_region

PAGE_SIZE = 50


def outbox_page(*, before: str, path: str) -> dict[str, Any]:
    """Return one page of the region's mails, newest first; `before` is the mail's number that the page ends before."""
    rows = OutboxMail.objects.all()
    shown, older = newest_page(rows, size=PAGE_SIZE, before=number_of(before))
    return {
        "caption": _("Mail sent"),
        "headings": [pgettext("mail", "To"), _("Mail"), _("State"), pgettext("mail", "When")],
        "rows": [
            [
                {"text": mail.recipient, "email": True},
                {"text": mail_label(mail.kind)},
                {"text": mail.get_state_display()},
                {"text": moment(mail.sent_at or mail.created_at)},
            ]
            for mail in shown
        ],
        "older_url": f"{path}?before={older}" if older else "",
        "newer_url": path if before else "",
    }


def mail_label(kind: str) -> str:
    """Return what a kind of mail is called; a kind that no app knows any more goes by its key."""
    template = registry.mails.get(kind)
    return str(template.label) if template else kind


def mails_at_hand() -> list[tuple[str, int, datetime]]:
    """Return, over all regions, (state, how many, when the oldest fell due) of the mails that did not go out."""
    states = [MailState.DUE, MailState.SENDING, MailState.FAILED]
    with every_region():
        left = OutboxMail.objects.filter(state__in=states).order_by().values_list("state")
        return list(left.annotate(Count("pk"), Min("due_at")))
