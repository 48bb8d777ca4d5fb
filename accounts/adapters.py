"""What allauth asks of this house: who may sign up, where signing in leads, and what the mails about an account say."""

import logging
from email.utils import formataddr, parseaddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from servicelofte.common import clock
from servicelofte.common.formatting import moment
from servicelofte.common.languages import page_language

log = logging.getLogger(__name__)
SECONDS_A_DAY = 24 * 60 * 60
# What a person is told by mail that somebody, perhaps not they, did with how they sign in.
SIGN_IN_CHANGES = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("The password was changed by a link that had been sent to you."),
    "account/email/password_set": _("The account was given a password."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. The earlier ones no longer work."),
    "mfa/email/totp_activated": _("From now on signing in takes a one-time code of an app."),
    "mfa/email/totp_deactivated": _("Signing in no longer takes a one-time code."),
    "socialaccount/email/account_connected": _("The account was joined to a sign-in of another service."),
    "socialaccount/email/account_disconnected": _(
        "The account is no longer joined to the sign-in of another service."
    ),
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and nobody is led elsewhere; the operator writes to people about their account."""

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

    def is_safe_url(self, url: str) -> bool:
        """Tell whether somebody may be led to `url`: a page of this site, under the name that it was asked by."""
        request = allauth_context.request
        hosts = {request.get_host()}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=hosts, require_https=request.is_secure())

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is written: it names the service, not the machine's address."""
        return str(subject)

    def get_from_email(self) -> str:
        """Return the sender: the service by its name. No region is known of somebody who cannot sign in."""
        return formataddr((settings.SERVICE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person by mail what was changed in how they sign in, and what to do if it was not they.

        Neither where it was done from nor with what is told: both are personal data of whoever did it. A mail that
        cannot be sent is logged; what was changed stays changed.
        """
        words = {
            "what": SIGN_IN_CHANGES[template_prefix],
            "when": moment(clock.now()),
            "address": user.email,
            "reset_url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
        }
        try:
            self.send_mail("account/email/sign_in_changed", user.email, words)
        except OSError as error:
            log.warning("mail_failed", extra={"kind": "sign_in_changed", "error": type(error).__name__})

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return the mail about an account in the language of the page on which it was asked for, the same as text and
        as a page; the operator signs it.
        """
        language = page_language()
        words = {
            "operator": settings.OPERATOR_NAMES[language],
            "operator_email": settings.OPERATOR_EMAIL,
            "link_days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
        }
        own = {"Auto-Submitted": "auto-generated", "Content-Language": language}
        plain = super().render_mail(template_prefix, email, {**context, **words}, {**own, **(headers or {})})
        message = EmailMultiAlternatives(
            subject=plain.subject,
            body=f"{plain.body}\n",
            from_email=plain.from_email,
            to=plain.to,
            reply_to=[settings.OPERATOR_EMAIL] if settings.OPERATOR_EMAIL else [],
            headers=plain.extra_headers,
        )
        blocks = [{"text": block} for block in str(plain.body).split("\n\n")]
        page = {"subject": plain.subject, "blocks": blocks, "language": language}
        message.attach_alternative(render_to_string("notices/mail/page.html", page), "text/html")
        return message


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect signs in people who are known; it makes nobody new, and an address alone joins nobody."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep of what the other service tells only who it is by its own key: no name, no address, no token."""
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only invited people come in; whoever has an account and has not joined it is told how. Raises
        ImmediateHttpResponse.
        """
        raise ImmediateHttpResponse(render(request, "socialaccount/not_joined.html", status=403))
