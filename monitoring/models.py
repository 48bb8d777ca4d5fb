"""Phase 6: indicators, targets, measurements, public statuses, feedback, corrective actions, evaluation rounds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from monitoring.enums import CorrectiveState, Direction, FeedbackClass, IndicatorKind, RoundState, Status
from monitoring.rules import (
    can_change_indicator,
    can_evaluate,
    can_finish_measure,
    can_handle_feedback,
    can_measure,
    can_set_status,
    can_view_monitoring,
)
from participation.models import Contribution
from projects.models import ServicePromise, Statement
from servicelofte.common.formatting import full_day, number
from servicelofte.common.models import WordsField
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class Indicator(RegionOwned, Versioned):
    """A measure of statements: kind, unit, source, owner, baseline (p. 36–37)."""

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("promise")
    )
    statements = models.ManyToManyField(
        Statement, related_name="indicators", blank=True, verbose_name=_("statements")
    )
    name = models.CharField(_("name"), max_length=160)
    definition = models.TextField(_("what is measured"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=IndicatorKind.choices)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    unit = models.CharField(pgettext_lazy("of measurement", "unit"), max_length=40)
    source = models.CharField(_("source"), max_length=160)
    is_central = models.BooleanField(_("central indicator"), default=False)
    is_client_experience = models.BooleanField(_("concerns client experience"), default=False)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=3, null=True, blank=True)
    tolerance = models.DecimalField(
        _("counts as at risk within (per cent of the target)"),
        max_digits=5,
        decimal_places=1,
        default=10,
        help_text=_(
            "A value that misses the target by this much or less puts the promise at risk. When it misses by more, "
            "the promise is broken."
        ),
    )
    months_between = models.PositiveSmallIntegerField(_("measured every (months)"), default=3)
    next_due_on = models.DateField(_("next measurement due"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("-is_central", "pk")
        indexes = [models.Index(fields=["is_active", "next_due_on"], name="monitoring_indicator_due")]
        rules_permissions = {
            "view": can_view_monitoring,
            "add": can_change_indicator,
            "change": can_change_indicator,
            "measure": can_measure,
        }

    def __str__(self) -> str:
        return self.name


class Target(RegionOwned, Versioned):
    """The level to be reached by the end of a year."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=14, decimal_places=3)

    history = region_history()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("year",)
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="monitoring_target_once")]
        rules_permissions = {"view": can_view_monitoring, "change": can_change_indicator}

    def __str__(self) -> str:
        return f"{self.year}: {number(self.value)}"


class Measurement(RegionOwned, Versioned):
    """One value at one day. Missing values are not rows: they are shown as missing."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="measurements", verbose_name=_("indicator")
    )
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    note = models.CharField(_("note"), max_length=240, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(verbose_name=_("entered at"))

    history = region_history()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="monitoring_measured_once")]
        rules_permissions = {"view": can_view_monitoring, "add": can_measure, "change": can_measure}

    def __str__(self) -> str:
        return f"{full_day(self.day)}: {number(self.value)}"


class StatementStatus(RegionOwned):
    """Whether a statement holds, from a day on, with the evidence. The newest row counts; the others are history.

    `evidence` is words by language, such as {"sv": "Vi har frågat.", "fi": "Olemme kysyneet."}.
    """

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="statuses", verbose_name=_("statement")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    since = models.DateField(_("date"))
    evidence = WordsField(_("evidence"), default=dict, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )
    measurement = models.ForeignKey(
        Measurement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("measurement"),
    )
    is_automatic = models.BooleanField(default=False, verbose_name=_("set by the figures"))
    set_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(verbose_name=_("set at"))

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statuses")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["statement", "-id"], name="monitoring_status_latest")]
        rules_permissions = {"view": can_view_monitoring, "set": can_set_status}

    def __str__(self) -> str:
        return str(self.get_status_display())


class CorrectiveAction(RegionOwned, Versioned):
    """What is done about a broken statement: demanded when it is broken (p. 37)."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="corrective_actions", verbose_name=_("statement")
    )
    title = models.CharField(_("what is done"), max_length=200)
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible person"),
    )
    due_on = models.DateField(_("ready by"))
    state = models.CharField(
        _("state"), max_length=6, choices=CorrectiveState.choices, default=CorrectiveState.OPEN
    )
    reopens_text = models.BooleanField(_("the wording is taken up again"), default=False)
    done_on = models.DateField(_("day it was done"), null=True, blank=True)

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        ordering = ("due_on", "pk")
        rules_permissions = {
            "view": can_view_monitoring,
            "add": can_set_status,
            "change": can_set_status,
            "finish": can_finish_measure,
        }

    def __str__(self) -> str:
        return self.title


class Feedback(RegionOwned, Versioned):
    """A contribution on how the promise is kept, tied to a statement or to the whole (p. 36)."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("contribution")
    )
    promise = models.ForeignKey(
        ServicePromise, on_delete=models.PROTECT, related_name="feedback", verbose_name=_("promise")
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("statement"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=FeedbackClass.choices)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    due_on = models.DateField(_("to be answered by"))
    effect = models.CharField(_("what it led to"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("-pk",)
        rules_permissions = {"view": can_view_monitoring, "change": can_handle_feedback}

    def __str__(self) -> str:
        return str(self.get_kind_display())


class EvaluationRound(RegionOwned, Versioned):
    """A round in which the choices' validity and effects are assessed (p. 37)."""

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.CASCADE, related_name="rounds", verbose_name=_("promise")
    )
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=RoundState.choices, default=RoundState.PLANNED)
    day = models.DateField(_("day"))
    conclusions = models.TextField(_("conclusions"), blank=True)

    class Meta:
        verbose_name = _("evaluation round")
        verbose_name_plural = _("evaluation rounds")
        ordering = ("-day",)
        rules_permissions = {"view": can_view_monitoring, "change": can_evaluate, "add": can_evaluate}

    def __str__(self) -> str:
        return self.title
