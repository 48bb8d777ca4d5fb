"""The synthesis of each perspective: sentences that cite contributions; a person approves it (p. 19)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.enums import SynthesisState
from participation.models.contribution import Contribution
from participation.rules import can_read_inbox, can_write_synthesis
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common.languages import Language
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history

_PERMISSIONS = {
    "view": can_read_inbox,
    "change": can_write_synthesis,
    "add": can_write_synthesis,
    "delete": can_write_synthesis,
}


class Synthesis(RegionOwned, Versioned):
    """What the various parties brought up about one perspective."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="syntheses", verbose_name=_("project")
    )
    perspective = models.CharField(_("perspective"), max_length=14, choices=Perspective.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=SynthesisState.choices, default=SynthesisState.DRAFT
    )
    approved_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("time of approval"), null=True, blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")
        constraints = [
            models.UniqueConstraint(fields=["project", "perspective"], name="participation_synthesis_once")
        ]
        rules_permissions = {**_PERMISSIONS, "approve": can_write_synthesis}

    def __str__(self) -> str:
        return self.get_perspective_display()


class SynthesisSentence(RegionOwned, Versioned):
    """One sentence of a synthesis in one language."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="sentences")
    order = models.PositiveIntegerField(default=0)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    body = models.TextField(_("sentence"))
    is_differing = models.BooleanField(_("tells of differing views"), default=False)

    history = region_history()

    class Meta:
        ordering = ("order", "pk")
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.body[:60]


class SynthesisCitation(RegionOwned):
    """That a sentence rests on a contribution."""

    sentence = models.ForeignKey(SynthesisSentence, on_delete=models.CASCADE, related_name="citations")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sentence", "contribution"], name="participation_cited_once")
        ]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return f"{self.sentence_id} {self.contribution_id}"
