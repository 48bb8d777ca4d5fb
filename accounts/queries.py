"""What pages ask of people and regions."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from servicelofte.common import clock
from servicelofte.common.tenancy import every_region

if TYPE_CHECKING:
    from accounts.models import Membership, Region, User


def roles_of(user: "User") -> dict[int, set[str]]:
    """Return {region id: roles} of a person's active memberships in active regions; one query, across regions."""
    roles: dict[int, set[str]] = defaultdict(set)
    with every_region():
        rows = user.memberships.filter(is_active=True, region__is_active=True).values_list(
            "region_id", "role"
        )
        for region_id, role in rows:
            roles[region_id].add(role)
    return dict(roles)


def regions_of(user: "User") -> "QuerySet[Region]":
    """Return the active regions where a person has a role, by name."""
    from accounts.models import Region

    return Region.objects.filter(pk__in=user_region_ids(user), is_active=True).order_by("name")


def user_region_ids(user: "User") -> list[int]:
    """Return the ids of the regions where a person has a role."""
    user.roles_in(None)
    return list(user._roles)


def administered_regions(user: "User") -> "list[Region]":
    """Return the regions a person administers in the admin site: all for the operator, else by role."""
    from accounts.models import Region

    if user.is_superuser:
        return list(Region.objects.all())
    ids = [pk for pk in user_region_ids(user) if "administrator" in user.roles_in(pk)]
    return list(Region.objects.filter(pk__in=ids))


def region_by_slug(slug: str) -> "Region | None":
    """Return the active region with this address word, or None."""
    from accounts.models import Region

    return Region.objects.filter(slug=slug, is_active=True).first()


def members(role: str | None = None) -> "QuerySet[Membership]":
    """Return the active memberships of the region in scope with their people, optionally of one role."""
    from accounts.models import Membership

    rows = Membership.objects.filter(is_active=True).select_related("user").order_by("user__name", "role")
    return rows.filter(role=role) if role else rows


def member_page() -> dict[str, Any]:
    """Return the people of the region in scope with their roles, and the invitations that are still open."""
    from accounts.models import InviteCode

    people: dict[int, dict[str, Any]] = {}
    for row in members():
        person = people.setdefault(row.user_id, {"user": row.user, "rows": []})
        person["rows"].append(row)
    invitations = InviteCode.objects.filter(used_at=None, expires_at__gt=clock.now()).order_by("name")
    return {"people": list(people.values()), "invitations": list(invitations)}
