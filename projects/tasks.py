"""Wake-up of the ledger's sealing."""

from celery import shared_task

from projects.domain.ledger import seal_every_region


@shared_task(name="projects.seal_events")
def seal_events() -> None:
    """Seal what has happened since."""
    seal_every_region()
