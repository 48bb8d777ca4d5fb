"""Jobs: asked for once, claimed by one, run with one effect, finished by the next run after a crash."""

import datetime as dt

import pytest

from jobs.domain.house import keep_house
from jobs.domain.job import (
    MOST_LOST,
    claim_due_job,
    enqueue_job,
    retry_job,
    run_due_jobs,
    run_job,
)
from jobs.domain.lease import LEASE
from jobs.enums import JobState
from jobs.models import Job
from jobs.queries import job_page
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError
from servicelofte.common.registry import JobKind
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    """A job kind that notes its runs and fails while told to."""
    runs = []
    state = {"fail": None}

    def run(context):
        runs.append(dict(context.arguments))
        context.progress(1, 2)
        if state["fail"]:
            raise state["fail"]
        return {"runs": len(runs)}

    entry = JobKind("test.kind", "Test", run)
    registry.job_kinds._entries["test.kind"] = entry
    yield runs, state
    del registry.job_kinds._entries["test.kind"]


def test_job_runs_once_inside_its_region_and_keeps_its_result(region, kind):
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1", arguments={"a": 1})
    assert run_due_jobs() == 1
    assert run_due_jobs() == 0
    with region_scope(region):
        job.refresh_from_db()
    assert (job.state, job.result, job.percent) == (JobState.DONE, {"runs": 1}, 100)
    assert kind[0] == [{"a": 1}]


def test_same_work_is_asked_for_once_while_it_waits(region, kind):
    with region_scope(region):
        first = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        assert enqueue_job(region=region, kind="test.kind", occasion="a:1").pk == first.pk
        run_due_jobs()
        assert enqueue_job(region=region, kind="test.kind", occasion="a:1").pk != first.pk


def test_claimed_job_is_nobody_elses_until_its_worker_is_silent(region, kind):
    with region_scope(region):
        enqueue_job(region=region, kind="test.kind", occasion="a:1")
    first = claim_due_job()
    assert claim_due_job() is None
    with clock.fixed(clock.now() + LEASE + dt.timedelta(seconds=1)):
        second = claim_due_job()
        assert second is not None
        run_job(job=second)
        run_job(job=first)
    with every_region():
        row = Job.objects.get(pk=first.pk)
    assert (row.state, row.attempts, row.claim) == (JobState.DONE, 2, second.claim)


def test_failed_job_is_tried_again_later_and_then_stays_failed(region, kind):
    kind[1]["fail"] = OSError("disk")
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1")
    moment = clock.now()
    for _attempt in range(5):
        with clock.fixed(moment):
            run_due_jobs()
        moment += dt.timedelta(hours=2)
    with region_scope(region):
        job.refresh_from_db()
        assert (job.state, job.attempts, job.error) == (JobState.FAILED, 3, "OSError")
        kind[1]["fail"] = None
        retry_job(job=job)
        assert run_due_jobs() == 1
        job.refresh_from_db()
        assert job.state == JobState.DONE
        with pytest.raises(DomainError):
            retry_job(job=job)


def test_job_that_is_tried_again_by_hand_has_all_its_attempts_anew(region, kind):
    kind[1]["fail"] = OSError("disk")
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempts=3)
        retry_job(job=job)
        run_due_jobs()
        job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DUE, 1)


def test_failed_job_is_not_tried_again_beside_the_same_work_asked_for_anew(region, kind):
    kind[1]["fail"] = DomainError("Too large")
    with region_scope(region):
        failed = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        run_due_jobs()
        anew = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        with pytest.raises(DomainError):
            retry_job(job=failed)
        states = dict(Job.objects.values_list("pk", "state"))
    assert states == {failed.pk: JobState.FAILED, anew.pk: JobState.DUE}


def test_refusal_by_the_domain_is_told_and_not_repeated(region, kind):
    kind[1]["fail"] = DomainError("Too large")
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        run_due_jobs()
        job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "Too large", 1)


def test_job_page_shows_state_and_keeps_its_query_count(region, client, kind, django_assert_max_num_queries):
    person = make_user(region, "administrator")
    client.force_login(person)
    url = f"/sv/work/{region.slug}/jobs/"
    with region_scope(region):
        enqueue_job(region=region, kind="test.kind", occasion="a:1")
    client.get(url)
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    with region_scope(region):
        for number in (2, 3):
            enqueue_job(region=region, kind="test.kind", occasion=f"a:{number}")
    with django_assert_max_num_queries(len(one)):
        response = client.get(url)
    assert response.status_code == 200
    assert response.content.decode().count("Test") >= 3


def test_jobs_are_paged_by_key_and_lead_back_to_the_newest(region, kind, monkeypatch):
    monkeypatch.setattr("jobs.queries.PAGE_SIZE", 2)
    with region_scope(region):
        first, second, third = (
            enqueue_job(region=region, kind="test.kind", occasion=f"a:{number}") for number in range(3)
        )
        page = job_page(before="", path="/j/")
        assert [row["job"] for row in page["jobs"]] == [third, second]
        assert (page["older_url"], page["newer_url"]) == (f"/j/?before={second.pk}", "")
        page = job_page(before=str(second.pk), path="/j/")
        assert [row["job"] for row in page["jobs"]] == [first]
        assert (page["older_url"], page["newer_url"]) == ("", "/j/")


def test_only_the_administrator_retries_and_is_offered_it(region, client, kind):
    kind[1]["fail"] = DomainError("no")
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1")
        run_due_jobs()
    jobs = f"/sv/work/{region.slug}/jobs/"
    url = f"{jobs}{job.pk}/retry/"
    client.force_login(make_user(region, "preparer"))
    assert url not in client.get(jobs).text
    assert client.post(url).status_code == 403
    client.force_login(make_user(region, "administrator"))
    assert url in client.get(jobs).text
    assert client.post(url).status_code == 302


def test_whoever_may_see_the_jobs_finds_them_in_the_navigation(region, client):
    jobs, home = f"/sv/work/{region.slug}/jobs/", f"/sv/work/{region.slug}/"
    for role, is_there in (("preparer", True), ("secretary", True), ("producer", False)):
        client.force_login(make_user(region, role))
        assert (f'href="{jobs}"' in client.get(home).text) is is_there
        assert (client.get(jobs).status_code == 200) is is_there


def test_job_that_ends_its_workers_every_time_is_given_up_and_may_be_tried_again(region, kind, caplog):
    with region_scope(region):
        job = enqueue_job(region=region, kind="test.kind", occasion="a:1")
    moment = clock.now()
    for _worker in range(MOST_LOST):
        with clock.fixed(moment):
            assert claim_due_job() is not None
        moment += LEASE + dt.timedelta(seconds=1)
    assert "jobs_lost" not in caplog.text
    for _claim in range(2):
        with clock.fixed(moment):
            assert claim_due_job() is None
    assert [record.jobs for record in caplog.records if record.message == "jobs_lost"] == [1]
    with region_scope(region):
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.FAILED, "WorkerLost")
        retry_job(job=job)
        assert run_due_jobs() == 1


def test_retention_rule_that_fails_does_not_hold_up_the_others(monkeypatch):
    def fails(moment):
        raise OSError("disk")

    monkeypatch.setattr(registry.retentions, "_entries", {"first": fails, "second": lambda moment: 3})
    assert keep_house() == {"rate_windows": 0, "sign_in_notes": 0, "sendings": 0, "second": 3}
