"""Verbs of the address by which a person signs in."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def settle_address(*, person: User) -> None:
    """Let the address of the account, and no earlier one, sign in and be sent a link to a new password.

    The sign-in library knows addresses of its own. That of the account is known to be the person's: who runs the
    installation vouches for it.
    """
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
