"""Forms of an invitation to the workspace: sending it, and accepting it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.forms.sign_in import PASSWORD_HELP
from accounts.models import User
from servicelofte.common.forms import HouseForm, MailAddress, TextInput
from servicelofte.common.languages import INTERFACE, own_name


class InviteForm(HouseForm):
    """Whom to invite, and to what."""

    name = TextInput(
        label=_("Name"), max_length=120, error_messages={"required": _("Write the name of the person.")}
    )
    email = MailAddress(
        label=_("E-mail"),
        error_messages={"required": _("Write the address to which the invitation goes.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_(
            "A preparer writes the promise and hears residents, a council secretary sees to the decision, and a "
            "manager to actions, indicators and feedback. A producer sees only its own contracts, an observer reads. "
            "An administrator may do all that the staff does, and invites people."
        ),
        error_messages={"required": _("Choose what the person is to do here.")},
    )
    unit = TextInput(label=_("Unit or organisation"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=[(code, own_name(code)) for code in INTERFACE],
        error_messages={"required": _("Choose the language of the invitation.")},
    )


class JoinForm(HouseForm):
    """Nothing is asked of a person who has an account: only that joining is meant."""


class AcceptInvitationForm(HouseForm):
    """A new person's name and password."""

    name = TextInput(label=_("Your name"), max_length=120, error_messages={"required": _("Write your name.")})
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HELP,
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
