"""What accounts registers with the shop floor: its mail, the people page, and what the second step brings with it."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.domain.erasure import erase_invitations
from accounts.domain.membership import invitation_code
from accounts.domain.session import end_sessions
from accounts.models import InviteCode, User
from servicelofte.common import clock, registry
from servicelofte.common.registry import MailTemplate, NavigationItem


def _invitation(context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    invite = InviteCode.objects.filter(pk=context["invite"], used_at=None, expires_at__gt=clock.now()).first()
    if invite is None:
        return None
    return {"invite": invite, "path": reverse("accounts:invitation", args=[invitation_code(invite)])}


def _end_other_sessions(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """Whoever came in elsewhere with the password alone is shown the door once there is a second step."""
    if authenticator.type == Authenticator.Type.TOTP:
        end_sessions(person=user, but=request.session.session_key)


authenticator_added.connect(_end_other_sessions, dispatch_uid="accounts.end_other_sessions")
registry.erasures.add("accounts.invitations", erase_invitations)
registry.mails.add("invitation", MailTemplate("invitation", _("Invitation to the workspace"), _invitation))
registry.navigation.add(
    "people",
    NavigationItem(_("People"), "accounts:member_list", "accounts.administer_region", in_menu=True),
)
