"""Regions, people and memberships for tests."""

from itertools import count

from accounts.enums import LanguageStatus
from accounts.models import Membership, Region, User
from servicelofte.common.tenancy import region_scope

_numbers = count(1)


def make_region(slug: str = "", **values: object) -> Region:
    """Make a bilingual region."""
    slug = slug or f"region-{next(_numbers)}"
    defaults = {
        "name_sv": f"{slug} område",
        "name_fi": f"{slug} alue",
        "name_en": f"{slug} region",
        "short_name_sv": slug,
        "short_name_fi": slug,
        "short_name_en": slug,
        "language_status": LanguageStatus.BILINGUAL,
        "contact_email": f"kontakt@{slug}.example",
    }
    return Region.objects.create(slug=slug, **{**defaults, **values})


def make_user(region: Region | None = None, *roles: str, email: str = "", **values: object) -> User:
    """Make a person with these roles in the region (default: preparer)."""
    email = email or f"person{next(_numbers)}@example.fi"
    user = User(email=email, **{"name": email.split("@")[0].title(), **values})
    user.set_unusable_password()
    user.save()
    if region is not None:
        with region_scope(region):
            for role in roles or ("preparer",):
                Membership.objects.create(region=region, user=user, role=role)
    return user
