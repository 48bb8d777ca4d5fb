"""Forms of the administration site: a person, a role, a region of Finland to begin with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_administrators_besides, require_other_administrator
from accounts.domain.region import known_regions
from accounts.enums import Role
from accounts.models import Membership, Region
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import TextInput


class KnownRegionForm(forms.Form):
    """Which region of Finland to make, and who is its first administrator."""

    key = forms.ChoiceField(label=_("Region"))
    name = TextInput(label=_("Name of the first administrator"), max_length=120)
    email = forms.EmailField(label=_("E-mail of the first administrator"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(Region.objects.values_list("slug", flat=True))
        language = "fi" if kwargs.get("initial", {}).get("language") == "fi" else "sv"
        self.fields["key"].choices = [
            (row.key, row.names[language]) for row in known_regions() if row.key not in taken
        ]


class PersonForm(forms.ModelForm):
    """A person's name and account."""

    def clean_is_active(self) -> bool:
        """Leave no region without an administrator."""
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk and self.instance.is_active and not is_active:
            try:
                require_administrators_besides(person=self.instance)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return is_active


class MembershipForm(forms.ModelForm):
    """A role in a region, which is chosen once, when the role is given."""

    region = forms.ModelChoiceField(label=_("region"), queryset=Region.objects.none())

    class Meta:
        model = Membership
        fields = ("role", "unit", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["region"].disabled = True
            self.initial["region"] = self.instance.region_id

    def clean(self) -> dict[str, Any]:
        """Leave no region without an administrator."""
        cleaned = super().clean() or self.cleaned_data
        before = self.instance
        administers = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        if before.pk and before.is_active and before.role == Role.ADMINISTRATOR and not administers:
            try:
                require_other_administrator(membership=before)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def _post_clean(self) -> None:
        if self.cleaned_data.get("region"):
            self.instance.region = self.cleaned_data["region"]
        super()._post_clean()
