"""Regions, the people who sign in to them, and the bodies of their register."""

from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.domain.region import create_region
from accounts.models import Membership, Region, User
from drafting.domain.body import BodyFacts, register_body
from drafting.models import Body
from servicelofte.common.public_cache import bump_public
from servicelofte.common.tenancy import region_scope
from servicelofte.management.demo.story import Cast

PASSWORD = "Demo-losenord-2027"
PROTECTION = ("officer_name", "officer_email", "officer_phone", "processors", "transfer")
OPERATOR = {"name": "Operatör", "email": "operator@servicelofte.example", "language": "sv"}


def cast_region(facts: dict[str, Any]) -> Cast:
    """Return a region of the demo with its people and bodies; what is missing is made, also what an earlier release
    knew nothing of.
    """
    known = Region.objects.filter(slug=facts["slug"]).first()
    region = _up_to_date(known, facts) if known else _create(facts)
    with region_scope(region):
        people = {person["role"]: _person(region, person) for person in facts["people"]}
        cast = Cast(region, people)
        cast.bodies = {body["key"]: _body(cast, body) for body in facts["bodies"]}
    return cast


def _up_to_date(region: Region, facts: dict[str, Any]) -> Region:
    """Give a region what it never had of data protection; what somebody gave or took away stays as it is."""
    history: Any = region.history  # type: ignore[attr-defined]
    silent = [name for name in PROTECTION if not history.exclude(**{name: ""}).exists()]
    for name in silent:
        setattr(region, name, facts[name])
    if silent:
        region.save(update_fields=silent)
        bump_public(region.slug)
    return region


def _create(facts: dict[str, Any]) -> Region:
    contact = ("contact_email", "contact_phone", "contact_address")
    return create_region(
        slug=facts["slug"],
        names=facts["names"],
        short_names=facts["short_names"],
        language_status=facts["language_status"],
        moderates_first=facts["moderates_first"],
        retention_months=facts["retention_months"],
        **{name: facts[name] for name in ("population", "code", *contact, *PROTECTION)},
    )


def _person(region: Region, facts: dict[str, Any]) -> User:
    user = User.objects.filter(email=facts["email"]).first() or User.objects.create(
        email=facts["email"],
        password=_hashed(),
        name=facts["name"],
        language=facts["language"],
        is_staff=facts["role"] == "administrator",
    )
    Membership.objects.get_or_create(
        region=region, user=user, role=facts["role"], defaults={"unit": facts["unit"]}
    )
    return user


@lru_cache(maxsize=1)
def _hashed() -> str:
    """Hash the one password once: a good hash takes its time."""
    return make_password(PASSWORD)


def _body(cast: Cast, facts: dict[str, Any]) -> Body:
    known = Body.objects.filter(email=facts["email"]).first()
    if known:
        return known
    names = ("names", "kind", "email", "language")
    return register_body(
        region=cast.region,
        actor=cast.person("preparer"),
        facts=BodyFacts(**{name: facts[name] for name in names}),
    )


def make_operator() -> User:
    """Return the operator of the installation, who sees every region in the admin."""
    known = User.objects.filter(email=OPERATOR["email"]).first()
    return known or User.objects.create(**OPERATOR, password=_hashed(), is_staff=True, is_superuser=True)
