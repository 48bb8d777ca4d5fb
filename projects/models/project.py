"""One run of the process: project, phases, people, resources, milestones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.enums import (
    Calendar,
    ParentDocument,
    PhaseKey,
    PhaseState,
    ProjectGroup,
    ProjectState,
    ResourceKind,
)
from projects.rules import can_change_project, can_pass_gate, can_start_project, can_view_project
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class Project(RegionOwned, Versioned):
    """One run of the process towards a promise."""

    slug = models.SlugField(_("address word"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    purpose = models.TextField(_("what the project is for"), blank=True)
    period_from = models.PositiveSmallIntegerField(_("promise holds from (year)"))
    period_to = models.PositiveSmallIntegerField(_("promise holds to (year)"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.ACTIVE
    )
    is_public = models.BooleanField(_("preparation is open to everybody"), default=True)
    closed_reason = models.TextField(_("reason for not being open"), blank=True)
    parent_document = models.CharField(
        _("parent document"),
        max_length=20,
        choices=ParentDocument.choices,
        default=ParentDocument.SERVICE_STRATEGY,
    )
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible official"),
    )
    political_owner = models.CharField(_("owner in the political leadership"), max_length=120, blank=True)
    starts_on = models.DateField(_("begins"))
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="projects_project_slug"),
            models.CheckConstraint(
                condition=models.Q(is_public=True) | ~models.Q(closed_reason=""),
                name="projects_project_closed_reason",
            ),
        ]
        rules_permissions = {"view": can_view_project, "add": can_start_project, "change": can_change_project}

    def __str__(self) -> str:
        return self.title


class ProjectPhase(RegionOwned, Versioned):
    """A project's own copy of a phase: a region may leave out, relabel and date it (p. 3, 47)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="phases", verbose_name=_("project")
    )
    key = models.CharField(max_length=40, choices=PhaseKey.choices, verbose_name=_("key"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    short = models.CharField(_("short title"), max_length=40)
    purpose = models.TextField(_("purpose"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PhaseState.choices, default=PhaseState.WAITING
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    finished_on = models.DateField(_("day it was finished"), null=True, blank=True)
    intent = models.TextField(_("statement of intent in this phase"), blank=True)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="projects_phase_once")]
        rules_permissions = {"view": can_view_project, "change": can_change_project, "pass": can_pass_gate}

    def __str__(self) -> str:
        return self.title


class PhaseTransition(RegionOwned):
    """One move of a phase: with a gate's evidence as it stood, and the reason when it was passed open."""

    phase = models.ForeignKey(ProjectPhase, on_delete=models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=10, choices=PhaseState.choices)
    to_state = models.CharField(max_length=10, choices=PhaseState.choices)
    evidence = models.JSONField(default=list)
    was_open = models.BooleanField(default=False)
    reason = models.TextField(_("reason"), blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        rules_permissions = {"view": can_view_project}

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class ProjectMember(RegionOwned, Versioned):
    """A person in one of the project's groups (p. 14); named people without an account are allowed."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="members", verbose_name=_("project")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    group = models.CharField(_("group"), max_length=10, choices=ProjectGroup.choices)
    duty = models.CharField(_("role in the group"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in the group"), default=True)

    history = region_history()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("group", "pk")
        constraints = [
            models.UniqueConstraint(fields=["project", "group", "user"], name="projects_member_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(name=""), name="projects_member_named"
            ),
        ]
        rules_permissions = {
            "view": can_view_project,
            "change": can_change_project,
            "add": can_change_project,
            "delete": can_change_project,
        }

    def __str__(self) -> str:
        return self.name or str(self.user)


class ProjectResource(RegionOwned, Versioned):
    """Something the project is given: people, time or money (p. 14, 16)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="resources", verbose_name=_("project")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    label = models.CharField(_("what"), max_length=160)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    history = region_history()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("kind", "pk")
        rules_permissions = {
            "view": can_view_project,
            "change": can_change_project,
            "add": can_change_project,
            "delete": can_change_project,
        }

    def __str__(self) -> str:
        return self.label


class Milestone(RegionOwned, Versioned):
    """A dated point of the timetable, tied to a phase or to the region's other calendar (p. 14)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("project")
    )
    phase = models.ForeignKey(
        ProjectPhase,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("phase"),
    )
    title = models.CharField(_("what"), max_length=160)
    day = models.DateField(_("day"))
    calendar = models.CharField(
        _("calendar"),
        max_length=12,
        choices=Calendar.choices,
        default=Calendar.PROJECT,
    )
    is_done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("day", "pk")
        rules_permissions = {
            "view": can_view_project,
            "change": can_change_project,
            "add": can_change_project,
            "delete": can_change_project,
        }

    def __str__(self) -> str:
        return self.title
