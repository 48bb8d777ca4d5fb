"""Remiss inside the same draft: register of bodies, requests with a deadline, opinions with a stance per cell."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from drafting.enums import BodyKind, OpinionState, Stance
from drafting.models.version import Consultation, DraftVersion
from drafting.rules import can_invite_opinion, can_view_drafts
from participation.models import Contribution, StakeholderGroup
from projects.enums import Perspective, Viewpoint
from servicelofte.common import clock
from servicelofte.common.languages import INTERFACE, Language
from servicelofte.common.models import WordsField
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class Body(RegionOwned, Versioned):
    """A body that is asked for its opinion, in the region's register. It has a name in one language at least."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = pgettext_lazy("asked for its opinion", "body")
        verbose_name_plural = _("bodies")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["region", f"name_{code}"], name=f"drafting_body_once_{code}")
            for code in INTERFACE
        ]
        rules_permissions = {"view": can_view_drafts, "add": can_invite_opinion, "change": can_invite_opinion}

    def __str__(self) -> str:
        return self.name


class OpinionRequest(RegionOwned, Versioned):
    """A body invited to give its opinion by a local day. The link's code is derived; only its hash stands here.

    `letter` and `contact_title` are words by language (sv, fi, en). `draft_answers` holds what `unsent` in
    `drafting/domain/answers.py` returns, {} where nothing is kept.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="requests", verbose_name=_("comment period")
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="requests", verbose_name=_("body"))
    group = models.ForeignKey(
        StakeholderGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stakeholder group"),
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name=_("identifier"))
    state = models.CharField(
        _("state"), max_length=10, choices=OpinionState.choices, default=OpinionState.INVITED
    )
    due_on = models.DateField(_("last day"))
    registry_number = models.CharField(_("register number"), max_length=40, blank=True)
    letter = WordsField(_("letter"), default=dict, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_title = WordsField(_("title of the contact person"), default=dict, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    contact_phone = models.CharField(_("telephone of the contact person"), max_length=40, blank=True)
    generation = models.PositiveSmallIntegerField(default=1, verbose_name=_("generation of the code"))
    code_hash = models.CharField(max_length=64, unique=True, verbose_name=_("hash of the code"))
    draft_answers = models.JSONField(default=dict, verbose_name=_("answers not yet submitted"))
    invited_at = models.DateTimeField(_("time of the invitation"))
    submitted_at = models.DateTimeField(_("time of submission"), null=True, blank=True)
    called_off_reason = models.TextField(_("why it is called off"), blank=True)

    history = region_history(excluded_fields=["code_hash", "draft_answers"])

    class Meta:
        verbose_name = _("opinion request")
        verbose_name_plural = _("opinion requests")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["consultation", "body"], name="drafting_request_once")]
        indexes = [models.Index(fields=["state", "due_on"], name="drafting_request_due")]
        rules_permissions = {"view": can_view_drafts, "add": can_invite_opinion, "change": can_invite_opinion}

    def __str__(self) -> str:
        return str(self.pk)

    def is_in_time(self) -> bool:
        """Tell whether its last local day still runs at this moment."""
        return clock.now() < clock.end_of(self.due_on)


class Opinion(RegionOwned):
    """A body's submitted statement of opinion on `draft`. Its general words are the contribution's.

    The body may replace it until its last day; what it said before is in the histories.
    """

    request = models.OneToOneField(
        OpinionRequest,
        on_delete=models.PROTECT,
        related_name="opinion",
        verbose_name=_("opinion request"),
    )
    draft = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("version")
    )
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="opinion", verbose_name=_("contribution")
    )
    signed_by = models.CharField(_("given by (name and position)"), max_length=160)

    history = region_history()

    class Meta:
        verbose_name = _("statement of opinion")
        verbose_name_plural = _("statements of opinion")
        rules_permissions = {"view": can_view_drafts}

    def __str__(self) -> str:
        return self.signed_by


class OpinionStance(RegionOwned):
    """What a body thinks of one cell, with its words as a contribution of their own when it gave any."""

    opinion = models.ForeignKey(
        Opinion, on_delete=models.CASCADE, related_name="stances", verbose_name=_("statement of opinion")
    )
    perspective = models.CharField(_("perspective"), max_length=14, choices=Perspective.choices)
    viewpoint = models.CharField(_("viewpoint"), max_length=10, choices=Viewpoint.choices)
    stance = models.CharField(_("stance"), max_length=14, choices=Stance.choices)
    contribution = models.OneToOneField(
        Contribution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stance",
        verbose_name=_("contribution"),
    )

    history = region_history()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "perspective", "viewpoint"], name="drafting_stance_once"
            )
        ]
        rules_permissions = {"view": can_view_drafts}

    def __str__(self) -> str:
        return self.stance
