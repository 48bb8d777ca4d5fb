"""Immutable published versions, the dated consultation over one, and which input changed which wording."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from drafting.enums import ConsultationState, VersionState
from drafting.rules import can_analyse, can_publish_version, can_run_consultation, can_view_drafts
from participation.models import Contribution
from projects.enums import Perspective, Viewpoint
from projects.models import ServicePromise
from servicelofte.common import clock
from servicelofte.common.formatting import full_day
from servicelofte.common.guards import append_only
from servicelofte.common.models import WordsField
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class DraftVersion(RegionOwned):
    """A published snapshot: `snapshot` is the whole promise as data (documented in drafting/domain/snapshot.py).

    `digest` is the SHA-256 of its canonical JSON; nothing but `state` changes after publication, which the
    database itself sees to. `summary` says what is new, by language.
    """

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.PROTECT, related_name="versions", verbose_name=_("promise")
    )
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=12, choices=VersionState.choices, default=VersionState.PUBLISHED
    )
    snapshot = models.JSONField(verbose_name=_("contents when published"))
    digest = models.CharField(max_length=64, verbose_name=_("checksum"))
    summary = WordsField(_("what is new"), default=dict, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("time of publication"))

    class Meta:
        verbose_name = _("draft version")
        verbose_name_plural = _("draft versions")
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["promise", "number"], name="drafting_version_number")]
        rules_permissions = {
            "view": can_view_drafts,
            "publish": can_publish_version,
            "change": can_publish_version,
        }

    def __str__(self) -> str:
        return f"{self.number}"


class Consultation(RegionOwned, Versioned):
    """The dated period in which everybody may comment on a version; open on its last day until midnight in Finland."""

    draft = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, related_name="consultations", verbose_name=_("version")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ConsultationState.choices, default=ConsultationState.PLANNED
    )
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day"))
    moderates_first = models.BooleanField(_("comments are read before they are shown"), default=True)
    closed_at = models.DateTimeField(_("time of closing"), null=True, blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="drafting_consultation_days"
            )
        ]
        rules_permissions = {
            "view": can_view_drafts,
            "add": can_run_consultation,
            "change": can_run_consultation,
        }

    def __str__(self) -> str:
        return f"{full_day(self.opens_on)} – {full_day(self.closes_on)}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Tell whether everybody may comment at the moment `at` (default now): between its days, and not closed by
        hand.
        """
        return self.state != ConsultationState.CLOSED and clock.is_open(self.opens_on, self.closes_on, at=at)

    def is_over(self, at: datetime | None = None) -> bool:
        """Tell whether it was closed, or its last day has passed, at the moment `at` (default now)."""
        return self.state == ConsultationState.CLOSED or (at or clock.now()) >= clock.end_of(self.closes_on)


class WordingChange(RegionOwned):
    """That an input led to a change: from a contribution to a statement (lineage) or cell in a version."""

    version = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, related_name="changes", verbose_name=_("version number")
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="wording_changes", verbose_name=_("contribution")
    )
    lineage = models.UUIDField(null=True, verbose_name=_("lineage"))
    perspective = models.CharField(
        max_length=14, blank=True, choices=Perspective.choices, verbose_name=_("perspective")
    )
    viewpoint = models.CharField(
        max_length=10, blank=True, choices=Viewpoint.choices, verbose_name=_("viewpoint")
    )
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(verbose_name=_("made at"))

    class Meta:
        verbose_name = _("change of wording")
        verbose_name_plural = _("changes of wording")
        indexes = [models.Index(fields=["lineage"], name="drafting_change_lineage")]
        rules_permissions = {"view": can_view_drafts, "add": can_analyse, "delete": can_analyse}

    def __str__(self) -> str:
        return str(self.pk)


append_only("drafting.DraftVersion", changing=("state", "published_by_id"))
