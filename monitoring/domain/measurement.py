"""Verbs of measurements: enter a value, correct it. Every value that is the newest judges its statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.domain.indicator import lock_indicator
from monitoring.domain.status import judge_indicator
from monitoring.models import Indicator, Measurement, StatementStatus
from projects.domain.ledger import record_event
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row


def record_measurement(
    *, indicator: Indicator, day: date, value: Decimal, actor: User, note: str = ""
) -> list[StatementStatus]:
    """Enter an indicator's value of a local day, in its unit; returns the statuses that it changed.

    The next measurement falls due one interval after the newest. Raises DomainError for a day that has not come, or
    that has a value already.
    """
    _check_day(day)
    with _one_value_a_day():
        row = lock_indicator(indicator_id=indicator.pk)
        measurement = Measurement(
            region=row.region,
            indicator=row,
            day=day,
            value=value,
            note=note,
            entered_by=actor,
            entered_at=clock.now(),
        )
        before = _newest(row)
        create_row(measurement, actor=actor)
        _record(measurement, actor, "measurement.recorded")
        return _follow_up(row, measurement, before, actor)


def correct_measurement(
    *,
    measurement: Measurement,
    expected: int,
    day: date,
    value: Decimal,
    actor: User,
    note: str = "",
    reason: str = "",
) -> list[StatementStatus]:
    """Correct a measurement that was opened at version `expected`; the value before stays in its history.

    Returns the statuses that it changed. Raises EditConflict when somebody saved meanwhile, DomainError as
    record_measurement does.
    """
    _check_day(day)
    with _one_value_a_day():
        row = lock_indicator(indicator_id=measurement.indicator_id)
        before = _newest(row)
        measurement.day, measurement.value, measurement.note = day, value, note
        save_versioned(measurement, expected=expected, actor=actor, reason=reason)
        _record(measurement, actor, "measurement.corrected")
        return _follow_up(row, measurement, before, actor)


@contextmanager
def _one_value_a_day() -> Iterator[None]:
    """Hold a transaction in which a second value of a day is told as such."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise DomainError(
            _("There is a value of this day already. Correct that value instead."), field="day"
        ) from error


def _check_day(day: date) -> None:
    if day > clock.today():
        raise DomainError(_("The day has not come yet. Choose the day of the value."), field="day")


def _newest(indicator: Indicator) -> Measurement | None:
    return indicator.measurements.order_by("-day").first()


def _follow_up(
    indicator: Indicator, measurement: Measurement, before: Measurement | None, actor: User
) -> list[StatementStatus]:
    """Say when the next value is due, and judge when the newest value, which was `before`, is another or new."""
    newest = _newest(indicator) or measurement
    due = newest.day + relativedelta(months=indicator.months_between)
    if due != indicator.next_due_on:
        # A figure of the machinery, not an edit: it stands outside the history and counts no version.
        row: Any = indicator
        row.next_due_on, row.skip_history_when_saving = due, True
        row.save(update_fields=["next_due_on"])
        del row.skip_history_when_saving
    # An older value judges nothing, unless it was the newest until its day was corrected.
    if measurement not in (newest, before):
        return []
    return judge_indicator(indicator=indicator, actor=actor)


def _record(measurement: Measurement, actor: User, kind: str) -> None:
    indicator = measurement.indicator
    record_event(
        region=measurement.region,
        kind=kind,
        project=indicator.promise.project,
        actor=actor,
        subject=f"indicator:{indicator.pk}",
        data={"day": measurement.day.isoformat(), "value": str(measurement.value)},
    )
