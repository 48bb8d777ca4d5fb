"""Every address × role × region, derived from the resolver: who is let in, who is not, and that foreign rows
are 404.
"""

import pytest
from django.db import transaction
from django.test import Client

from accounts.enums import Role
from accounts.models import Membership
from jobs.models import Job
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.world import World, make_world
from tests.servicelofte.addresses import Address, addresses, fill
from tests.servicelofte.outcomes import LET_IN

pytestmark = pytest.mark.django_db
ALL = addresses()
WORKSPACE = [address for address in ALL if address.is_workspace and address.name != "work_home"]
PUBLIC = [
    address
    for address in ALL
    if not address.is_workspace and address.parameters[:1] == (("region", "region"),)
]
SERVED = {200, 201, 302, 303, 304, 400, 405, 409, 410, 422}
# What the role may do in general and not with this very row: the page is then not there for it.
NOT_THIS_ROW = {
    "decisions:part_edit": "the package of the world is decided",
    "drafting:perspective_edit": "availability cannot be left out",
    "implementation:contract_detail": "a producer sees its own contracts only",
    "implementation:clause_confirm": "a producer confirms its own clauses only",
}


def _complete(world: World) -> World:
    with region_scope(world.region):
        world.rows["membership"] = Membership.objects.filter(user=world.owner).get()
        world.rows["job"] = Job.objects.create(
            region=world.region, kind="x", occasion=world.canary, state="failed", due_at=clock.now()
        )
    return world


@pytest.fixture
def ours(db):
    return _complete(make_world(make_region("ours"), "OurCanary"))


@pytest.fixture
def theirs(db):
    return _complete(make_world(make_region("theirs"), "TheirCanary"))


def _status(client: Client, url: str, method: str = "get") -> int:
    return int(getattr(client, method)(url).status_code)


def test_the_matrix_knows_every_address():
    assert len(WORKSPACE) > 60
    assert [address.name for address in WORKSPACE if not address.permission] == []
    assert set(LET_IN) == {address.name for address in WORKSPACE}, "declare it in outcomes.py"


@pytest.mark.once
@pytest.mark.requirement(134)
def test_workspace_lets_in_by_role_and_nobody_else(ours):
    people = {role: _signed_in(make_user(ours.region, role)) for role in Role.values}
    outsider = _signed_in(make_user(make_region("elsewhere"), *Role.values))
    wrong = []
    for address in WORKSPACE:
        url = fill(address, ours)
        wrong += _check(address, url, Client(), 302)
        wrong += _check(address, url, outsider, 404)
        for role, client in people.items():
            wrong += _check_role(address, url, role, client)
    assert wrong == []


def _signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def _check(address: Address, url: str, client: Client, expected: int) -> list[str]:
    found = {method: _status(client, url, method) for method in ("get", "post")}
    return [
        f"{address.name} {method}: {status}"
        for method, status in found.items()
        if status not in (expected, 405)
    ]


def _check_role(address: Address, url: str, role: str, client: Client) -> list[str]:
    """Say what is wrong: who is declared is let in, whoever is not is refused, by reading as by sending."""
    is_in, wrong = role in LET_IN[address.name], []
    for method in ("get", "post"):
        with transaction.atomic():
            status = _status(client, url, method)
            transaction.set_rollback(True)
        as_declared = status in SERVED if is_in else status in (403, 405)
        if not as_declared and not (status in (403, 404) and address.name in NOT_THIS_ROW):
            wrong.append(f"{address.name} {method} {role}: {status}")
        if is_in and status != 405:
            break
    return wrong


def test_foreign_rows_do_not_exist(ours, theirs):
    """Our administrator, at our own region's address, with each of the other region's keys swapped in."""
    client = _signed_in(ours.owner)
    wrong = []
    for address in [*WORKSPACE, *PUBLIC]:
        if not any(name != "region" for name, _kind in address.parameters):
            continue
        if address.name in {"accounts:region_page"}:
            continue
        url = fill(address, theirs, region=ours.region)
        for method in ("get", "post"):
            status = _status(client, url, method)
            if status not in (404, 405):
                wrong.append(f"{address.name} {method}: {status}")
    assert wrong == []


def test_no_page_shows_a_word_of_the_other_region(ours, theirs):
    client = _signed_in(ours.owner)
    leaks, failures = [], []
    for address in [*WORKSPACE, *PUBLIC]:
        response = client.get(fill(address, ours))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if b"TheirCanary" in body:
            leaks.append(address.name)
        if response.status_code >= 500:
            failures.append(address.name)
    assert (leaks, failures) == ([], [])


def test_public_pages_need_no_cookie_and_set_none(ours):
    cookies = []
    for address in PUBLIC:
        response = Client().get(fill(address, ours))
        if response.cookies or response.status_code >= 500:
            cookies.append(f"{address.name} {response.status_code} {list(response.cookies)}")
    assert cookies == []
