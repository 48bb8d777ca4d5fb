"""Verbs of jobs: ask, claim, run, retry. A job run twice has one effect; a crash half-way is finished by the
next run.
"""

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from jobs.domain.lease import LEASE, kept_alive
from jobs.enums import JobState
from jobs.models import Job
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError
from servicelofte.common.formatting import percent_done
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.wake import wake

log = logging.getLogger(__name__)
BACKOFF_SECONDS = 30
MOST_LOST = 5


def enqueue_job(
    *,
    region: Region,
    kind: str,
    occasion: str,
    arguments: Mapping[str, Any] | None = None,
    asked_by: User | None = None,
) -> Job:
    """Write the row that says work is due and wake a worker after commit.

    `kind` is a registered job kind, `occasion` names what it is about (such as "survey:12"), `arguments`
    holds ids only.
    While the same work is due or running, its row is returned instead of a second one.
    """
    job, _made = Job.objects.get_or_create(
        kind=kind,
        occasion=occasion,
        state__in=[JobState.DUE, JobState.RUNNING],
        defaults={
            "region": region,
            "arguments": dict(arguments or {}),
            "due_at": clock.now(),
            "asked_by": asked_by,
        },
    )
    wake("jobs.run_due")
    return job


def claim_due_job() -> Job | None:
    """Claim one due job, or one whose worker let its lease run out, by a conditional update; None: nothing is due."""
    moment = clock.now()
    stale = moment - LEASE
    _give_up_lost(stale)
    due = Q(state=JobState.DUE, due_at__lte=moment) | Q(state=JobState.RUNNING, claimed_at__lt=stale)
    with every_region():
        for job in Job.objects.filter(due).order_by("due_at", "pk")[:5]:
            claim = uuid.uuid4().hex
            claimed = Job.objects.filter(due, pk=job.pk, claim=job.claim).update(
                state=JobState.RUNNING, claim=claim, claimed_at=moment, attempts=F("attempts") + 1
            )
            if claimed:
                return Job.objects.select_related("region").get(pk=job.pk)
    return None


def _give_up_lost(stale: datetime) -> None:
    """Give up work whose workers, `MOST_LOST` of them, all fell silent before `stale`: it may be what ends them."""
    with every_region():
        lost = Job.objects.filter(state=JobState.RUNNING, claimed_at__lt=stale, attempts__gte=MOST_LOST)
        given_up = lost.update(state=JobState.FAILED, error="WorkerLost", finished_at=clock.now())
    if given_up:
        log.error("jobs_lost", extra={"jobs": given_up})


class _Context:
    """What a handler is given; progress is written at most when the share changes by a percent."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.region_id = job.region_id
        self.arguments: Mapping[str, Any] = job.arguments
        self._claim = job.claim
        self._shown = -1

    def progress(self, done: int, total: int) -> None:
        """Write that `done` of `total` units are done, which also tells that the worker is alive."""
        share = percent_done(done, total)
        if share != self._shown:
            self._shown = share
            Job.objects.filter(pk=self.job_id, claim=self._claim).update(
                done_units=done, total_units=total, claimed_at=clock.now()
            )


def run_job(*, job: Job) -> None:
    """Run a claimed job inside its region's scope and write its result; an error is written and tried again later."""
    kind = registry.job_kinds.get(job.kind)
    with region_scope(job.region):
        try:
            if kind is None:
                raise LookupError(f"unknown job kind {job.kind}")
            with kept_alive(job=job.pk, claim=job.claim):
                result = dict(kind.run(_Context(job)))
        except Exception as error:
            log.exception("job_failed", extra={"job": job.pk, "kind": job.kind})
            _write_failure(job, error, attempts_allowed=kind.max_attempts if kind else 1)
        else:
            Job.objects.filter(pk=job.pk, claim=job.claim).update(
                state=JobState.DONE, result=result, error="", finished_at=clock.now()
            )
            log.info("job_done", extra={"job": job.pk, "kind": job.kind})


def _write_failure(job: Job, error: Exception, *, attempts_allowed: int) -> None:
    again = job.attempts < attempts_allowed and not isinstance(error, DomainError)
    message = str(error)[:200] if isinstance(error, DomainError) else type(error).__name__
    later = clock.now() + timedelta(seconds=BACKOFF_SECONDS * 2**job.attempts)
    Job.objects.filter(pk=job.pk, claim=job.claim).update(
        state=JobState.DUE if again else JobState.FAILED,
        due_at=later,
        error=message,
        finished_at=None if again else clock.now(),
    )


def run_due_jobs(*, most: int = 20) -> int:
    """Claim and run due jobs, one after the other, at most `most`; returns how many ran."""
    for count in range(most):
        job = claim_due_job()
        if job is None:
            return count
        run_job(job=job)
    return most


def retry_job(*, job: Job) -> Job:
    """Make a failed job due again; raises DomainError in any other state, or when the same work is due anew."""
    failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
    try:
        with transaction.atomic():
            updated = failed.update(
                state=JobState.DUE, due_at=clock.now(), attempts=0, error="", finished_at=None
            )
    except IntegrityError:
        raise DomainError(_("The same work has been asked for anew, and is waiting or running.")) from None
    if not updated:
        raise DomainError(_("Only a job that has failed can be tried again."))
    wake("jobs.run_due")
    job.refresh_from_db()
    return job
