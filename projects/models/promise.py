"""The promise as structured data: core, two principles, ten cells, statements, and their words per language."""

import hashlib
import uuid

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.enums import LinkKind, Perspective, Register, StatementState, Viewpoint
from projects.models.project import Project
from projects.rules import can_edit_promise, can_view_project
from servicelofte.common.languages import Language
from servicelofte.common.models import named_by_number
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history

_PERMISSIONS = {
    "view": can_view_project,
    "change": can_edit_promise,
    "add": can_edit_promise,
    "delete": can_edit_promise,
}


class ServicePromise(RegionOwned, Versioned):
    """A promise of a project to a customer group; a declaration of intent that changes no statutory duty (p. 6, 8)."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="promises", verbose_name=_("project")
    )
    customer_group = models.CharField(_("customer group"), max_length=120, blank=True)
    scope = models.TextField(_("which services it covers"), blank=True)
    effects = models.TextField(_("effects on operations, finances and follow-up"), blank=True)
    left_out = models.JSONField(_("perspectives left out, with the reason"), default=dict, blank=True)
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("earlier promise"),
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    class Meta:
        verbose_name = _("service promise")
        verbose_name_plural = _("service promises")
        ordering = ("pk",)
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.customer_group or str(self.project_id)


class Principle(RegionOwned, Versioned):
    """One half of the inner ring: how the region works, seen from one viewpoint (p. 41)."""

    promise = models.ForeignKey(ServicePromise, on_delete=models.CASCADE, related_name="principles")
    viewpoint = models.CharField(_("viewpoint"), max_length=10, choices=Viewpoint.choices)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["promise", "viewpoint"], name="projects_principle_once")
        ]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.viewpoint


class Cell(RegionOwned, Versioned):
    """One perspective seen from one viewpoint; its words are a goal in one sentence. Two cells of a
    perspective are counterparts.
    """

    promise = models.ForeignKey(ServicePromise, on_delete=models.CASCADE, related_name="cells")
    perspective = models.CharField(_("perspective"), max_length=14, choices=Perspective.choices)
    viewpoint = models.CharField(_("viewpoint"), max_length=10, choices=Viewpoint.choices)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["promise", "perspective", "viewpoint"], name="projects_cell_once")
        ]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return f"{self.perspective}/{self.viewpoint}"


class Statement(RegionOwned, Versioned):
    """One clause of the promise. `lineage` names it through rewording and moving; it belongs to a cell, or to
    none yet. `verification` is words by language, such as {"sv": "Kundenkäten", "fi": "Asiakaskysely"}.
    """

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.CASCADE, related_name="statements", verbose_name=_("promise")
    )
    cell = models.ForeignKey(
        Cell,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("goal"),
    )
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, verbose_name=_("lineage"))
    order = models.PositiveIntegerField(default=0, verbose_name=_("order"))
    state = models.CharField(
        _("state"), max_length=10, choices=StatementState.choices, default=StatementState.ACTIVE
    )
    verification = models.JSONField(
        _("how it is followed up, when no indicator does"), default=dict, blank=True
    )
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    history = region_history()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["promise", "lineage"], name="projects_statement_lineage")
        ]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return named_by_number(self)


class StatementLink(RegionOwned):
    """That one lineage came out of another, by a split or a merge."""

    promise = models.ForeignKey(ServicePromise, on_delete=models.CASCADE, related_name="links")
    before = models.UUIDField()
    after = models.UUIDField()
    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "before", "after"], name="projects_link_once")
        ]
        indexes = [models.Index(fields=["after"], name="projects_link_after")]

    def __str__(self) -> str:
        return self.kind


class PromiseText(RegionOwned, Versioned):
    """Words in one language and register: of a statement, a cell's goal, a principle, or (with none of them) the core.

    A translation remembers the text it was made from and that text's digest then: when the digest differs
    now, it is stale.
    """

    promise = models.ForeignKey(ServicePromise, on_delete=models.CASCADE, related_name="texts")
    principle = models.ForeignKey(
        Principle, on_delete=models.CASCADE, null=True, blank=True, related_name="texts"
    )
    cell = models.ForeignKey(
        Cell, on_delete=models.CASCADE, null=True, blank=True, related_name="texts", verbose_name=_("goal")
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="texts",
        verbose_name=_("statement"),
    )
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    register = models.CharField(
        _("register"), max_length=10, choices=Register.choices, default=Register.STANDARD
    )
    body = models.TextField(_("words"))
    translated_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translated from"),
    )
    source_digest = models.CharField(max_length=64, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    history = region_history()

    class Meta:
        verbose_name = _("text of the promise")
        verbose_name_plural = _("texts of the promise")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                "promise",
                Coalesce("principle", 0),
                Coalesce("cell", 0),
                Coalesce("statement", 0),
                "language",
                "register",
                name="projects_text_once",
            ),
        ]
        rules_permissions = _PERMISSIONS

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def digest(self) -> str:
        """The hex SHA-256 of the words, by which a translation knows what it was made from."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    @property
    def is_stale(self) -> bool:
        """Whether the text it was translated from has changed since; needs `translated_from` loaded."""
        source = self.translated_from
        return bool(self.body and source and source.digest != self.source_digest)
