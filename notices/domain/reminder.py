"""Reminders: a short beat asks every source what is due now; the outbox's uniqueness makes each go out once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import Region, User
from notices.domain.mail import queue_mail
from servicelofte.common import clock, registry
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import Reminder
from servicelofte.common.tenancy import current_region, every_region, region_scope

WORK_MAIL = "work_due"
WORK_DAYS = 14


def queue_due_reminders() -> int:
    """Queue a mail for each due reminder of every region; returns how many are new."""
    with every_region():
        due = [reminder for source in registry.reminders.values() for reminder in source(clock.now())]
    regions = {
        region.pk: region for region in Region.objects.filter(pk__in={reminder.region_id for reminder in due})
    }
    queued = 0
    for reminder in due:
        region = regions[reminder.region_id]
        with region_scope(region):
            mail = queue_mail(
                region=region,
                recipient=reminder.recipient,
                kind=reminder.kind,
                occasion=reminder.occasion,
                language=reminder.language,
                context=reminder.context,
            )
        queued += mail is not None
    return queued


def week_of(moment: datetime) -> str:
    """Return the local ISO week of a moment, such as "2027-W09": the occasion of a weekly mail."""
    year, week, _day = moment.astimezone(clock.HELSINKI).isocalendar()
    return f"{year}-W{week:02}"


def work_reminders(*, moment: datetime, people: Iterable[tuple[User | None, int]]) -> Iterator[Reminder]:
    """Yield the weekly reminder of each (person, region id) for whom something waits at the aware `moment`.

    Whatever waits for the same person in the same region, from every app, stands in one mail.
    """
    for person, region_id in dict.fromkeys(people):
        if person is not None:
            yield Reminder(
                recipient=person.email,
                kind=WORK_MAIL,
                occasion=f"{region_id}:{week_of(moment)}",
                region_id=region_id,
                language=interface_language(person.language),
                context={"person": person.pk},
            )


def work_mail(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what waits for a person in the region in scope: late, or due within two weeks of today; soonest first.

    The same rows as on the person's own page. None when nothing waits any more, or the person has left the region.
    """
    region = current_region()
    person = User.objects.filter(pk=context["person"], is_active=True).first()
    if person is None or not person.roles_in(region.pk):
        return None
    today = clock.today()
    rows = [
        replace(row, label=row.mail_label or row.label)
        for source in registry.my_work.values()
        for row in source(person, region.pk)
    ]
    near = sorted(
        (row for row in rows if row.day <= today + timedelta(days=WORK_DAYS)), key=lambda row: row.day
    )
    if not near:
        return None
    return {
        "name": person.get_short_name(),
        "count": len(near),
        "late": [row for row in near if row.day < today],
        "soon": [row for row in near if row.day >= today],
        "home": reverse("workspace_home", args=[region.slug]),
    }
