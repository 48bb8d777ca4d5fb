"""The read API tells what everybody may know of a region, and nothing else."""

import datetime as dt

import pytest

from accounts.models import Region
from drafting.models import Consultation
from participation.enums import EventState
from participation.models import ParticipationEvent, Survey
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


def test_events_to_come_are_told_and_none_that_is_hidden_over_or_anothers(region, twin_region, client):
    shown, hidden = make_project(region), make_project(region, is_public=False, closed_reason="Kladd")
    today = clock.today()
    for project, days in ((shown, 3), (shown, -3), (hidden, 3), (make_project(twin_region), 3)):
        with region_scope(project.region):
            ParticipationEvent.objects.create(
                region=project.region,
                project=project,
                method="workshops",
                phase="dialogue_and_participation",
                title_sv="Kväll",
                title_fi="Ilta",
                place_sv="Biblioteket",
                day=today + dt.timedelta(days=days),
                begins=dt.time(17),
                state=EventState.ANNOUNCED,
                announced_at=clock.now(),
            )
    [row] = client.get(f"/api/v1/regions/{region.slug}/events").json()
    begins = clock.moment_of(today + dt.timedelta(days=3), dt.time(17))
    assert (row["title"], row["place"], row["is_called_off"]) == ("Kväll", "Biblioteket", False)
    assert row["begins"] == begins.isoformat()
    assert f"/{shown.slug}/events/" in row["url"]


def test_another_regions_promises_are_not_told(region, twin_region, promise, client):
    assert client.get(f"/api/v1/regions/{twin_region.slug}/promises").json() == []


@pytest.fixture
def whole(region):
    """A region with one row of everything, of which a survey and a draft are open."""
    return make_world(region, "Kanarie")


def test_region_that_is_switched_off_is_not_told_of(region, twin_region, whole, client):
    Region.objects.filter(pk=region.pk).update(is_active=False)
    assert [row["slug"] for row in client.get("/api/v1/regions").json()] == [twin_region.slug]
    for kind in ("promises", "open", "events"):
        assert client.get(f"/api/v1/regions/{region.slug}/{kind}").status_code == 404


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Project, {"is_public": False, "closed_reason": "Utkast"}),
        (Survey, {"state": "draft"}),
        (Survey, {"opens_on": dt.date(2100, 1, 1), "closes_on": dt.date(2100, 1, 2)}),
        (Consultation, {"state": "closed"}),
    ],
)
def test_what_residents_are_not_told_of_yet_is_not_told_here(region, whole, client, model, values):
    with region_scope(region):
        model.objects.update(**values)
    told = client.get(f"/api/v1/regions/{region.slug}/open").json()
    left = {Project: [], Survey: ["draft"], Consultation: ["survey"]}[model]
    assert [row["url"].strip("/").split("/")[3] for row in told] == left


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(region, client, verb):
    for path in ("regions", f"regions/{region.slug}/promises", f"regions/{region.slug}/open"):
        assert getattr(client, verb)(f"/api/v1/{path}").status_code == 405


@pytest.mark.parametrize("slug", ["no-such", "..%2Fadmin", "%F0%9F%98%80", "9" * 4000, "a'--"])
def test_region_that_does_not_exist_is_not_found(db, client, slug):
    assert client.get(f"/api/v1/regions/{slug}/open").status_code == 404


def test_answer_in_one_language_is_kept_for_nobody_who_reads_another(region, promise, client):
    address = f"/api/v1/regions/{region.slug}/promises"
    told = {code: client.get(address, headers={"accept-language": code}) for code in ("sv", "fi")}
    assert {code: answer.json()[0]["url"][:4] for code, answer in told.items()} == {
        "sv": "/sv/",
        "fi": "/fi/",
    }
    assert all("Accept-Language" in answer.headers["Vary"] for answer in told.values())


@pytest.mark.parametrize("path", ["regions", "regions/{}/promises", "regions/{}/open", "regions/{}/events"])
def test_head_is_answered_as_get_without_a_body(region, client, path):
    url = f"/api/v1/{path.format(region.slug)}"
    asked, read = client.head(url), client.get(url)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Content-Type"] == read.headers["Content-Type"]
    assert client.head("/api/v1/regions/nowhere/open").status_code == 404
    assert client.post(url).status_code == 405
