"""The words of anything anyone said, whatever the channel: one moderation, one inbox, one receipt, one erasure."""

import uuid

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.enums import Channel, Moderation, ModerationReason, Outcome
from participation.models.plan import ParticipationEvent, StakeholderGroup
from participation.rules import (
    can_code_contribution,
    can_moderate,
    can_read_inbox,
    can_respond,
    can_see_contact,
)
from projects.enums import Perspective, Viewpoint
from projects.models import Project
from servicelofte.common.languages import Language
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class Contribution(RegionOwned, Versioned):
    """What somebody said. `original` as it was sent, `public_text` as everybody may read it (the same, or redacted).

    The receipt's code is derived from `uuid` and `generation`; only its hash stands here, null without a receipt.
    `submission_key` is the one-time form token's nonce: a replay finds the same row. On `retention_until` names, e-mail
    and the words as sent are erased.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("project")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name=_("identifier"))
    channel = models.CharField(_("channel"), max_length=14, choices=Channel.choices)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    original = models.TextField(_("words as sent"))
    public_text = models.TextField(_("words as published"), blank=True)
    moderation = models.CharField(
        _("moderation"), max_length=10, choices=Moderation.choices, default=Moderation.PENDING
    )
    is_suspect = models.BooleanField(_("caught by a trap"), default=False)
    may_hold_personal_data = models.BooleanField(_("may hold personal data"), default=False)
    group = models.ForeignKey(
        StakeholderGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("group"),
    )
    event = models.ForeignKey(
        ParticipationEvent,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("participation event"),
    )
    service = models.CharField(_("service"), max_length=120, blank=True)
    headcount = models.PositiveIntegerField(_("number of people behind it"), default=1)
    generation = models.PositiveSmallIntegerField(default=1, verbose_name=_("generation of the code"))
    code_hash = models.CharField(max_length=64, unique=True, null=True, verbose_name=_("hash of the code"))  # noqa: DJ001
    submission_key = models.CharField(max_length=64, null=True, verbose_name=_("key of the submission"))  # noqa: DJ001
    entered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    is_coded = models.BooleanField(_("coded"), default=False)
    received_at = models.DateTimeField(_("received"))
    changed_at = models.DateTimeField(null=True, blank=True, verbose_name=_("changed at"))
    retention_until = models.DateField(_("kept until"))

    history = region_history(excluded_fields=["code_hash", "submission_key"])

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["region", "submission_key"], name="participation_sent_once")
        ]
        indexes = [
            models.Index(fields=["project", "-id"], name="participation_latest"),
            models.Index(fields=["project", "moderation", "-id"], name="participation_moderation"),
            models.Index(fields=["region", "moderation"], name="participation_unread"),
            models.Index(fields=["retention_until"], name="participation_retention"),
        ]
        rules_permissions = {
            "view": can_read_inbox,
            "add": can_code_contribution,
            "change": can_code_contribution,
            "moderate": can_moderate,
            "respond": can_respond,
            "see_contact": can_see_contact,
        }

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.pk}"


class ContributionContact(RegionOwned):
    """Who said it, apart from the words: both fields voluntary, erased first."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    wants_answer = models.BooleanField(_("wants to hear by e-mail"), default=False)

    class Meta:
        rules_permissions = {"view": can_see_contact}

    def __str__(self) -> str:
        return str(self.contribution_id)


class Theme(RegionOwned, Versioned):
    """A subject that several contributions share, named by the preparers."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="themes", verbose_name=_("project")
    )
    name = models.CharField(_("name"), max_length=120)

    history = region_history()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="participation_theme_once")]
        rules_permissions = {
            "view": can_read_inbox,
            "add": can_code_contribution,
            "change": can_code_contribution,
        }

    def __str__(self) -> str:
        return self.name


class ContributionCode(RegionOwned):
    """That a contribution is about a perspective, seen from a viewpoint, and perhaps a theme."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="codes")
    perspective = models.CharField(_("perspective"), max_length=14, choices=Perspective.choices)
    viewpoint = models.CharField(_("viewpoint"), max_length=10, choices=Viewpoint.choices, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="codes")
    coded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "contribution",
                "perspective",
                "viewpoint",
                Coalesce("theme", 0),
                name="participation_code_once",
            )
        ]
        indexes = [models.Index(fields=["perspective", "contribution"], name="participation_code_by")]
        rules_permissions = {"view": can_read_inbox, "change": can_code_contribution}

    def __str__(self) -> str:
        return self.perspective


class ContributionNote(RegionOwned):
    """What one preparer tells the others about a contribution; never public."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="notes")
    body = models.TextField(_("note"))
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-pk",)
        rules_permissions = {"view": can_read_inbox, "add": can_code_contribution}

    def __str__(self) -> str:
        return self.body[:60]


class ModerationMark(RegionOwned):
    """A dated marker of what a moderator did and why; shown where the words were."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="marks")
    state = models.CharField(max_length=10, choices=Moderation.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=ModerationReason.choices, blank=True)
    note = models.CharField(_("explanation"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        rules_permissions = {"view": can_read_inbox}

    def __str__(self) -> str:
        return self.state


class Response(RegionOwned, Versioned):
    """The official's answer to a contribution: outcome, reason, words in one language. Public once published."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="response")
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome.choices)
    body = models.TextField(_("answer and reason"))
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    needs_change = models.BooleanField(_("leads to a change of the text"), default=False)
    lineage = models.UUIDField(null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["lineage"], name="participation_resp_lineage")]
        rules_permissions = {"view": can_read_inbox, "change": can_respond, "add": can_respond}

    def __str__(self) -> str:
        return self.outcome
