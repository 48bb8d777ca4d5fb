"""Reads of the jobs page."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from jobs.enums import JobState
from jobs.models import Heartbeat, Job
from servicelofte.common import clock, registry
from servicelofte.common.keys import number_of
from servicelofte.common.paging import newest_page
from servicelofte.common.tenancy import every_region

PAGE_SIZE = 50
# Seconds after which a part of the machinery counts as silent: a job may keep the worker busy for long between beats.
SILENT_AFTER = {"worker": 120, "scheduler": 180}


def job_page(*, before: str, path: str) -> dict[str, Any]:
    """Return one page of the region's jobs, newest first; `before` is the key (a job's number) that the page
    ends before.
    """
    rows = Job.objects.select_related("asked_by")
    shown, older = newest_page(rows, size=PAGE_SIZE, before=number_of(before))
    return {
        "jobs": [_row(job) for job in shown],
        "older_url": f"{path}?before={older}" if older else "",
        "newer_url": path if before else "",
        "worker_is_alive": is_alive("worker"),
        "scheduler_is_alive": is_alive("scheduler"),
    }


def _row(job: Job) -> dict[str, Any]:
    kind = registry.job_kinds.get(job.kind)
    leads = kind.result_url if kind and job.state == JobState.DONE else None
    return {
        "job": job,
        "label": job.label,
        "percent": job.percent,
        "is_running": job.state == JobState.RUNNING,
        "has_failed": job.state == JobState.FAILED,
        "result_url": leads(job.arguments, job.result) if leads else "",
    }


def is_alive(name: str) -> bool:
    """Tell whether a part of the machinery ("worker", "scheduler") has given a sign of life lately."""
    since = clock.now() - timedelta(seconds=SILENT_AFTER[name])
    return Heartbeat.objects.filter(name=name, seen_at__gte=since).exists()


def jobs_at_hand() -> list[tuple[str, int, datetime]]:
    """Return, over all regions, (state, how many, when the oldest fell due) of the jobs that are not done."""
    states = [JobState.DUE, JobState.RUNNING, JobState.FAILED]
    with every_region():
        left = Job.objects.filter(state__in=states).order_by().values_list("state")
        return list(left.annotate(Count("pk"), Min("due_at")))


def seconds_silent() -> dict[str, float]:
    """Return for each part of the machinery that was ever alive the seconds since its last sign of life."""
    now = clock.now()
    return {beat.name: (now - beat.seen_at).total_seconds() for beat in Heartbeat.objects.all()}
