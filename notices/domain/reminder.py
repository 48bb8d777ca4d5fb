"""Reminders: a short beat asks every source what is due now; the outbox's uniqueness makes each go out once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Region, User
from notices.domain.mail import queue_mail
from notices.models import OutboxMail
from servicelofte.common import clock, registry
from servicelofte.common.languages import interface_language
from servicelofte.common.registry import Reminder
from servicelofte.common.tenancy import current_region, every_region, region_scope

WORK_MAIL = "work_due"
WORK_DAYS = 14


def queue_due_reminders() -> int:
    """Queue a mail for each due reminder of every region; returns how many are new.

    What has been queued before costs one query altogether, since the beat asks every minute.
    """
    with every_region():
        due = [reminder for source in registry.reminders.values() for reminder in source(clock.now())]
        told = set(_told({reminder.occasion for reminder in due}))
    new = [row for row in due if (row.recipient, row.kind, row.occasion) not in told]
    regions = Region.objects.in_bulk({reminder.region_id for reminder in new})
    queued = 0
    for reminder in new:
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


def _told(occasions: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (recipient, kind, occasion) of the mails of these occasions, sent or waiting."""
    rows = OutboxMail.objects.filter(occasion__in=occasions).order_by()
    yield from rows.values_list("recipient", "kind", "occasion")


def week_of(moment: datetime) -> str:
    """Return the local ISO week of a moment, such as "2027-W09": the occasion of a weekly mail."""
    year, week, _day = moment.astimezone(clock.HELSINKI).isocalendar()
    return f"{year}-W{week:02}"


def at_work(person: str) -> Q:
    """Return the condition that whom a row names by `person` ("owner", "contract__producer__user") still has a role in
    the row's region, and the region is in use. A person with several roles is found as often: ask for distinct rows.
    """
    return Q(
        (f"{person}__is_active", True),
        (f"{person}__memberships__is_active", True),
        (f"{person}__memberships__region", F("region")),
        region__is_active=True,
    )


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
