"""Phase 5: actions with owner and date, producers' contracts and their clauses, the communication plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from implementation.enums import ActionState, Audience, ContractState
from implementation.rules import (
    can_change_action,
    can_change_contract,
    can_confirm_clause,
    can_list_contracts,
    can_move_action,
    can_plan_communication,
    can_see_contract,
    can_view_implementation,
)
from projects.models import Project, ServicePromise, Statement
from servicelofte.common.languages import Language
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class Action(RegionOwned, Versioned):
    """What a unit does so that a statement holds: owner, time, state (p. 32–33)."""

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.CASCADE, related_name="actions", verbose_name=_("promise")
    )
    statements = models.ManyToManyField(Statement, related_name="actions", verbose_name=_("statements"))
    title = models.CharField(_("what is done"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible person"),
    )
    owner_position = models.CharField(_("responsible position"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("ready by"))
    state = models.CharField(
        _("state"), max_length=10, choices=ActionState.choices, default=ActionState.PLANNED
    )
    done_on = models.DateField(_("day it was done"), null=True, blank=True)
    budget = models.DecimalField(
        _("resources (euros)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("due_on", "pk")
        indexes = [
            models.Index(fields=["state", "due_on"], name="implementation_action_due"),
            models.Index(fields=["promise", "due_on", "id"], name="implementation_action_list"),
        ]
        rules_permissions = {
            "view": can_view_implementation,
            "add": can_change_action,
            "change": can_change_action,
            "move": can_move_action,
        }

    def __str__(self) -> str:
        return self.title


class Producer(RegionOwned, Versioned):
    """Who produces services for the region."""

    name = models.CharField(_("name"), max_length=160)
    business_id = models.CharField(_("business id"), max_length=12, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
    )

    history = region_history()

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")
        ordering = ("name",)
        rules_permissions = {
            "view": can_view_implementation,
            "add": can_change_contract,
            "change": can_change_contract,
        }

    def __str__(self) -> str:
        return self.name


class Contract(RegionOwned, Versioned):
    """A contract that carries the promise to a producer (p. 8, 32)."""

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.CASCADE, related_name="contracts", verbose_name=_("promise")
    )
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="contracts", verbose_name=_("producer")
    )
    title = models.CharField(_("contract"), max_length=160)
    state = models.CharField(
        _("state"), max_length=10, choices=ContractState.choices, default=ContractState.DRAFT
    )
    from_day = models.DateField(_("from"), null=True, blank=True)
    to_day = models.DateField(_("to"), null=True, blank=True)
    participation_plan = models.TextField(_("the producer’s client participation plan"), blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ("producer__name", "pk")
        rules_permissions = {
            "view": can_see_contract,
            "list": can_list_contracts,
            "add": can_change_contract,
            "change": can_change_contract,
        }

    def __str__(self) -> str:
        return self.title


class Clause(RegionOwned, Versioned):
    """A statement carried into a contract, in the contract's words; the producer confirms it."""

    contract = models.ForeignKey(
        Contract, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("contract")
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="clauses", verbose_name=_("statement")
    )
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    words = models.TextField(_("clause"))
    confirmed_at = models.DateTimeField(_("time of confirmation"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )

    history = region_history()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "statement", "language"], name="implementation_clause_once"
            )
        ]
        rules_permissions = {
            "view": can_see_contract,
            "change": can_change_contract,
            "add": can_change_contract,
            "confirm": can_confirm_clause,
        }

    def __str__(self) -> str:
        return self.words[:60]


class Communication(RegionOwned, Versioned):
    """One line of the communication plan: channel, audience, day, who (p. 29)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="communications", verbose_name=_("project")
    )
    channel = models.CharField(_("channel"), max_length=40)
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices)
    message = models.CharField(_("message"), max_length=240)
    day = models.DateField(_("day"))
    responsible = models.CharField(_("responsible"), max_length=120, blank=True)
    is_done = models.BooleanField(_("done"), default=False)

    history = region_history()

    class Meta:
        verbose_name = _("communication")
        verbose_name_plural = _("communications")
        ordering = ("day", "pk")
        rules_permissions = {
            "view": can_view_implementation,
            "add": can_plan_communication,
            "change": can_plan_communication,
            "delete": can_plan_communication,
        }

    def __str__(self) -> str:
        return self.message
