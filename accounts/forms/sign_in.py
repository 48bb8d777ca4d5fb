"""The sign-in library's forms in the manner of the product: its label names a field, not grey words in it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as TOTPForm
from allauth.mfa.utils import encrypt
from django.utils.translation import gettext_lazy as _

# What a new password needs, for those who choose one; the list of every rule would only be read once one is broken.
PASSWORD_HELP = _("At least 12 characters. A few words together are easy to remember.")


class _Labelled:
    """Takes away the placeholders, which repeat the labels and vanish when one writes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class _NewPassword(_Labelled):
    """Says of a new password what joining says of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP


class LoginForm(_Labelled, account.LoginForm):
    """Sign in."""


class ResetPasswordForm(_Labelled, account.ResetPasswordForm):
    """Ask for a link to a new password."""


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):
    """Choose the new password behind that link."""


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """Change the password."""


class ReauthenticateForm(_Labelled, account.ReauthenticateForm):
    """Show by the password that it is you."""


class CodeForm(_Labelled, mfa.AuthenticateForm):
    """Give the code of two-step sign-in."""


class ReauthenticateCodeForm(_Labelled, mfa.ReauthenticateForm):
    """Show by a code that it is you."""


class ActivateTOTPForm(_Labelled, TOTPForm):
    """Take an app for codes into use."""

    def clean_code(self) -> str:
        """Use the code up, as signing in does: whoever saw it being written opens nothing with it."""
        code: str = super().clean_code()
        secret = {"secret": encrypt(self.secret)}
        new = Authenticator(user=self.user, type=Authenticator.Type.TOTP, data=secret)
        if not new.wrap().validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
