"""Erasing a person: what an e-mail address leads to goes from every app and every region."""

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.domain.session import end_sessions
from accounts.models import ERASED_ADDRESS, InviteCode, Region, User
from accounts.queries import leaver
from servicelofte.common import registry
from servicelofte.common.tenancy import region_scope

ACCOUNTS = "accounts.people"


@transaction.atomic
def erase_address(*, email: str) -> Counter[str]:
    """Erase what was said under an e-mail address, and the address itself, everywhere; returns {what: rows}.

    For a person who asks without the code of a receipt (GDPR art. 17, found by the address alone). The account goes,
    too, of somebody who has left: `works_still` tells when the roles must end first. Doing it twice changes nothing.
    """
    erased: Counter[str] = Counter()
    for region in Region.objects.order_by("pk"):
        with region_scope(region):
            for key, erase in registry.erasures.items():
                erased[key] += erase(email)
    # Last, since the apps know the person by the address.
    erased[ACCOUNTS] = _erase_account(email)
    return erased


def works_still(*, email: str) -> bool:
    """Tell whether the address is that of an account in use, which is not erased before its roles have ended."""
    return User.objects.filter(email__iexact=email.strip()).exists() and leaver(email) is None


def erase_invitations(email: str) -> int:
    """Delete the invitations to an e-mail address in the scope at hand; returns how many."""
    invitations = InviteCode.objects.filter(email__iexact=email.strip())
    found = invitations.count()
    invitations.delete()
    return found


def _erase_account(email: str) -> int:
    """Empty the account of somebody who has left. The row stays, nameless: what the person did stays that person's."""
    user = leaver(email)
    if user is None:
        return 0
    user.name, user.email = "", f"{user.uuid}{ERASED_ADDRESS}"
    user.is_active = user.is_staff = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(
        object_repr="", change_message=""
    )
    end_sessions(person=user)
    return 1
