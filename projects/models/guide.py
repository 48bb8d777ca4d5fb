"""A project's own, adjustable copy of the handbook's texts, and its answers to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.enums import AnswerState, GuideKind, Strength
from projects.models.project import ProjectPhase
from projects.rules import can_change_project, can_view_project
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history
from servicelofte.common.text import shortened

LONGEST_NAME = 60


class GuideItem(RegionOwned, Versioned):
    """One text of the handbook in a project: switched off, added or relabelled as the region wishes.

    `place` is the form it stands beside; `step` groups them as the handbook does. Outcomes and tests are for the gate.
    """

    phase = models.ForeignKey(
        ProjectPhase, on_delete=models.CASCADE, related_name="guide_items", verbose_name=_("phase")
    )
    key = models.CharField(max_length=80, verbose_name=_("key"))
    step_key = models.CharField(max_length=80, blank=True, verbose_name=_("step"))
    step_title = models.CharField(_("step"), max_length=240, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=GuideKind.choices)
    place = models.CharField(_("stands beside"), max_length=30)
    strength = models.CharField(_("strength"), max_length=8, choices=Strength.choices, default=Strength.INFO)
    pages = models.CharField(_("pages of the handbook"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    help = models.TextField(_("explanation"), blank=True)
    order = models.PositiveIntegerField(default=0, verbose_name=_("order"))
    is_on = models.BooleanField(_("in use"), default=True)
    is_own = models.BooleanField(_("added by the region"), default=False)

    class Meta:
        verbose_name = _("handbook text")
        verbose_name_plural = _("handbook texts")
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["phase", "key"], name="projects_guide_once")]
        rules_permissions = {
            "view": can_view_project,
            "change": can_change_project,
            "add": can_change_project,
        }

    def __str__(self) -> str:
        return shortened(self.text, LONGEST_NAME)


class GuideAnswer(RegionOwned, Versioned):
    """What the project answers to a question, outcome or test: a judgement, words and evidence."""

    item = models.OneToOneField(
        GuideItem, on_delete=models.CASCADE, related_name="answer", verbose_name=_("text of the handbook")
    )
    state = models.CharField(
        _("how it stands"), max_length=12, choices=AnswerState.choices, default=AnswerState.OPEN
    )
    words = models.TextField(_("answer and reasons"), blank=True)
    evidence_url = models.URLField(_("link to evidence"), blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(verbose_name=_("answered at"))

    history = region_history()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        rules_permissions = {"view": can_view_project, "change": can_change_project}

    def __str__(self) -> str:
        return self.get_state_display()
