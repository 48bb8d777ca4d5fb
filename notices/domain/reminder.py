"""Reminders: a short beat asks every source what is due now; the outbox's uniqueness makes each go out once."""

from accounts.models import Region
from notices.domain.mail import queue_mail
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import every_region, region_scope


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
