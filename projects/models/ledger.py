"""The ledger: append-only events, their erasable words, and the seals that chain them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from projects.rules import can_view_project
from servicelofte.common.guards import append_only
from servicelofte.common.models import named_by_number
from servicelofte.common.tenancy import RegionOwned


class ProjectEvent(RegionOwned):
    """One line of the ledger. The actor is a person's UUID without a foreign key; words stand in EventDetail."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name=_("identifier"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, related_name="events", verbose_name=_("project")
    )
    kind = models.CharField(_("what happened"), max_length=60)
    actor = models.UUIDField(null=True, verbose_name=_("done by"))
    subject = models.CharField(max_length=80, blank=True, verbose_name=_("about"))
    data = models.JSONField(default=dict, verbose_name=_("data"))
    detail_digest = models.CharField(max_length=64, blank=True, verbose_name=_("checksum of the words"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["project", "-id"], name="projects_event_latest"),
            models.Index(fields=["region", "subject"], name="projects_event_subject"),
        ]
        rules_permissions = {"view": can_view_project}

    def __str__(self) -> str:
        return named_by_number(self)


class EventDetail(RegionOwned):
    """Words and salt of an event; may be erased, the chain still verifies by the digest."""

    event = models.OneToOneField(ProjectEvent, on_delete=models.PROTECT, related_name="detail")
    words = models.JSONField()
    salt = models.CharField(max_length=32)

    class Meta:
        rules_permissions = {"view": can_view_project}

    def __str__(self) -> str:
        return str(self.event_id)


class EventSeal(RegionOwned):
    """Seals one event into its region's chain: digest over the event, its number and the seal before."""

    event = models.OneToOneField(ProjectEvent, on_delete=models.PROTECT, related_name="seal")
    number = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="projects_seal_number")]
        rules_permissions = {"view": can_view_project}

    def __str__(self) -> str:
        return f"{self.number}"


append_only("projects.ProjectEvent")
append_only("projects.EventSeal")
append_only("projects.EventDetail", deletable=True)
