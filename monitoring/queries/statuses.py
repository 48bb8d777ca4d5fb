"""Whether the promise holds, statement by statement; how it was year by year; and a statement's own page."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.queries import name_of
from monitoring.enums import CorrectiveState, Status
from monitoring.models import CorrectiveAction, StatementStatus
from monitoring.queries.evidence import (
    Reading,
    indicators_of,
    latest_statuses,
    open_correctives,
    readings,
    targets_of,
)
from monitoring.queries.wording import evidence_of, figure, status_label, unit_of
from monitoring.verdict import target_in_year, worst
from projects.models import Project, Statement
from projects.queries.statements import StatementRow, statement_rows, statement_words
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day
from servicelofte.common.languages import NO_WORDS
from servicelofte.common.status_bar import status_bar

HISTORY = 30


@dataclass(frozen=True)
class StatusRow:
    """A statement with its status, what it rests on and what is being put right."""

    statement: StatementRow
    status: str
    evidence: dict[str, Any]
    since: date | None
    is_automatic: bool
    correctives: list[CorrectiveAction]

    @property
    def lacks_corrective(self) -> bool:
        """Whether it is broken and nothing is done about it."""
        return self.status == Status.BROKEN and not self.correctives

    @property
    def can_be_mended(self) -> bool:
        """Whether it does not hold, or may soon not, so that there is something to put right."""
        return self.status in (Status.BROKEN, Status.AT_RISK)


def status_list(project: Project, may_finish: Callable[[CorrectiveAction], bool]) -> dict[str, Any]:
    """Return every statement of the project with its status, the counts now and by year; seven queries.

    `may_finish` tells whether the person may say of a corrective action that it is done.
    """
    statements = statement_rows(project.pk)
    ids = [row.pk for row in statements]
    latest, correctives = latest_statuses(ids), open_correctives(ids)
    targets = targets_of({row.indicator_id for row in latest.values() if row.indicator_id})
    rows = [_row(row, latest.get(row.pk), correctives.get(row.pk, []), targets) for row in statements]
    counts = status_counts(row.status for row in rows)
    return {
        "rows": rows,
        "counts": counts,
        "bar": status_bar(counts),
        "years": yearly_counts(ids),
        "lacking": sum(row.lacks_corrective for row in rows),
        "correctives": corrective_rows(project.pk, may_finish),
    }


def status_counts(statuses: Iterable[str]) -> list[dict[str, Any]]:
    """Return {status, label, number} for each status, kept first."""
    counted = Counter(str(status) for status in statuses)
    return [
        {"status": status.value, "label": str(status.label), "number": counted[status.value]}
        for status in Status
    ]


def yearly_counts(statement_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Return {year, counts, is_present} for each year since the first status: how many held at its end; one query.

    The present year counts as of today. A status counts in a year when its day is in it or before; of several the one
    that was set last.
    """
    ids = list(statement_ids)
    rows = StatementStatus.objects.filter(statement_id__in=ids).order_by("pk")
    found = list(rows.values_list("statement_id", "status", "since"))
    if not found:
        return []
    present = clock.today().year
    years = range(min(since.year for _pk, _status, since in found), present + 1)
    return [
        {
            "year": year,
            "counts": status_counts(_at_end_of(year, found, ids).values()),
            "is_present": year == present,
        }
        for year in years
    ]


def _at_end_of(year: int, found: list[tuple[int, str, date]], ids: list[int]) -> dict[int, str]:
    state = dict.fromkeys(ids, Status.NOT_MEASURED.value)
    for pk, status, since in found:
        if since.year <= year:
            state[pk] = status
    return state


def statement_page(statement: Statement) -> dict[str, Any]:
    """Return what the form of a status shows beside it: words, indicators, the rule's proposal, earlier statuses."""
    words = statement_words([statement.pk]).get(statement.pk, NO_WORDS)
    read = readings(indicators_of([statement.pk])[statement.pk])
    statuses = list(
        statement.statuses.select_related("indicator", "measurement", "set_by").order_by("-pk")[:HISTORY]
    )
    targets = targets_of({row.indicator_id for row in statuses if row.indicator_id})
    return {
        "words": words,
        "latest": statuses[0] if statuses else None,
        "proposal": worst(row.status for row in read.values()),
        "readings": [_reading(row) for row in read.values()],
        "correctives": open_correctives([statement.pk])[statement.pk],
        "history": [_history_row(row, targets) for row in statuses],
    }


def corrective_rows(project_id: int, may_finish: Callable[[CorrectiveAction], bool]) -> list[dict[str, Any]]:
    """Return a project's corrective actions, open ones first; two queries."""
    rows = list(
        CorrectiveAction.objects.filter(statement__promise__project_id=project_id)
        .select_related("owner")
        .order_by("-state", "due_on", "pk")
    )
    words = statement_words({row.statement_id for row in rows})
    today = clock.today()
    return [
        {
            "pk": row.pk,
            "title": column_words(row, "title")[0],
            "lang": column_words(row, "title")[1],
            "owner": name_of(row.owner),
            "due_on": row.due_on,
            "done_on": row.done_on,
            "is_open": row.state == CorrectiveState.OPEN,
            "is_late": row.state == CorrectiveState.OPEN and row.due_on < today,
            "may_finish": row.state == CorrectiveState.OPEN and may_finish(row),
            "reopens_text": row.reopens_text,
            "statement": words.get(row.statement_id, NO_WORDS),
        }
        for row in rows
    ]


def _row(
    statement: StatementRow,
    latest: StatementStatus | None,
    correctives: list[CorrectiveAction],
    targets: Mapping[int, Any],
) -> StatusRow:
    return StatusRow(
        statement=statement,
        status=latest.status if latest else Status.NOT_MEASURED.value,
        evidence=evidence_of(latest, target_at(latest, targets)),
        since=latest.since if latest else None,
        is_automatic=bool(latest and latest.is_automatic),
        correctives=correctives,
    )


def target_at(status: StatementStatus | None, targets: Mapping[int, Any]) -> Any:
    """Return the target that a status by measurement was judged against, or None."""
    if status is None or status.measurement is None or status.indicator_id is None:
        return None
    return target_in_year(targets.get(status.indicator_id, {}), status.measurement.day.year)


def _reading(reading: Reading) -> dict[str, Any]:
    unit = unit_of(reading.indicator)
    return {
        "name": column_words(reading.indicator, "name")[0],
        "value": figure(reading.value, unit),
        "target": figure(reading.target, unit),
        "day": reading.day,
        "status": reading.status.value,
        "lacks_target": reading.value is not None and reading.target is None,
    }


def _history_row(row: StatementStatus, targets: Mapping[int, Any]) -> dict[str, Any]:
    evidence = evidence_of(row, target_at(row, targets))
    return {
        "what": status_label(row.status),
        "who": name_of(row.set_by),
        "when": full_day(row.since),
        "datetime": row.since.isoformat(),
        "reason": evidence["text"],
        "status": row.status,
        "lang": evidence["lang"],
    }
