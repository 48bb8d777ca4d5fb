"""The one clock. Deadlines are local days of Finland: open on the last day until midnight."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(tz=ZoneInfo("UTC"))


def today() -> date:
    """Return the local day in Finland."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the local day in Finland of an aware `moment`."""
    return moment.astimezone(HELSINKI).date()


def start_of(day: date) -> datetime:
    """Return the moment at which the local `day` begins (aware)."""
    return datetime.combine(day, time.min, tzinfo=HELSINKI)


def moment_of(day: date, at: time) -> datetime:
    """Return the moment (aware) at which clocks in Finland show `at` on the local `day`."""
    return datetime.combine(day, at, tzinfo=HELSINKI)


def end_of(day: date) -> datetime:
    """Return the first moment that no longer belongs to the local `day`: what closes on it is open before this."""
    return start_of(day + timedelta(days=1))


def is_open(opens_on: date, closes_on: date, *, at: datetime | None = None) -> bool:
    """Tell whether a period from `opens_on` to and including `closes_on` is open at the moment `at` (default: now)."""
    moment = at or now()
    return start_of(opens_on) <= moment < end_of(closes_on)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware `moment`; for tests and for rendering a page as of a date."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
