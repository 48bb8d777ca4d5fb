"""An indicator over time: values at the times they were due, and what is missing shown as missing."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count, pairwise

from dateutil.relativedelta import relativedelta
from django.utils import formats
from django.utils.translation import gettext as _

from monitoring.models import Indicator, Measurement
from monitoring.queries.wording import figure, unit_of
from monitoring.verdict import target_in_year
from servicelofte.common import clock
from servicelofte.common.charts import Chart
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day
from servicelofte.common.trend import TimePoint, line_chart

MOST_POINTS = 60


@dataclass(frozen=True)
class Slot:
    """A time at which a value is to stand: its local day, and the value or None when it is missing."""

    day: date
    value: Decimal | None


def slots(days: Sequence[tuple[date, Decimal]], *, months: int, today: date) -> list[Slot]:
    """Return values by day, with an empty slot for each interval of `months` that passed without one.

    `days` are (local day, value) in order. The intervals are counted from the first value; the one that is not over at
    `today` is never missing.
    """
    if not days:
        return []
    queue = deque(Slot(day, value) for day, value in days)
    found: list[Slot] = []
    for begins, ends in _intervals(days[0][0], max(months, 1)):
        if not queue and ends > today:
            break
        inside = []
        while queue and queue[0].day < ends:
            inside.append(queue.popleft())
        found += inside or [Slot(begins, None)]
    return found


def _intervals(first: date, months: int) -> Iterator[tuple[date, date]]:
    """Return without end each interval as (its first day, that of the next); a short month shifts no later one."""
    starts = (first + relativedelta(months=months * number) for number in count())
    return pairwise(starts)


def indicator_chart(
    indicator: Indicator, measurements: Sequence[Measurement], targets: Mapping[int, Decimal]
) -> Chart | None:
    """Return an indicator's newest 60 times, drawn with its targets and a table twin; None before the first value."""
    values = [(row.day, row.value) for row in measurements]
    times = slots(values, months=indicator.months_between, today=clock.today())[-MOST_POINTS:]
    if not times:
        return None
    months = [formats.date_format(slot.day, "n/Y") for slot in times]
    labels = months if len(set(months)) == len(months) else [day_in_figures(slot.day) for slot in times]
    points = [
        TimePoint(
            label=label,
            value=None if slot.value is None else float(slot.value),
            target=None if (target := target_in_year(targets, slot.day.year)) is None else float(target),
        )
        for slot, label in zip(times, labels, strict=True)
    ]
    name = column_words(indicator, "name")[0]
    return line_chart(name, points, unit=unit_of(indicator), id_prefix=f"indicator-{indicator.pk}")


def newest_values(indicator_ids: Iterable[int]) -> dict[int, list[float]]:
    """Return {indicator id: its newest 60 values, the oldest first}; one query."""
    found: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_POINTS))
    rows = Measurement.objects.filter(indicator_id__in=list(indicator_ids)).order_by("day")
    for indicator, value in rows.values_list("indicator_id", "value"):
        found[indicator].append(float(value))
    return defaultdict(list, {pk: list(values) for pk, values in found.items()})


def day_in_figures(day: date) -> str:
    """Return a day in figures, such as 3.3.2028."""
    return formats.date_format(day, "j.n.Y")


def series_summary(
    indicator: Indicator, measurements: Sequence[Measurement], targets: Mapping[int, Decimal]
) -> str:
    """Return what the drawing shows: the newest value, and the target of its year or that there is none."""
    if not measurements:
        return _("Nothing has been measured yet.")
    newest, unit = measurements[-1], unit_of(indicator)
    said = {"value": figure(newest.value, unit), "day": full_day(newest.day)}
    target = target_in_year(targets, newest.day.year)
    if target is None:
        return (
            _(
                "The newest value is %(value)s, of %(day)s. No target is set for that year, so the value does not yet "
                "tell whether the promise is kept."
            )
            % said
        )
    said["target"] = figure(target, unit)
    return _("The newest value is %(value)s, of %(day)s. The target is %(target)s.") % said
