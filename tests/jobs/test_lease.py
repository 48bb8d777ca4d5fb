"""A job is its worker's while that is alive, however long the work takes, and soon another's when it is killed."""

import datetime as dt
from contextlib import nullcontext
from threading import Semaphore

import pytest
from django.db import DatabaseError

from jobs.domain import lease
from jobs.domain.job import claim_due_job, enqueue_job, run_due_jobs
from jobs.domain.lease import LEASE, MOST_RENEWALS, renew_lease
from jobs.models import Job
from servicelofte.common import clock, registry
from servicelofte.common.registry import JobKind
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_region

pytestmark = pytest.mark.django_db
START = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)


@pytest.fixture(autouse=True)
def _asleep(monkeypatch):
    monkeypatch.setattr("servicelofte.celery.app.send_task", lambda *args, **kwargs: None)


@pytest.fixture
def claimed(region) -> Job:
    """A job that a worker took up at the start."""
    with clock.fixed(START), region_scope(region):
        enqueue_job(region=region, kind="test.kind", occasion="a:1")
        job = claim_due_job()
    assert job is not None
    return job


def taken_after(seconds: int) -> bool:
    """Tell whether another worker takes up the job so many seconds after the start."""
    with clock.fixed(START + dt.timedelta(seconds=seconds)):
        return claim_due_job() is not None


def ends_after(times: int):
    """Work that ends after so many renewals, each 20 seconds after the one before; the clock goes with it."""
    passed = [0]

    def ended(seconds: float) -> bool:
        passed[0] += 1
        clock._fixed.set(START + dt.timedelta(seconds=passed[0] * seconds))
        return passed[0] > times

    return ended


def test_killed_workers_job_is_anothers_after_a_minute_and_a_half(claimed):
    assert not taken_after(90)
    assert taken_after(91)


def test_living_workers_job_is_nobody_elses_for_a_lease_from_the_last_renewal(claimed):
    with clock.fixed(START):
        lease._renew(claimed.pk, claimed.claim, ends_after(30))
    assert not taken_after(30 * 20 + 90)
    assert taken_after(30 * 20 + 91)


def test_work_that_hangs_is_renewed_for_six_hours(claimed):
    with clock.fixed(START):
        lease._renew(claimed.pk, claimed.claim, ends_after(MOST_RENEWALS + 10))
    assert not taken_after(6 * 3600 + 90)
    assert taken_after(6 * 3600 + 91)


def test_worker_that_lost_its_job_renews_nothing_and_stops(claimed):
    assert taken_after(91)
    with clock.fixed(START + dt.timedelta(hours=1)):
        assert not renew_lease(job=claimed.pk, claim=claimed.claim)
    with clock.fixed(START):
        lease._renew(claimed.pk, claimed.claim, ends_after(5))
        assert clock.now() == START + dt.timedelta(seconds=20), "stopped at the first"
    with every_region():
        assert Job.objects.get().claimed_at == START + dt.timedelta(seconds=91)


def test_database_that_is_away_for_a_while_ends_no_lease(claimed, monkeypatch):
    renew, times = lease.renew_lease, []

    def away_at_first(**values) -> bool:
        times.append(1)
        if len(times) == 1:
            raise DatabaseError
        return renew(**values)

    monkeypatch.setattr(lease, "renew_lease", away_at_first)
    monkeypatch.setattr(lease.connection, "close", lambda: None)
    with clock.fixed(START):
        lease._renew(claimed.pk, claimed.claim, ends_after(2))
    assert not taken_after(2 * 20 + 90)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_renewed", [True, False])
def test_work_that_takes_long_is_not_taken_a_second_time(monkeypatch, is_renewed):
    """With the thread that a worker has; the control is the same work without it."""
    renewed, renew, found = Semaphore(0), lease.renew_lease, []

    def tell(**values) -> bool:
        done = renew(**values)
        renewed.release()
        return done

    def work(context) -> dict:
        with every_region():
            Job.objects.update(claimed_at=clock.now() - 2 * LEASE)
        for _time in range(2 * is_renewed):
            assert renewed.acquire(timeout=30)
        found.append(claim_due_job())
        return {}

    monkeypatch.setattr(lease, "RENEWED_AFTER", 0.01)
    monkeypatch.setattr(lease, "renew_lease", tell)
    if not is_renewed:
        monkeypatch.setattr("jobs.domain.job.kept_alive", lambda **_values: nullcontext())
    monkeypatch.setitem(registry.job_kinds._entries, "test.kind", JobKind("test.kind", "Prov", work))
    region = make_region()
    with region_scope(region):
        enqueue_job(region=region, kind="test.kind", occasion="a:1")
    assert run_due_jobs(most=1) == 1
    assert [job is None for job in found] == [is_renewed]
