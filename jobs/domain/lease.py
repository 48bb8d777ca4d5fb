"""How long a claimed job is its worker's: until the worker has been silent for a minute and a half.

A thread beside the work renews the lease, so that long work stays with a worker that is alive, and what a killed
worker leaves is soon another's.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection

from jobs.models import Job
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
RENEWED_AFTER = 20.0
# Work that goes on for six hours hangs: its lease runs out.
MOST_RENEWALS = 6 * 60 * 3


def renew_lease(*, job: int, claim: str) -> bool:
    """Say that the worker which holds `claim` on the job (its id) is alive; False when the job is another's by now."""
    with every_region():
        return bool(Job.objects.filter(pk=job, claim=claim).update(claimed_at=clock.now()))


@contextmanager
def kept_alive(*, job: int, claim: str) -> Iterator[None]:
    """Renew the lease of a claimed job every 20 seconds while the work inside goes on."""
    ended = Event()
    thread = Thread(target=_renew_beside, args=(job, claim, ended.wait), name=f"lease-{job}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew_beside(job: int, claim: str, ended: Callable[[float], bool]) -> None:
    try:
        _renew(job, claim, ended)
    finally:
        connection.close()


def _renew(job: int, claim: str, ended: Callable[[float], bool]) -> None:
    for _time in range(MOST_RENEWALS):
        if ended(RENEWED_AFTER) or not _is_renewed(job, claim):
            return


def _is_renewed(job: int, claim: str) -> bool:
    try:
        return renew_lease(job=job, claim=claim)
    except DatabaseError:
        # The database is away or busy: the next time may do.
        log.warning("lease_not_renewed", extra={"job": job})
        connection.close()
        return True
