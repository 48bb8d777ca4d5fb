"""Whom to remind of measurements, corrective actions and feedback that waits for an answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from monitoring.models import Feedback
from monitoring.queries.evidence import due_correctives
from monitoring.queries.feedback import unanswered
from monitoring.queries.indicators import due_indicators
from notices.domain.reminder import at_work, work_reminders
from participation.enums import OF_NO_USE
from servicelofte.common import clock
from servicelofte.common.registry import Reminder

AHEAD_DAYS = 7


def follow_up_reminders(moment: datetime) -> Iterator[Reminder]:
    """Yield a reminder for each owner and region with a measurement, a corrective action or an answer that is late
    at `moment` or due within a week after it; of closed projects with an answer alone.

    Works across regions; only people who still have a role in the region are reminded. Three queries.
    """
    until = clock.day_of(moment) + timedelta(days=AHEAD_DAYS)
    due = (
        due_indicators(until=until),
        due_correctives().filter(due_on__lte=until),
        Feedback.objects.filter(unanswered(), due_on__lte=until).exclude(
            contribution__moderation__in=OF_NO_USE
        ),
    )
    return work_reminders(moment=moment, people=chain.from_iterable(map(_owners, due)))


def _owners(rows: Any) -> list[tuple[Any, int]]:
    rows = rows.filter(at_work("owner")).select_related("owner").distinct()
    return [(row.owner, row.region_id) for row in rows]
