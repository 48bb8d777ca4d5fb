"""The read API tells what everybody may know of a region, and nothing else."""

import datetime as dt

import pytest

from participation.models import Survey
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.monitoring import decide, make_status
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(region):
    """A promise in force, of whose two statements one is kept."""
    promise = make_promise(make_project(region, title_sv="Löftet"))
    first = make_statement(promise, sv="Du får svar.", fi="Saat vastauksen.")
    make_statement(promise, sv="Du får hjälp.", fi="Saat apua.")
    decide(promise)
    make_status(first, "kept")
    return promise


def test_promise_in_force_is_told_with_how_it_is_kept(region, promise, client):
    [row] = client.get(f"/api/v1/regions/{region.slug}/promises").json()
    assert (row["title"], row["counts"]) == ("Löftet", {"kept": 1, "not_measured": 1})
    assert row["url"].endswith(f"/{region.slug}/{promise.project.slug}/promise/")


def test_promise_of_a_closed_project_is_not_told(region, promise, client):
    with region_scope(region):
        Project.objects.filter(pk=promise.project_id).update(is_public=False, closed_reason="Utkast")
    assert client.get(f"/api/v1/regions/{region.slug}/promises").json() == []


def test_what_is_open_is_told_with_its_days_until_it_closes(region, client):
    make_world(region, "Kanarie")
    address = f"/api/v1/regions/{region.slug}/open"
    rows = client.get(address).json()
    with region_scope(region):
        survey = Survey.objects.get()
    assert {(row["opens_on"], row["closes_on"]) for row in rows} == {
        (survey.opens_on.isoformat(), survey.closes_on.isoformat())
    }
    assert len(rows) == 2
    with clock.fixed(clock.end_of(survey.closes_on) + dt.timedelta(seconds=1)):
        assert client.get(address).json() == []


def test_another_regions_promises_are_not_told(region, twin_region, promise, client):
    assert client.get(f"/api/v1/regions/{twin_region.slug}/promises").json() == []
