"""The operator makes a region; its administrator invites those who will work on the promise."""

from __future__ import annotations

import re
from typing import Any

from tests.e2e.way.person import Person, Way

ADMINISTRATOR = ("Anna Ekholm", "anna.ekholm@example.fi")
PEOPLE = {
    "preparer": ("Bengt Nyman", "bengt.nyman@example.fi"),
    "secretary": ("Carita Berg", "carita.berg@example.fi"),
    "manager": ("Daniel Lassila", "daniel.lassila@example.fi"),
}
PASSWORD = "tre-lugna-alar-i-viken"


def make_region(way: Way) -> None:
    """Make a region from the list of Finland's regions and invite its first administrator."""
    operator = way.person()
    page = operator.page
    page.goto(f"{way.site.url}/admin/")
    row = next(row for row in way.site.demo["sign_in"] if row["role"] == "operator")
    page.fill("input[name=login]", row["email"])
    page.fill("input[name=password]", row["password"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto(f"{way.site.url}/admin/accounts/region/from-list/")
    page.select_option("select[name=key]", way.region)
    page.fill("input[name=name]", ADMINISTRATOR[0])
    page.fill("input[name=email]", ADMINISTRATOR[1])
    operator.shot("operator-region-from-list")
    page.click("input[type=submit]")
    page.wait_for_url(re.compile(r"/admin/accounts/region/\d+/change/"))
    operator.shot("operator-region-made")
    operator.leave()


def invite_everybody(way: Way) -> dict[str, Person]:
    """Let the administrator join and invite; returns everybody by role, each in a browser of their own."""
    way.site.work()
    administrator = _join(way, ADMINISTRATOR[1])
    administrator.shot("administrator-empty-workspace")
    administrator.follow(f"/work/{way.region}/people/")
    people = {"administrator": administrator}
    for role, (name, email) in PEOPLE.items():
        administrator.follow(r"/people/invite/")
        administrator.fill({"name": name, "email": email, "role": role, "language": "sv"})
        administrator.send()
    administrator.shot("administrator-people-invited")
    way.site.work()
    for role, (_name, email) in PEOPLE.items():
        people[role] = _join(way, email, shot="invitation" if role == "preparer" else "")
    return people


def sign_in(way: Way, email: str, **options: Any) -> Person:
    """Sign somebody of the way in."""
    person = way.person(**options)
    person.open("/account/login/")
    person.fill({"login": email, "password": PASSWORD})
    with person.page.expect_navigation():
        person.page.click("main button[type=submit]")
    return person


def _join(way: Way, email: str, shot: str = "") -> Person:
    words = way.site.newest_mail(email)
    found = re.search(r"(/\w\w)(/r/join/\S+)", words)
    assert found, words
    person = way.person()
    person.open(found[2])
    if shot:
        person.shot(shot)
    person.fill({"password": PASSWORD, "again": PASSWORD})
    person.send()
    person.page.wait_for_url(f"**/work/{way.region}/")
    return person
