"""Verbs of statuses: judge by the newest measurements, or set another with evidence. The newest row counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.domain.corrective import create_corrective
from monitoring.enums import Status
from monitoring.models import Indicator, StatementStatus
from monitoring.queries.evidence import (
    Reading,
    indicators_of,
    latest_statuses,
    open_correctives,
    readings,
)
from monitoring.verdict import SEVERITY
from projects.domain.ledger import record_event
from projects.enums import StatementState
from projects.models import Statement
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict


def judge_indicator(*, indicator: Indicator, actor: User | None) -> list[StatementStatus]:
    """Judge the statements of an indicator by the newest measurements of all their indicators; returns what changed.

    Call in the transaction of the measurement. What a person set before gives way: the newest evidence counts. A
    statement is as its worst indicator says; where none is measured it is left alone (Handbook p. 36-37).
    """
    # Of two indicators measured at once, the second is judged with the value of the first.
    locked = indicator.statements.select_for_update(of=("self",), no_key=True).order_by("pk")
    statements = list(locked.filter(state=StatementState.ACTIVE).select_related("promise__project__region"))
    ids = [row.pk for row in statements]
    by_statement, latest = indicators_of(ids), latest_statuses(ids)
    read = readings([each for rows in by_statement.values() for each in rows])
    changed = []
    for statement in statements:
        decisive = _decisive([read[each.pk] for each in by_statement[statement.pk]])
        if decisive and decisive.day and _is_news(decisive, latest.get(statement.pk)):
            changed.append(_judge(statement, decisive, decisive.day, actor))
    return changed


def _decisive(found: list[Reading]) -> Reading | None:
    measured = [row for row in found if row.status != Status.NOT_MEASURED]
    return min(measured, key=lambda row: SEVERITY.index(row.status), default=None)


def _is_news(reading: Reading, latest: StatementStatus | None) -> bool:
    return (
        latest is None
        or latest.status != reading.status
        or not latest.is_automatic
        or latest.measurement_id != getattr(reading.measurement, "pk", None)
    )


def _judge(statement: Statement, reading: Reading, since: date, actor: User | None) -> StatementStatus:
    row = StatementStatus.objects.create(
        region=statement.region,
        statement=statement,
        status=reading.status,
        since=since,
        indicator=reading.indicator,
        measurement=reading.measurement,
        is_automatic=True,
        set_by=actor,
        set_at=clock.now(),
    )
    _record(row, statement, actor)
    return row


def set_status(
    *,
    statement: Statement,
    status: str,
    since: date,
    evidence: Mapping[str, str],
    actor: User,
    expected: int = 0,
    corrective: Mapping[str, Any] | None = None,
) -> StatementStatus:
    """Say whether a statement holds since a local day, with the evidence in words by language (Handbook p. 36).

    `expected` is the id of the status that the person saw, 0 for none. A broken statement needs a corrective action
    under way, or `corrective` (title columns, owner, due_on, reopens_text), which is then begun (p. 37). Raises
    EditConflict when it was judged meanwhile, DomainError without evidence or corrective action, or for a day to come.
    """
    evidence = {language: words.strip() for language, words in evidence.items() if words.strip()}
    _check_grounds(statement, status, since, evidence)
    with transaction.atomic():
        locked = Statement.objects.select_for_update(of=("self",), no_key=True).get(pk=statement.pk)
        _check_newest(locked, expected)
        if corrective:
            create_corrective(statement=statement, actor=actor, values=corrective)
        elif status == Status.BROKEN and not open_correctives([locked.pk]).get(locked.pk):
            raise DomainError(
                _("A broken promise needs a corrective action: say what is done, by whom and by when."),
                field="corrective",
            )
        row = StatementStatus.objects.create(
            region=statement.region,
            statement=statement,
            status=status,
            since=since,
            evidence=evidence,
            set_by=actor,
            set_at=clock.now(),
        )
        _record(row, statement, actor)
    return row


def _check_grounds(statement: Statement, status: str, since: date, evidence: Mapping[str, str]) -> None:
    if since > clock.today():
        raise DomainError(_("The day has not come yet. Choose the day since when it is so."), field="since")
    if status != Status.NOT_MEASURED and not evidence:
        raise DomainError(
            _("Write what you base it on: everybody can read it."),
            field=f"evidence_{statement.region.languages[0]}",
        )


def _check_newest(statement: Statement, expected: int) -> None:
    latest = latest_statuses([statement.pk]).get(statement.pk)
    if (latest.pk if latest else 0) != expected:
        raise EditConflict(
            _("The status was changed while you were writing. Compare with the newest and save again."),
            row=latest,
        )


def _record(row: StatementStatus, statement: Statement, actor: User | None) -> None:
    record_event(
        region=row.region,
        kind="status.set",
        project=statement.promise.project,
        actor=actor,
        subject=f"statement:{statement.lineage}",
        data={"status": row.status, "since": row.since.isoformat(), "is_automatic": row.is_automatic},
        words={"evidence": row.evidence} if row.evidence else None,
    )
