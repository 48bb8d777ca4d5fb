"""Forms of a package: which version goes to the council, its texts, why it is opened again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from decisions.enums import PartKind
from decisions.models import DecisionPackage, PackagePart
from drafting.models import DraftVersion
from servicelofte.common.formatting import full_day
from servicelofte.common.forms import AsReadForm, AsSeenForm, HouseForm, HouseModelForm, TextArea, TextInput

NO_REASON = {"required": _("Write the reason in a few words.")}


class VersionField(forms.ChoiceField):
    """One of the versions given to `offer`; its cleaned value is the version, or None."""

    versions: dict[str, DraftVersion]

    def clean(self, value: Any) -> DraftVersion | None:
        """Return the version that was chosen."""
        return self.versions.get(str(super().clean(value)))

    def offer(self, versions: Sequence[DraftVersion], *, with_group: bool = False, empty: Any = "") -> None:
        """Offer these versions, named by number and day, and by customer group where there are several promises."""
        self.versions = {str(row.pk): row for row in versions}
        choices = [(str(row.pk), _name(row, with_group)) for row in versions]
        self.choices = [("", empty), *choices] if empty else choices


def _name(version: DraftVersion, with_group: bool) -> str:
    name = _("Version %(number)s, published on %(day)s") % {
        "number": version.number,
        "day": full_day(version.published_at),
    }
    return f"{version.promise}: {name}" if with_group else str(name)


def _presenter() -> forms.CharField:
    field = TextInput(
        label=_("Presenting official"),
        max_length=120,
        required=False,
        help_text=_("Name and title, as they stand in the agenda. Needed before the package can be frozen."),
    )
    field.needed_later = True
    return field


def _registry_number() -> forms.CharField:
    return TextInput(
        label=_("Register number"),
        max_length=40,
        required=False,
        help_text=_("The number of the matter in the region’s case register."),
    )


class PackageCreateForm(HouseForm):
    """Which version goes to the council, and who presents it."""

    draft = VersionField(label=_("Version that goes to the council"))
    presenter = _presenter()

    def __init__(self, *args: Any, versions: Sequence[DraftVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = len({row.promise_id for row in versions}) > 1
        self.fields["draft"].offer(versions, with_group=several)


class PackageForm(HouseModelForm):
    """Version, presenting official and register number."""

    draft = VersionField(label=_("Version that goes to the council"))
    presenter = _presenter()
    registry_number = _registry_number()

    class Meta:
        model = DecisionPackage
        fields = ("presenter", "registry_number")

    field_order = ("draft", "presenter", "registry_number")

    def __init__(self, *args: Any, versions: Sequence[DraftVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].offer(versions)
        self.initial["draft"] = str(self.instance.draft_id)


class FreezeForm(AsReadForm, AsSeenForm):
    """The freezing of a package with its texts as the person saw them: `seen` is their digest."""


class PackageNumberForm(HouseModelForm):
    """The register number of a package that is frozen; one that has a number may lose it, none is saved of nothing."""

    registry_number = _registry_number()

    class Meta:
        model = DecisionPackage
        fields = ("registry_number",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["registry_number"]
        field.required = not self.instance.registry_number
        field.error_messages["required"] = _("Write the number of the matter.")


MARKS = _(
    "Begin a heading with ##, a numbered list item with 1. and any other with -. Put words between ** to make them "
    "bold."
)
OUTLINE = _("Where the outline has …, write your own text.")


class PartForm(HouseModelForm):
    """The words of one text of a package in one language."""

    body = TextArea(rows=20, label=_("Text"), help_text=MARKS)
    budget_effect = TextArea(
        rows=8,
        label=_("Effect on the budget"),
        required=False,
        help_text=_(
            "What the promise costs or saves each year, and where in the budget it shows. "
            "It is needed before the package can be frozen."
        ),
    )

    class Meta:
        model = PackagePart
        fields = ("body", "budget_effect")

    def __init__(self, *args: Any, outline: str = "", budget: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "budget_effect"):
            self.fields[name].widget.attrs["lang"] = self.instance.language
        if not self.instance.body:
            self.initial["body"] = outline
        if self.instance.kind != PartKind.PROPOSAL:
            self.fields["body"].help_text = format_lazy("{} {}", MARKS, OUTLINE)
        if self.instance.kind != PartKind.IMPLEMENTATION:
            del self.fields["budget_effect"]
            return
        # May be empty while the part is written, not when the package is frozen, so it is not called optional.
        self.fields["budget_effect"].needed_later = True
        if not self.instance.budget_effect:
            self.initial["budget_effect"] = budget


class ReopenForm(AsReadForm, AsSeenForm):
    """Why a package is opened again; `seen` is the digest of what was frozen and of the meetings that handled it."""

    reason = TextArea(
        rows=4, label=_("Reason"), help_text=_("It is kept with the package."), error_messages=NO_REASON
    )
