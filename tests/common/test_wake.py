"""Waking a task: after the commit only, and never a reason for a change to fail."""

import logging

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from servicelofte.common import wake


@pytest.fixture
def sent(monkeypatch):
    """Collect what is sent to the broker instead of sending it."""
    names: list[str] = []
    monkeypatch.setattr(wake.current_app, "send_task", lambda name, **options: names.append(name))
    return names


@pytest.mark.django_db(transaction=True)
def test_task_is_woken_after_the_commit_and_not_after_a_rollback(sent):
    with transaction.atomic():
        wake.wake("jobs.run_due")
        assert sent == []
    with transaction.atomic():
        wake.wake("jobs.never")
        transaction.set_rollback(True)
    assert sent == ["jobs.run_due"]


@pytest.mark.django_db(transaction=True)
def test_dead_broker_is_logged_and_the_change_stands(monkeypatch, caplog):
    def refuse(name, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(wake.current_app, "send_task", refuse)
    with caplog.at_level(logging.WARNING), transaction.atomic():
        wake.wake("jobs.run_due")
    assert [record.message for record in caplog.records] == ["wake_lost"]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_woken_while_asleep(sent):
    with wake.asleep(), transaction.atomic():
        wake.wake("jobs.run_due")
    assert sent == []
