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

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Tell what was done, except that somebody signed in: who is back from an expired session sees it anyway,
        and a page that tells of something done is taken as the answer to what was sent last.
        """
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect signs in people who are known; it makes nobody new."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only invited people come in."""
        return False
