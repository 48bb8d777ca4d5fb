"""The sign-in library's forms in the manner of the product: its label names a field, not grey words in it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as TOTPForm


class _Labelled:
    """Takes away the placeholders, which repeat the labels and vanish when one writes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_Labelled, account.LoginForm):
    """Sign in."""


class ResetPasswordForm(_Labelled, account.ResetPasswordForm):
    """Ask for a link to a new password."""


class ResetPasswordKeyForm(_Labelled, account.ResetPasswordKeyForm):
    """Choose the new password behind that link."""


class ChangePasswordForm(_Labelled, account.ChangePasswordForm):
    """Change the password."""


class ReauthenticateForm(_Labelled, account.ReauthenticateForm):
    """Show by the password that it is you."""


class CodeForm(_Labelled, mfa.AuthenticateForm):
    """Give the code of two-step sign-in."""


class ReauthenticateCodeForm(_Labelled, mfa.ReauthenticateForm):
    """Show by a code that it is you."""


class ActivateTOTPForm(_Labelled, TOTPForm):
    """Take an app for codes into use."""
