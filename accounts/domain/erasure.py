"""Erasing a person: what an e-mail address leads to goes from every app and every region."""

from collections import Counter

from django.db import transaction

from accounts.models import InviteCode, Region
from servicelofte.common import registry
from servicelofte.common.tenancy import region_scope


def erase_address(*, email: str) -> Counter[str]:
    """Erase what was said under an e-mail address, and the address itself, everywhere; returns {what: rows}.

    For a person who asks without the code of a receipt (GDPR art. 17, found by the address alone). The account of
    somebody who works with promises is not touched: the administrator ends its roles. Doing it twice changes nothing.
    """
    erased: Counter[str] = Counter()
    for region in Region.objects.order_by("pk"):
        with region_scope(region), transaction.atomic():
            for key, erase in registry.erasures.items():
                erased[key] += erase(email)
    return erased


def erase_invitations(email: str) -> int:
    """Delete the invitations to an e-mail address in the scope at hand; returns how many."""
    invitations = InviteCode.objects.filter(email__iexact=email.strip())
    found = invitations.count()
    invitations.delete()
    return found
