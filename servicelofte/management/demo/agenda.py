"""What happened when: steps of a region's projects, done in the order of their days with the clock set back."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from servicelofte.common import clock

MORNING = dt.timedelta(hours=8, minutes=40)
BETWEEN = dt.timedelta(minutes=2)
LONGEST_DAY = 250
# Days of the year, month and day, on which nobody in Finland asks people to a meeting, besides Saturdays and Sundays.
FEASTS = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26), (12, 31)}


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at an aware `moment`, also for the dates that Django and the history write by themselves."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        with clock.fixed(moment):
            yield
    finally:
        timezone.now = real


def working_day(day: dt.date) -> dt.date:
    """Return the day, or the next that is neither of a weekend nor a feast."""
    while day.weekday() > 4 or (day.month, day.day) in FEASTS:
        day += dt.timedelta(days=1)
    return day


class Agenda:
    """Steps by day; days are counted from today, and what has happened cannot stand in the future."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.today = clock.today()
        self._steps: list[tuple[int, Callable[[], object]]] = []

    def on(self, day: int, step: Callable[[], object]) -> None:
        """Put a step on a day (0 is today, -1 yesterday); steps of one day are done in the order of their coming."""
        if day > 0:
            raise ValueError(f"The demo cannot do anything {day} days from now")
        self._steps.append((day, step))

    def date(self, day: int) -> dt.date:
        """Return the local day that is `day` days from today; of those to come, the next that is a working day."""
        date = self.today + dt.timedelta(days=day)
        return working_day(date) if day > 0 else date

    def run(self) -> int:
        """Do every step; returns how many."""
        count, current = 0, None
        for day, step in sorted(self._steps, key=lambda entry: entry[0]):
            count = count + 1 if day == current else 0
            current = day
            start = clock.start_of(self.date(day)) + MORNING
            with at(min(start + min(count, LONGEST_DAY) * BETWEEN, self.now)):
                step()
        return len(self._steps)
