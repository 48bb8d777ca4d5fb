"""Figures for whoever watches the service: what waits, what was given up, and when the machinery last was alive."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import DatabaseError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from jobs.queries import jobs_at_hand, seconds_silent
from notices.queries import mails_at_hand
from servicelofte.common import clock


def at_hand() -> bytes:
    """Return, in the text format of Prometheus, what the database says at this moment; empty where it is away."""
    registry = CollectorRegistry()
    registry.register(_AtHand())
    return generate_latest(registry)


class _AtHand(Collector):
    """Counts of rows, alike whichever process is asked: they are not added up. No words, no region, no person."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield all gauges or none: an alarm on their absence tells that the database is away."""
        try:
            gauges = [*_gauges("jobs", jobs_at_hand()), *_gauges("mails", mails_at_hand()), _silence()]
        except DatabaseError:
            return
        yield from gauges


def _gauges(what: str, groups: Iterable[tuple[str, int, datetime]]) -> list[GaugeMetricFamily]:
    count = GaugeMetricFamily(
        f"servicelofte_{what}", f"{what.capitalize()} not done, by state", labels=["state"]
    )
    late = GaugeMetricFamily(
        f"servicelofte_{what}_late_seconds", "How long ago the oldest of them fell due", labels=["state"]
    )
    for state, number, oldest in groups:
        count.add_metric([state], number)
        late.add_metric([state], max(0.0, (clock.now() - oldest).total_seconds()))
    return [count, late]


def _silence() -> GaugeMetricFamily:
    silence = GaugeMetricFamily(
        "servicelofte_silent_seconds", "Since worker or scheduler last were alive", labels=["part"]
    )
    for part, seconds in seconds_silent().items():
        silence.add_metric([part], seconds)
    return silence
