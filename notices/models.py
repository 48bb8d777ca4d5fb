"""The outbox. A mail's words are made when it is sent: codes and free text never stand here."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.enums import MailState
from notices.rules import can_view_notices, can_view_outbox
from servicelofte.common import registry
from servicelofte.common.tenancy import RegionOwned


class OutboxMail(RegionOwned):
    """One mail to be sent once: unique by (recipient, kind, occasion)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name=_("identifier"))
    recipient = models.EmailField(_("recipient"))
    kind = models.CharField(_("kind"), max_length=40)
    occasion = models.CharField(max_length=120, verbose_name=_("occasion"))
    language = models.CharField(max_length=3, verbose_name=_("language"))
    context = models.JSONField(default=dict, verbose_name=_("context"))
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.DUE)
    due_at = models.DateTimeField(_("due"))
    claim = models.CharField(max_length=32, blank=True, verbose_name=_("taken up by"))
    claimed_at = models.DateTimeField(null=True, blank=True, verbose_name=_("taken up at"))
    attempts = models.PositiveSmallIntegerField(default=0, verbose_name=_("attempts"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "occasion"], name="notices_mail_once")
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="notices_due")]
        rules_permissions = {"view": can_view_outbox}

    def __str__(self) -> str:
        template = registry.mails.get(self.kind)
        return f"{template.label if template else self.kind}: {self.recipient}"


class Notice(RegionOwned):
    """A line for one person in the workspace, such as that a long work is done."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    context = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["user", "read_at"], name="notices_unread")]
        rules_permissions = {"view": can_view_notices}

    def __str__(self) -> str:
        return self.kind
