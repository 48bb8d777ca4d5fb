"""Two regions alike, each with one row of everything, and their forms."""

from __future__ import annotations

from django.test import Client

from accounts.models import Membership
from jobs.models import Job
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.world import World, make_world
from tests.servicelofte.addresses import Address, addresses, fill
from tests.trust.forms import Form, forms_of

ALL = addresses()


def whole_world(slug: str, canary: str) -> World:
    """Make a region with one row of everything that an address can name."""
    world = make_world(make_region(slug), canary)
    with region_scope(world.region):
        world.rows["membership"] = Membership.objects.filter(user=world.owner).get()
        world.rows["job"] = Job.objects.create(
            region=world.region, kind="x", occasion=canary, state="failed", due_at=clock.now()
        )
    return world


def signed_in(world: World) -> Client:
    """Return a browser of the region's administrator."""
    client = Client(raise_request_exception=False)
    client.force_login(world.owner)
    return client


def pages(world: World) -> list[tuple[Address, str]]:
    """Return every address of the house with this world's keys filled in."""
    return [(address, fill(address, world)) for address in ALL]


def every_form(world: World, client: Client) -> list[Form]:
    """Return every POST form that the administrator, or anybody, finds on the pages of the region."""
    found: dict[tuple[str, frozenset[str]], Form] = {}
    for _address, url in pages(world):
        response = client.get(url)
        if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
            continue
        for form in forms_of(url, response.content):
            found.setdefault((form.action, frozenset(form.fields)), form)
    return list(found.values())
