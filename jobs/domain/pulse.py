"""Signs of life of worker and scheduler."""

from jobs.models import Heartbeat
from servicelofte.common import clock


def beat(name: str) -> None:
    """Note that the part `name` of the machinery is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": clock.now()})
