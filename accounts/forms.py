"""Forms of people and regions."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_administrators_besides, require_other_administrator
from accounts.domain.region import known_regions
from accounts.enums import Role
from accounts.models import Membership, Region, User
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import HouseForm, TextInput
from servicelofte.common.languages import INTERFACE, own_name


class InviteForm(HouseForm):
    """Whom to invite, and to what."""

    name = TextInput(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = TextInput(label=_("Unit or organisation"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=[(code, own_name(code)) for code in INTERFACE]
    )


class AcceptInvitationForm(HouseForm):
    """A new person's name and password."""

    name = TextInput(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A few words together are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
    )
    again = forms.CharField(
        label=_("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Compare the passwords and try them against the rules."""
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("The passwords differ. Write the same one twice."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class KnownRegionForm(forms.Form):
    """On the administration site: which region of Finland to make, and who is its first administrator."""

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
    """On the administration site: a person's name and account."""

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
    """On the administration site: a role in a region, which is chosen once, when the role is given."""

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
