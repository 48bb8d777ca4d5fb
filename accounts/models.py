"""People, regions (tenants) and memberships."""

import uuid
from collections import defaultdict
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import LanguageStatus, PageKind, RegionKind, Role, StatuteSet, Transfer
from accounts.rules import is_administrator
from servicelofte.common.converters import RESERVED as RESERVED_SLUGS
from servicelofte.common.languages import INTERFACE, Language, language_name, own_name
from servicelofte.common.tenancy import RegionOwned, Versioned, every_region, region_history

LONGEST_TERM = 80
# No mail reaches a name under .invalid (RFC 2606).
ERASED_ADDRESS = "@erased.invalid"

# Examples of what is written in the fields below, as it is typed.
_CODES = '["en", "se"]'
_TERMS = '{"council": {"sv": "fullmäktige"}}'


def validate_languages(value: object) -> None:
    """Accept a list of different language codes; raises ValidationError for any other shape."""
    codes = [str(code) for code in value] if isinstance(value, list) else [""]
    if len(set(codes)) < len(codes) or not set(codes) <= set(Language.values):
        raise ValidationError(
            _("Write a list of language codes, such as %(example)s."), params={"example": _CODES}
        )


def validate_terms(value: object) -> None:
    """Accept {key of a term: {language: word}}; raises ValidationError for any other shape."""
    terms = list(value.values()) if isinstance(value, dict) else [None]
    if not all(isinstance(term, dict) and _is_worded(term) for term in terms):
        raise ValidationError(
            _("Write a word for each language, such as %(example)s."), params={"example": _TERMS}
        )


def _is_worded(term: dict[str, object]) -> bool:
    words = all(isinstance(word, str) and 0 < len(word) <= LONGEST_TERM for word in term.values())
    return words and set(term) <= set(Language.values)


class UserManager(BaseUserManager["User"]):
    """Makes people, who sign in by e-mail."""

    def create_user(self, email: str, password: str | None = None, **values: object) -> "User":
        """Create a person; the address is kept in lower case."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: object) -> "User":
        """Create the operator of the installation, who sees every region in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who works with promises. `uuid` stands for the person in the ledger."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, verbose_name=_("identifier"))
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices, default=Language.SV)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin site"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_erased(self) -> bool:
        """Whether name and address have been erased; what the person did stands, under the UUID."""
        return self.email.endswith(ERASED_ADDRESS)

    def get_full_name(self) -> str:
        """Return the name shown beside what the person did."""
        return gettext("Former user") if self.is_erased else self.name or self.email

    def get_short_name(self) -> str:
        """Return the first name."""
        return self.get_full_name().split(" ")[0]

    def roles_in(self, region_id: int | None) -> set[str]:
        """Return the person's roles in a region (values of Role); none where there is no region."""
        return set() if region_id is None else self._roles.get(region_id, set())

    @property
    def region_ids(self) -> list[int]:
        """The ids of the active regions where the person has a role."""
        return list(self._roles)

    @cached_property
    def _roles(self) -> dict[int, set[str]]:
        """Roles by region, read once a request."""
        roles: dict[int, set[str]] = defaultdict(set)
        with every_region():
            rows = self.memberships.filter(is_active=True, region__is_active=True)
            for region_id, role in rows.values_list("region_id", "role"):
                roles[region_id].add(role)
        return dict(roles)


class Region(models.Model):
    """The tenant: a wellbeing services county, city or joint authority that gives a promise."""

    slug = models.SlugField(
        _("address word"), max_length=60, unique=True, help_text=_("Stands in every address of the region.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RegionKind.choices, default=RegionKind.COUNTY)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("Shown in the page head."))
    language_status = models.CharField(
        _("language status"), max_length=20, choices=LanguageStatus.choices, default=LanguageStatus.BILINGUAL
    )
    sami_rights = models.BooleanField(_("has Sámi homeland"), default=False)
    extra_languages = models.JSONField(
        _("further languages"),
        default=list,
        blank=True,
        help_text=_("Codes such as en or se."),
        validators=[validate_languages],
    )
    statute_set = models.CharField(
        _("statutes"), max_length=30, choices=StatuteSet.choices, default=StatuteSet.COUNTY_ACT
    )
    terminology = models.JSONField(
        _("own terms"),
        default=dict,
        blank=True,
        help_text=_("Key of a term, then language and word."),
        validators=[validate_terms],
    )
    code = models.CharField(_("county code"), max_length=4, blank=True)
    sotkanet_region_id = models.PositiveIntegerField(_("Sotkanet region id"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_address = models.CharField(_("postal address"), max_length=200, blank=True)
    officer_name = models.CharField(
        _("data protection officer"),
        max_length=120,
        blank=True,
        help_text=_("A name or a title. The privacy notice leads to the registry where there is none."),
    )
    officer_email = models.EmailField(_("e-mail of the data protection officer"), blank=True)
    officer_phone = models.CharField(_("telephone of the data protection officer"), max_length=40, blank=True)
    processors = models.CharField(
        _("processors of personal data"),
        max_length=300,
        blank=True,
        help_text=_("Who handles the data for the region besides the operator of the service, with commas."),
    )
    transfer = models.CharField(
        _("transfer of personal data outside the EU and the EEA"),
        max_length=20,
        blank=True,
        choices=Transfer.choices,
        help_text=_("By the region and by all who handle data for it. The privacy notice must say it."),
    )
    transferred_to = models.CharField(
        _("transferred to"),
        max_length=300,
        blank=True,
        help_text=_("Where data are transferred: which countries and who receives them, with commas."),
    )
    moderates_first = models.BooleanField(
        _("read before publishing"),
        default=True,
        help_text=_("Comments are shown once somebody has read them."),
    )
    retention_months = models.PositiveSmallIntegerField(_("names and e-mail are kept (months)"), default=24)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False, verbose_name=_("version number"))
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("made at"))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS), name="accounts_region_slug_free"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask where data are transferred to, where they are."""
        super().clean()
        if self.transfer not in ("", Transfer.NONE) and not self.transferred_to.strip():
            raise ValidationError(
                {"transferred_to": _("Say which countries, and who receives the data there.")}
            )

    @property
    def languages(self) -> list[str]:
        """Return the codes that everything public must exist in, the region's first language first."""
        return {
            LanguageStatus.BILINGUAL: ["sv", "fi"],
            LanguageStatus.FINNISH: ["fi"],
            LanguageStatus.SWEDISH: ["sv"],
        }[LanguageStatus(self.language_status)]

    @property
    def all_languages(self) -> list[str]:
        """Return the required languages and those the region has added."""
        return [*self.languages, *(code for code in self.extra_languages if code not in self.languages)]

    @property
    def interface_languages(self) -> list[str]:
        """Return those of all its languages that interface, mail and the columns of a name exist in."""
        return [code for code in self.all_languages if code in INTERFACE]

    @property
    def language_choices(self) -> list[tuple[str, str]]:
        """Return (code, own name) for every language of the region."""
        return [(code, own_name(code)) for code in self.all_languages]


class Membership(RegionOwned, Versioned):
    """A person's role in a region. A person may have several."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.CharField(_("unit or organisation"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = region_history()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["region", "user", "role"], name="accounts_membership_once")
        ]
        rules_permissions = {
            "view": is_administrator,
            "change": is_administrator,
            "add": is_administrator,
            "delete": is_administrator,
        }

    def __str__(self) -> str:
        return str(self.get_role_display())


class RegionPage(RegionOwned, Versioned):
    """What the region says of accessibility, privacy or moderation, in one language (small Markdown)."""

    kind = models.CharField(_("page"), max_length=20, choices=PageKind.choices)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)
    body = models.TextField(_("text"))
    checked_on = models.DateField(_("checked on"))

    history = region_history()

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "language"], name="accounts_page_once")
        ]
        rules_permissions = {
            "view": is_administrator,
            "change": is_administrator,
            "add": is_administrator,
            "delete": is_administrator,
        }

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({language_name(self.language)})"


class InviteCode(RegionOwned):
    """An invitation to join a region's workspace; the code in the mail is derived, only its hash stands here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.CharField(_("unit or organisation"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices, default=Language.SV)
    generation = models.PositiveSmallIntegerField(default=1)
    code_hash = models.CharField(max_length=64, unique=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.role} {self.expires_at:%Y-%m-%d}"
