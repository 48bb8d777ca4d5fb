"""A comment: which part of which version a contribution is about; and how many each part has, kept incrementally."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.enums import Target
from drafting.models.version import Consultation, DraftVersion
from drafting.rules import can_view_drafts
from participation.models import Contribution
from projects.enums import Perspective, Viewpoint
from servicelofte.common.tenancy import RegionOwned


class Comment(RegionOwned):
    """A contribution on a published version: the whole, a cell's goal, or one statement by its lineage."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="comment", verbose_name=_("contribution")
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="comments", verbose_name=_("comment period")
    )
    draft = models.ForeignKey(
        DraftVersion,
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("version of the draft"),
    )
    target = models.CharField(_("about"), max_length=10, choices=Target.choices)
    perspective = models.CharField(
        max_length=14, blank=True, choices=Perspective.choices, verbose_name=_("perspective")
    )
    viewpoint = models.CharField(
        max_length=10, blank=True, choices=Viewpoint.choices, verbose_name=_("viewpoint")
    )
    lineage = models.UUIDField(null=True, blank=True, verbose_name=_("lineage"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["draft", "lineage", "-id"], name="drafting_comment_lineage"),
            models.Index(fields=["draft", "perspective", "viewpoint", "-id"], name="drafting_comment_cell"),
        ]
        rules_permissions = {"view": can_view_drafts}

    def __str__(self) -> str:
        return str(self.pk)


class TargetCount(RegionOwned):
    """Shown and answered comments of one part of a version. `part` is "whole", "<perspective>/<viewpoint>" or a
    lineage.
    """

    draft = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="target_counts")
    part = models.CharField(max_length=60)
    shown = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "part"], name="drafting_target_once")]

    def __str__(self) -> str:
        return self.part
