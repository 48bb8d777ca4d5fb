"""Whom to remind of actions, and of contracts whose clauses wait for the producer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from implementation.queries.actions import due_actions
from implementation.queries.contracts import unconfirmed_clauses
from notices.domain.reminder import WORK_DAYS, at_work, work_reminders
from servicelofte.common import clock
from servicelofte.common.registry import Reminder


def delivery_reminders(moment: datetime) -> Iterator[Reminder]:
    """Yield a reminder for each person and region with actions that are late or due within two weeks at `moment`,
    or with clauses to confirm in a contract that begins by then.

    Works across regions; only people who still have a role in the region are reminded. Two queries.
    """
    until = clock.day_of(moment) + timedelta(days=WORK_DAYS)
    actions = due_actions(until=until).filter(at_work("owner"))
    begins = Q(contract__from_day__lte=until) | Q(contract__from_day=None)
    clauses = unconfirmed_clauses().filter(begins, at_work("contract__producer__user"))
    people = [(row.owner, row.region_id) for row in actions.select_related("owner").distinct()]
    people += [
        (row.contract.producer.user, row.region_id)
        for row in clauses.select_related("contract__producer__user").distinct()
    ]
    return work_reminders(moment=moment, people=people)
