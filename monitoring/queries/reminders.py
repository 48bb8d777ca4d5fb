"""Whom to remind of measurements, and what the mail says: one grouped mail a person, region and week."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from implementation.queries.reminders import week_of
from monitoring.models import Indicator
from monitoring.queries.indicators import due_indicators
from servicelofte.common import clock
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import Reminder

KIND = "indicators_due"
AHEAD_DAYS = 7


def indicator_reminders(moment: datetime) -> Iterator[Reminder]:
    """Yield one reminder for each owner and region with measurements due at `moment` or within a week after it.

    Works across regions; only people who still have a role in the region are reminded. One query.
    """
    until = clock.day_of(moment) + timedelta(days=AHEAD_DAYS)
    rows = due_indicators(until=until).filter(
        owner__is_active=True,
        owner__memberships__is_active=True,
        owner__memberships__region=F("region"),
        region__is_active=True,
    )
    told: set[tuple[int, int]] = set()
    for indicator in rows.select_related("owner").distinct():
        owner = indicator.owner
        if owner is None or (owner.pk, indicator.region_id) in told:
            continue
        told.add((owner.pk, indicator.region_id))
        yield Reminder(
            recipient=owner.email,
            kind=KIND,
            occasion=f"{indicator.region_id}:{week_of(moment)}",
            region_id=indicator.region_id,
            language=interface_language(owner.language),
            context={"owner": owner.pk},
        )


def indicator_mail(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the owner's indicators that are due as the mail is sent; None when all are measured."""
    owner = User.objects.filter(pk=context["owner"], is_active=True).first()
    if owner is None:
        return None
    due = due_indicators(until=clock.today() + timedelta(days=AHEAD_DAYS))
    indicators: list[Indicator] = list(due.filter(owner=owner).select_related("promise"))
    if not indicators:
        return None
    return {"name": owner.get_short_name(), "count": len(indicators), "indicators": indicators}
