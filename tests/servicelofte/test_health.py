"""Health, figures and the read API."""

import datetime as dt

import pytest
from django.db import DatabaseError

from jobs.domain.job import enqueue_job
from jobs.domain.pulse import beat
from jobs.enums import JobState
from jobs.models import Job
from notices.domain.mail import queue_mail
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.portal import figures
from tests.factories.accounts import make_region
from tests.support import count_queries


def test_healthz_asks_nothing_of_the_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_tells_what_is_not_well(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"], answer.json()["scheduler"]) == (503, True, False)
    beat("scheduler")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_read_api_lists_regions_and_hides_inactive_ones(client):
    make_region("synlig")
    make_region("borta", is_active=False)
    assert [row["slug"] for row in client.get("/api/v1/regions").json()] == ["synlig"]
    assert client.get("/api/v1/regions/synlig/promises").json() == []
    assert client.get("/api/v1/regions/synlig/open").json() == []
    assert client.get("/api/v1/regions/borta/open").status_code == 404
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


@pytest.mark.django_db
def test_metrics_are_figures_without_words(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert b"django_http" in answer.content


def _told(client):
    """Return {name with labels: figure} of what the product itself counts."""
    lines = client.get("/metrics").text.splitlines()
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in lines)
        if name.startswith("servicelofte_")
    }


def _wait(region, number):
    """Leave a job and a mail of the region waiting."""
    with region_scope(region):
        queue_mail(
            region=region,
            recipient=f"aino{number}@example.fi",
            kind="invitation",
            occasion=f"a:{number}",
            language="fi",
            context={},
        )
        return enqueue_job(region=region, kind="test.kind", occasion=f"a:{number}")


@pytest.mark.django_db
def test_metrics_tell_of_all_regions_what_waits_how_long_and_who_is_silent(client):
    start = clock.now()
    with clock.fixed(start):
        for number, slug in enumerate(("ett", "tva")):
            _wait(make_region(slug), number)
        failed = _wait(make_region("tre"), 3)
        with every_region():
            Job.objects.filter(pk=failed.pk).update(state=JobState.FAILED)
        beat("worker")
    with clock.fixed(start + dt.timedelta(seconds=90)):
        told = _told(client)
        text = client.get("/metrics").text
    assert told['servicelofte_jobs{state="due"}'] == 2
    assert told['servicelofte_jobs{state="failed"}'] == 1
    assert told['servicelofte_mails{state="due"}'] == 3
    assert told['servicelofte_mails_late_seconds{state="due"}'] == 90
    assert told['servicelofte_silent_seconds{part="worker"}'] == 90
    assert "aino" not in text


@pytest.mark.django_db
def test_metrics_ask_as_much_of_the_database_however_much_waits(client):
    region, asked = make_region("ett"), []
    for number in range(3):
        _wait(region, number)
        asked.append(count_queries(lambda: client.get("/metrics"))[0])
    assert asked == [3, 3, 3]


def test_metrics_answer_without_a_database(client, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(figures, "jobs_at_hand", away)
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "servicelofte_" not in answer.text
