"""Whom to remind of actions, and what the mail says: one grouped mail a person, region and week."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from implementation.models import Action
from implementation.queries.actions import DUE_SOON_DAYS, due_actions
from servicelofte.common import clock
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import Reminder

KIND = "actions_due"


def week_of(moment: datetime) -> str:
    """Return the local ISO week of a moment, such as "2027-W09": the occasion of a weekly mail."""
    year, week, _day = moment.astimezone(clock.HELSINKI).isocalendar()
    return f"{year}-W{week:02}"


def action_reminders(moment: datetime) -> Iterator[Reminder]:
    """Yield one reminder for each person and region with actions that are late or due within two weeks at `moment`.

    Works across regions; only people who still have a role in the region are reminded. One query.
    """
    until = clock.day_of(moment) + timedelta(days=DUE_SOON_DAYS)
    owners: dict[int, User] = {}
    due: dict[tuple[int, int], int] = defaultdict(int)
    rows = due_actions(until=until).filter(
        owner__is_active=True,
        owner__memberships__is_active=True,
        owner__memberships__region=F("region"),
        region__is_active=True,
    )
    for action in rows.select_related("owner").distinct():
        if action.owner is not None:
            owners[action.owner.pk] = action.owner
            due[action.owner.pk, action.region_id] += 1
    for owner_id, region_id in due:
        owner = owners[owner_id]
        yield Reminder(
            recipient=owner.email,
            kind=KIND,
            occasion=f"{region_id}:{week_of(moment)}",
            region_id=region_id,
            language=interface_language(owner.language),
            context={"owner": owner_id},
        )


def action_mail(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the owner's actions as they stand when the mail is sent; None when nothing waits any more."""
    owner = User.objects.filter(pk=context["owner"], is_active=True).first()
    actions: list[Action] = list(due_actions().filter(owner=owner).select_related("promise")) if owner else []
    if owner is None or not actions:
        return None
    today = clock.today()
    return {
        "name": owner.get_short_name(),
        "count": len(actions),
        "late": [action for action in actions if action.due_on < today],
        "soon": [action for action in actions if action.due_on >= today],
    }
