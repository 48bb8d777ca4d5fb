"""What accounts registers with the shop floor: its mail, and the people page in the navigation."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.domain.erasure import erase_invitations
from accounts.domain.membership import invitation_code
from accounts.models import InviteCode
from servicelofte.common import clock, registry
from servicelofte.common.registry import MailTemplate, NavigationItem


def _invitation(context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    invite = InviteCode.objects.filter(pk=context["invite"], used_at=None, expires_at__gt=clock.now()).first()
    if invite is None:
        return None
    return {"invite": invite, "path": reverse("accounts:invitation", args=[invitation_code(invite)])}


registry.erasures.add("accounts.invitations", erase_invitations)
registry.mails.add("invitation", MailTemplate("invitation", _("Invitation to the workspace"), _invitation))
registry.navigation.add(
    "people",
    NavigationItem(_("People"), "accounts:member_list", "accounts.administer_region", in_menu=True),
)
