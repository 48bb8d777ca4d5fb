"""What pages ask of people and regions."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import STAFF_ROLES, Role
from accounts.models import InviteCode, Membership, Region, RegionPage, User
from accounts.page_texts import texts_without_contact
from servicelofte.common import clock
from servicelofte.common.formatting import moment
from servicelofte.common.tenancy import every_region


def name_of(person: User | None) -> str:
    """Return the name shown beside what a person did, "" where nobody is named."""
    return person.get_full_name() if person else ""


def regions_of(user: User) -> QuerySet[Region]:
    """Return the active regions where a person has a role, by name."""
    return Region.objects.filter(pk__in=user.region_ids, is_active=True).order_by("name")


def administered_regions(user: User) -> list[Region]:
    """Return the regions a person administers in the admin site: all for the operator, else by role."""
    if user.is_superuser:
        return list(Region.objects.all())
    ids = [pk for pk in user.region_ids if Role.ADMINISTRATOR in user.roles_in(pk)]
    return list(Region.objects.filter(pk__in=ids))


def region_by_slug(slug: str) -> Region | None:
    """Return the active region with this address word, or None."""
    return Region.objects.filter(slug=slug, is_active=True).first()


def pages_without_contact(region: Region) -> list[RegionPage]:
    """Return the region's information pages whose words are still the first ones and name neither an e-mail address
    nor a telephone number; one query.
    """
    rows = RegionPage.objects.filter(region=region).order_by("pk")
    return [row for row in rows if row.body in texts_without_contact(row.kind, row.language, region)]


def lacks_contact(region: Region) -> bool:
    """Tell whether the accessibility statement and the privacy notice have nobody to turn to; at most one query."""
    return not (region.contact_email or region.contact_phone) or bool(pages_without_contact(region))


def members(role: str | None = None) -> QuerySet[Membership]:
    """Return the active memberships of the region in scope with their people, optionally of one role."""
    rows = Membership.objects.filter(is_active=True).select_related("user").order_by("user__name", "role")
    return rows.filter(role=role) if role else rows


def responsible_people(region: Region) -> QuerySet[User]:
    """Return the people of a region who can be made responsible for something: its staff, by name."""
    works = {
        "memberships__region": region,
        "memberships__is_active": True,
        "memberships__role__in": STAFF_ROLES,
    }
    return User.objects.filter(is_active=True, **works).distinct().order_by("name", "pk")


def leaver(email: str) -> User | None:
    """Return whose account has this address and who works nowhere any more, in no region nor as operator; or None."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None or user.is_superuser:
        return None
    with every_region():
        return None if user.memberships.filter(is_active=True).exists() else user


def member_page() -> dict[str, Any]:
    """Return the people of the region in scope with their roles, and the invitations that are still open."""
    people: dict[int, dict[str, Any]] = {}
    for row in members():
        person = people.setdefault(row.user_id, {"user": row.user, "rows": []})
        person["rows"].append(row)
    # Whom the region knows is not let in by an older invitation once the role was ended.
    ended = Membership.objects.filter(user__email=OuterRef("email"), role=OuterRef("role"), is_active=False)
    invitations = InviteCode.objects.filter(
        ~Exists(ended), used_at=None, expires_at__gt=clock.now()
    ).order_by("name")
    return {"people": list(people.values()), "invitations": list(invitations)}


def role_history(person: User) -> list[dict[str, str]]:
    """Return what happened to a person's roles in the regions in scope, newest first, at most fifty: {when, region,
    role, what, who}; one query.
    """
    rows = Membership.history.filter(user=person.pk).select_related("region", "history_user")
    return [
        {
            "when": moment(row.history_date),
            "region": str(row.region),
            "role": str(row.get_role_display()),
            "what": _role_change(row),
            "who": str(row.history_user or _("The system")),
        }
        for row in rows.order_by("-history_date", "-history_id")[:50]
    ]


def _role_change(row: Any) -> str:
    if row.history_type == "+":
        return pgettext("role", "given")
    return pgettext("role", "changed") if row.is_active else pgettext("role", "ended")
