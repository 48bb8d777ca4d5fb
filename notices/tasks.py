"""Wake-ups of the outbox and of the reminders."""

from celery import shared_task

from jobs.domain.pulse import beat
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders


@shared_task(name="notices.send_due")
def send_due() -> None:
    """Send what is due."""
    send_due_mail()


@shared_task(name="notices.select_reminders")
def select_reminders() -> None:
    """Queue the reminders that are due now."""
    beat("scheduler")
    queue_due_reminders()
