"""Wakes a task by name once the change is committed. The row that says work is due stands already: a lost
wake-up only waits for the beat.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)
_asleep: ContextVar[bool] = ContextVar("asleep", default=False)


@contextmanager
def asleep() -> Iterator[None]:
    """Wake nobody meanwhile: for filling in very much at once, whose due rows the beat finds."""
    token = _asleep.set(True)
    try:
        yield
    finally:
        _asleep.reset(token)


def wake(task: str, **arguments: Any) -> None:
    """Send the task `task` with plain ids as `arguments` after commit; a dead broker is logged, never raised."""
    if _asleep.get():
        return
    transaction.on_commit(lambda: _send(task, arguments), robust=True)


def _send(task: str, arguments: dict[str, Any]) -> None:
    try:
        current_app.send_task(task, kwargs=arguments, retry=False)
    except Exception as error:
        log.warning("wake_lost", extra={"task": task, "error": type(error).__name__})
