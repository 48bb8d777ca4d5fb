"""Signs of life of worker and scheduler."""

from datetime import timedelta

from jobs.models import Heartbeat
from servicelofte.common import clock


def beat(name: str) -> None:
    """Note that the part `name` of the machinery is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": clock.now()})


def is_alive(name: str, *, seconds: int = 60) -> bool:
    """Tell whether the part `name` gave a sign of life within `seconds`."""
    return Heartbeat.objects.filter(name=name, seen_at__gte=clock.now() - timedelta(seconds=seconds)).exists()
