"""Reads of the jobs page."""

from datetime import timedelta
from typing import Any

from jobs.enums import JobState
from jobs.models import Heartbeat, Job
from servicelofte.common import clock, registry
from servicelofte.common.keys import number_of

PAGE_SIZE = 50


def job_page(*, before: str, path: str) -> dict[str, Any]:
    """Return one page of the region's jobs, newest first; `before` is the key (a job's number) that the page
    ends before.
    """
    rows = Job.objects.select_related("asked_by").order_by("-pk")
    if key := number_of(before):
        rows = rows.filter(pk__lt=key)
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return {
        "jobs": [_row(job) for job in shown],
        "older_url": f"{path}?before={shown[-1].pk}" if len(found) > PAGE_SIZE else "",
        "newer_url": path if before else "",
        "worker_is_alive": is_alive("worker", seconds=120),
        "scheduler_is_alive": is_alive("scheduler", seconds=180),
    }


def _row(job: Job) -> dict[str, Any]:
    kind = registry.job_kinds.get(job.kind)
    done = job.state == JobState.DONE and kind is not None and kind.result_url is not None
    return {
        "job": job,
        "label": kind.label if kind else job.kind,
        "percent": job.percent,
        "is_running": job.state == JobState.RUNNING,
        "has_failed": job.state == JobState.FAILED,
        "result_url": kind.result_url(job.arguments, job.result) if done and kind and kind.result_url else "",
    }


def is_alive(name: str, *, seconds: int = 60) -> bool:
    """Tell whether the part `name` gave a sign of life within `seconds`."""
    return Heartbeat.objects.filter(name=name, seen_at__gte=clock.now() - timedelta(seconds=seconds)).exists()
