"""Sign-in is by invitation: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """No public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited by their region's administrator."""
        return False


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect signs in people who are known; it makes nobody new."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only invited people come in."""
        return False
