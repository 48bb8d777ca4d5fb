"""Phase 4: the package with what is proposed and six parts, its handling, and the documents whose bytes are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.enums import (
    OPEN_STATES,
    DocumentKind,
    HandlingBody,
    HandlingResult,
    PackageState,
    PartKind,
)
from decisions.rules import (
    can_annul_decision,
    can_freeze_package,
    can_publish_decision,
    can_register_decision,
    can_view_decisions,
    can_write_package,
)
from drafting.models import DraftVersion
from projects.models import ServicePromise
from servicelofte.common.formatting import full_day
from servicelofte.common.guards import append_only
from servicelofte.common.languages import Language, language_name
from servicelofte.common.models import WordsField
from servicelofte.common.tenancy import RegionOwned, Versioned, region_history


class DecisionPackage(RegionOwned, Versioned):
    """What goes to the council: what is proposed, a frozen version of the promise and five descriptions, with the
    budget's effect (p. 28–30).

    `frozen` is everything that its documents say, beside the version's snapshot, as it stood when it was frozen
    (documented in queries/content.py); `frozen_digest` is the SHA-256 of both. `ledger_number` and `ledger_head`
    are the chain's last seal then, and after the decision the last seal when it was registered.
    `decided_draft` is the version that the council approved: `draft`, or the one with the changes of the meeting.
    """

    promise = models.ForeignKey(
        ServicePromise, on_delete=models.PROTECT, related_name="packages", verbose_name=_("promise")
    )
    draft = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, related_name="packages", verbose_name=_("version")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PackageState.choices, default=PackageState.DRAFT
    )
    presenter = models.CharField(_("presenting official"), max_length=120, blank=True)
    registry_number = models.CharField(_("register number"), max_length=40, blank=True)
    frozen_at = models.DateTimeField(_("time of freezing"), null=True, blank=True)
    frozen_digest = models.CharField(max_length=64, blank=True, verbose_name=_("checksum when frozen"))
    frozen = models.JSONField(default=dict, blank=True, verbose_name=_("contents when frozen"))
    ledger_number = models.PositiveBigIntegerField(default=0, verbose_name=_("number in the ledger"))
    ledger_head = models.CharField(max_length=64, blank=True, verbose_name=_("seal of the ledger"))
    decided_draft = models.ForeignKey(
        DraftVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deciding_packages",
        verbose_name=_("version decided on"),
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    history = region_history(excluded_fields=["frozen"])

    class Meta:
        verbose_name = _("decision package")
        verbose_name_plural = _("decision packages")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["promise"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="decisions_package_open_once",
            )
        ]
        rules_permissions = {
            "view": can_view_decisions,
            "add": can_write_package,
            "change": can_write_package,
            "freeze": can_freeze_package,
            "register": can_register_decision,
            "publish": can_publish_decision,
        }

    def __str__(self) -> str:
        return self.registry_number or str(self.pk)


class PackagePart(RegionOwned, Versioned):
    """One text of a package in one language (small Markdown): what is proposed, or one of the six parts. The promise
    part itself is drawn from the version, this adds its grounds.

    `budget_effect` belongs to the part on implementation: what the promise costs or saves, and where it shows
    (p. 28).
    """

    package = models.ForeignKey(
        DecisionPackage, on_delete=models.CASCADE, related_name="parts", verbose_name=_("decision package")
    )
    kind = models.CharField(_("part"), max_length=24, choices=PartKind.choices)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    body = models.TextField(_("text"), blank=True)
    budget_effect = models.TextField(_("effect on the budget"), blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("part of a package")
        verbose_name_plural = _("parts of a package")
        constraints = [
            models.UniqueConstraint(fields=["package", "kind", "language"], name="decisions_part_once")
        ]
        rules_permissions = {
            "view": can_view_decisions,
            "change": can_write_package,
            "add": can_write_package,
        }

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({language_name(self.language)})"


class Handling(RegionOwned, Versioned):
    """One body's treatment of the package at one meeting: date, section, result, changes made (p. 29).

    `body_name` and `changes` are words by language, such as {"sv": "Fullmäktige", "fi": "Aluevaltuusto"}. What was
    registered wrongly is annulled, never deleted: when, by whom, and why in `annulled_language`. `was_published_at`
    is when everybody could read its result, if that was before it was annulled. `early_reason`, in its one language,
    tells why the meeting was held on a day before what it handled was frozen.
    """

    package = models.ForeignKey(
        DecisionPackage,
        on_delete=models.PROTECT,
        related_name="handlings",
        verbose_name=_("decision package"),
    )
    body_kind = models.CharField(_("body"), max_length=10, choices=HandlingBody.choices)
    body_name = WordsField(_("name of the body"), default=dict)
    meeting_on = models.DateField(_("meeting"))
    section = models.CharField(_("section"), max_length=20)
    result = models.CharField(_("result"), max_length=10, choices=HandlingResult.choices)
    changes = WordsField(_("changes made at the meeting"), default=dict, blank=True)
    minutes_url = models.URLField(_("link to the minutes"), blank=True)
    amended_draft = models.ForeignKey(
        DraftVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version with the changes of the meeting"),
    )
    early_reason = models.TextField(_("why it was frozen only after the meeting"), blank=True)
    early_language = models.CharField(
        _("language of the words on the late freezing"), max_length=3, choices=Language.choices, blank=True
    )
    registered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("registered by")
    )
    registered_at = models.DateTimeField(verbose_name=_("registered at"))
    annulled_at = models.DateTimeField(_("annulled at"), null=True, blank=True)
    annulled_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("annulled by"),
    )
    annulled_reason = models.TextField(_("reason of the annulment"), blank=True)
    annulled_language = models.CharField(
        _("language of the reason"), max_length=3, choices=Language.choices, blank=True
    )
    was_published_at = models.DateTimeField(_("published before it was annulled"), null=True, blank=True)

    history = region_history()

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")
        ordering = ("meeting_on", "pk")
        rules_permissions = {
            "view": can_view_decisions,
            "add": can_register_decision,
            "change": can_register_decision,
            "annul": can_annul_decision,
        }

    def __str__(self) -> str:
        return f"{self.get_body_kind_display()} {full_day(self.meeting_on)} § {self.section}"


class DocumentFile(RegionOwned):
    """A PDF whose bytes are kept with their SHA-256 and never made again.

    `basis` is the digest of what it says: the same content leads back to this row. The ledger's number and head are
    printed in it, so that a chain cut short is found against it.
    """

    package = models.ForeignKey(
        DecisionPackage,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("decision package"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    file = models.FileField(_("file"), upload_to="documents/%Y/")
    sha256 = models.CharField(max_length=64, db_index=True, verbose_name=_("SHA-256"))
    basis = models.CharField(max_length=64, verbose_name=_("made of"))
    size = models.PositiveIntegerField(verbose_name=_("size in bytes"))
    pages = models.PositiveIntegerField(default=0, verbose_name=_("number of pages"))
    ledger_number = models.PositiveBigIntegerField(default=0, verbose_name=_("number in the ledger"))
    ledger_head = models.CharField(max_length=64, blank=True, verbose_name=_("seal of the ledger"))
    made_at = models.DateTimeField(verbose_name=_("made at"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["package", "kind", "language", "sha256"], name="decisions_document_once"
            )
        ]
        rules_permissions = {"view": can_view_decisions}

    def __str__(self) -> str:
        return self.sha256[:12]


append_only("decisions.DocumentFile")
