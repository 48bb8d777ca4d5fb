"""Health, figures and the read API."""

import pytest

from jobs.domain.pulse import beat
from tests.factories.accounts import make_region


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
