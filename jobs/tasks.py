"""Wake-ups of the beat: due jobs and hourly house-keeping."""

from celery import shared_task
from django.core.management import call_command

from jobs.domain.house import do_due_work, keep_house
from jobs.domain.job import run_due_jobs
from jobs.domain.pulse import beat
from servicelofte.common.public_cache import count_changes


@shared_task(name="jobs.run_due")
def run_due() -> None:
    """Run what is due, and count the changes of public pages."""
    beat("worker")
    do_due_work()
    count_changes()
    run_due_jobs()


@shared_task(name="jobs.keep_house")
def keep_house_hourly() -> None:
    """Run retention and clear what has expired."""
    keep_house()
    call_command("clearsessions")
