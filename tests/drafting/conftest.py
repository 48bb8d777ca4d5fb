"""The small cast of drafting's tests: a region with a promise, its preparer, an observer, and somebody of another
region.
"""

import pytest

from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project, make_promise, make_statement


@pytest.fixture
def cast(db, client):
    """Region, project and promise with one statement, inside the region's scope; `client` is signed in by
    `sign_in(role)`.
    """

    class Cast:
        region = make_region()
        twin = make_region()
        project = make_project(region)
        promise = make_promise(project)
        statement = make_statement(promise)

        def sign_in(self, role="preparer", region=None):
            user = make_user(region or self.region, role)
            client.force_login(user)
            return user

        def path(self, rest="", language="en"):
            return f"/{language}/work/{self.region.slug}/projects/{self.project.pk}/{rest}"

        def public(self, rest="", language="sv"):
            return f"/{language}/{self.region.slug}/{self.project.slug}/draft/{rest}"

    made = Cast()
    with region_scope(made.region):
        yield made


@pytest.fixture
def staff(client, region):
    """Return a preparer who is signed in."""
    person = make_user(region, name="Sanna Kokkonen")
    client.force_login(person)
    return person


@pytest.fixture
def consultation(region):
    """Return an open consultation of the region on its first version."""
    _project, version, _statement = draft(region, days=30)
    with region_scope(region):
        return version.consultations.select_related("draft__promise__project", "region").get()
