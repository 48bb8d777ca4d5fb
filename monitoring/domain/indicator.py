"""Verbs of indicators: choose, change, set the targets of the years."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_member
from accounts.models import User
from monitoring.domain.status import judge_indicator
from monitoring.models import Indicator, Target
from projects.domain.ledger import record_event
from projects.domain.statement import chosen_statements
from projects.models import Project, ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, delete_row

COLUMNS = ("name", "definition", "unit", "source")
FIELDS = (
    "kind",
    "direction",
    "is_central",
    "is_client_experience",
    "owner",
    "baseline",
    "tolerance",
    "months_between",
    "is_active",
)


def create_indicator(
    *,
    project: Project,
    actor: User,
    statements: Sequence[int],
    values: Mapping[str, Any],
    targets: Mapping[int, Decimal | None],
    first_due: date | None = None,
) -> Indicator:
    """Choose an indicator of the project's promise (Handbook p. 36).

    `statements` are ids, none for an indicator of the whole; `values` the fields and the columns per language of name,
    definition, unit and source; `targets` year → level in the indicator's unit; `first_due` the local day of the first
    measurement, by default one interval from today.
    Raises DomainError for statements of several promises, a project without a promise, a stranger as owner, or a first
    day that is over.
    """
    with transaction.atomic():
        rows = chosen_statements(project=project, ids=statements)
        indicator = Indicator(region=project.region, promise_id=_promise_id(project, rows))
        _fill(indicator, values)
        _check_first_due(first_due)
        indicator.next_due_on = first_due or clock.today() + relativedelta(months=indicator.months_between)
        create_row(indicator, actor=actor)
        indicator.statements.set(rows)
        _set_targets(indicator, targets, actor)
        _record(indicator, project, actor, "indicator.created", rows)
    return indicator


def edit_indicator(
    *,
    indicator: Indicator,
    expected: int,
    actor: User,
    statements: Sequence[int],
    values: Mapping[str, Any],
    targets: Mapping[int, Decimal | None],
    reason: str = "",
) -> Indicator:
    """Change an indicator that was opened at version `expected`; its statements are judged anew.

    Arguments as in create_indicator; a target of None takes the year's target away. `reason` goes to the history.
    Raises EditConflict when somebody saved meanwhile, DomainError as create_indicator does.
    """
    project = indicator.promise.project
    with transaction.atomic():
        rows = chosen_statements(project=project, ids=statements)
        if rows:
            indicator.promise_id = rows[0].promise_id
        _fill(indicator, values)
        lock_indicator(indicator_id=indicator.pk)
        newest = indicator.measurements.order_by("-day").first()
        if newest:
            indicator.next_due_on = newest.day + relativedelta(months=indicator.months_between)
        save_versioned(indicator, expected=expected, actor=actor, reason=reason)
        indicator.statements.set(rows)
        _set_targets(indicator, targets, actor)
        _record(indicator, project, actor, "indicator.changed", rows)
        judge_indicator(indicator=indicator, actor=actor)
    return indicator


def lock_indicator(*, indicator_id: int) -> Indicator:
    """Return the indicator, locked until the transaction ends: what its values say is counted by one at a time.

    Locked first and read then: a statement that waits for the lock joins the promise as it was before it waited, and
    finds nothing where the indicator was given to another one meanwhile.
    """
    rows = Indicator.objects
    rows.select_for_update(no_key=True).get(pk=indicator_id)
    return rows.select_related("promise__project__region").get(pk=indicator_id)


def _check_first_due(day: date | None) -> None:
    if day is not None and day < clock.today():
        raise DomainError(_("Choose a day that has not passed."), field="first_due")


def _promise_id(project: Project, rows: list[Statement]) -> int:
    if rows:
        return rows[0].promise_id
    promises = list(ServicePromise.objects.filter(project=project).values_list("pk", flat=True)[:2])
    if not promises:
        raise DomainError(_("Write the promise first: an indicator measures it."))
    if len(promises) > 1:
        raise DomainError(
            _("Choose at least one promise, so that it is clear which customer group is meant."),
            field="statements",
        )
    return promises[0]


def _fill(indicator: Indicator, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in FIELDS or name.rsplit("_", 1)[0] in COLUMNS:
            setattr(indicator, name, value)
    require_member(user=indicator.owner, region=indicator.region)


def _set_targets(indicator: Indicator, targets: Mapping[int, Decimal | None], actor: User) -> None:
    known = {row.year: row for row in Target.objects.filter(indicator=indicator)}
    for year, value in sorted(targets.items()):
        row = known.get(year)
        if row is not None and (value is None or value == row.value):
            if value is None:
                delete_row(row, actor=actor)
            continue
        if value is None:
            continue
        if row is None:
            row = Target(region=indicator.region, indicator=indicator, year=year)
        row.value, row._history_user = value, actor
        row.save()


def _record(indicator: Indicator, project: Project, actor: User, kind: str, rows: list[Statement]) -> None:
    record_event(
        region=project.region,
        kind=kind,
        project=project,
        actor=actor,
        subject=f"indicator:{indicator.pk}",
        data={
            "statements": [str(row.lineage) for row in rows],
            "kind": indicator.kind,
            "is_central": indicator.is_central,
        },
    )
