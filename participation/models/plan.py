"""The participation plan: groups, the method for each, what was held and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.enums import EventState, Level, Relevance
from participation.rules import can_plan_participation, can_view_participation
from projects.enums import PhaseKey
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.models import named_by_number
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history

_PERMISSIONS = {
    "view": can_view_participation,
    "add": can_plan_participation,
    "change": can_plan_participation,
    "delete": can_plan_participation,
}


class StakeholderGroup(RegionOwned, Versioned):
    """A group that should be heard; the handbook's thirteen are offered, own ones added (p. 14)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="stakeholder_groups", verbose_name=_("project")
    )
    key = models.CharField(max_length=60, blank=True, verbose_name=_("key"))
    name = models.CharField(_("name"), max_length=120)
    relevance = models.CharField(
        _("place in the project"), max_length=14, choices=Relevance.choices, default=Relevance.UNDECIDED
    )
    reason = models.CharField(_("reason"), max_length=240, blank=True)
    is_early = models.BooleanField(_("to be involved early"), default=False)
    is_influence_body = models.BooleanField(_("statutory body"), default=False)
    is_language_minority = models.BooleanField(_("language minority or other special group"), default=False)
    expected = models.PositiveIntegerField(_("people to be heard"), default=0)
    order = models.PositiveIntegerField(default=0, verbose_name=_("order"))

    class Meta:
        verbose_name = _("stakeholder group")
        verbose_name_plural = _("stakeholder groups")
        ordering = ("order", "pk")
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.name


class ParticipationMethod(RegionOwned, Versioned):
    """One line of the participation plan: who, by which method, at which level, when (p. 16, 18)."""

    group = models.ForeignKey(
        StakeholderGroup, on_delete=models.CASCADE, related_name="methods", verbose_name=_("group")
    )
    method = models.CharField(_("method"), max_length=40)
    level = models.CharField(_("level"), max_length=16, choices=Level.choices, default=Level.DIALOGUE)
    from_day = models.DateField(_("from"), null=True, blank=True)
    to_day = models.DateField(_("to"), null=True, blank=True)
    responsible = models.CharField(_("responsible"), max_length=120, blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("participation method")
        verbose_name_plural = _("participation methods")
        ordering = ("pk",)
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return named_by_number(self)


class ParticipationEvent(RegionOwned, Versioned):
    """Something that is held to hear people: method, groups, day, how many came (p. 18–19).

    What is prepared ahead has a clock time, and says to those who are invited what, where and how; residents read it
    once it is announced. After the day the same row is the record. `begins` and `ends` are clock times in Finland;
    `invited` None invites everybody; `announced_at` tells that residents have been told, whatever the state is now.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="participation_events", verbose_name=_("project")
    )
    phase = models.CharField(_("phase"), max_length=40, choices=PhaseKey.choices, default=PhaseKey.DIALOGUE)
    title = models.CharField(_("title"), max_length=160)
    method = models.CharField(_("method"), max_length=40)
    groups = models.ManyToManyField(
        StakeholderGroup, through="Attendance", related_name="events", verbose_name=_("groups")
    )
    day = models.DateField(_("day"))
    participants = models.PositiveIntegerField(_("participants in all"), default=0)
    notes = models.TextField(_("what came out"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EventState.choices, default=EventState.INSIDE)
    announced_at = models.DateTimeField(_("time of announcement"), null=True, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part online"), max_length=300, blank=True)
    invited = models.ForeignKey(
        StakeholderGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("for whom"),
    )
    sign_up = models.TextField(_("signing up and asking"), blank=True)
    access = models.TextField(_("accessibility of the event"), blank=True)

    class Meta:
        verbose_name = _("participation event")
        verbose_name_plural = _("participation events")
        ordering = ("-day", "-pk")
        indexes = [models.Index(fields=["state", "day"], name="participation_event_coming")]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.title

    def is_to_come(self) -> bool:
        """Say whether people may still come: until its local day is over, or it is written down who came."""
        return self.day >= clock.today() and not self.participants


class Attendance(RegionOwned):
    """How many of a group came to an event, so that nobody is counted for a group they do not belong to."""

    event = models.ForeignKey(
        ParticipationEvent,
        on_delete=models.CASCADE,
        related_name="attendances",
        verbose_name=_("participation event"),
    )
    group = models.ForeignKey(
        StakeholderGroup, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("group")
    )
    participants = models.PositiveIntegerField(_("participants"))

    history = region_history()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "group"], name="participation_attended_once")]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return str(self.participants)
