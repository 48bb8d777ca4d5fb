"""What a status rests on: newest measurements against the targets of their years, and the newest statuses."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, OuterRef, QuerySet, Subquery

from monitoring.enums import CorrectiveState, Status
from monitoring.models import CorrectiveAction, Indicator, Measurement, StatementStatus, Target
from monitoring.verdict import propose_status, target_in_year
from projects.enums import ProjectState


@dataclass(frozen=True)
class Reading:
    """An indicator as it stands: its newest measurement, the target of that year, and what the rule says."""

    indicator: Indicator
    measurement: Measurement | None
    target: Decimal | None
    status: Status

    @property
    def value(self) -> Decimal | None:
        """The newest value, in the indicator's unit; None when nothing is measured."""
        return self.measurement.value if self.measurement else None

    @property
    def day(self) -> date | None:
        """The local day of the newest value."""
        return self.measurement.day if self.measurement else None


def readings(indicators: Iterable[Indicator]) -> dict[int, Reading]:
    """Return {indicator id: its reading}; two queries whatever their number."""
    rows = {row.pk: row for row in indicators}
    measured = newest_measurements(rows)
    targets = targets_of(rows)
    found = {}
    for pk, indicator in rows.items():
        measurement = measured.get(pk)
        target = target_in_year(targets[pk], measurement.day.year) if measurement else None
        status = propose_status(
            value=measurement.value if measurement else None,
            target=target,
            direction=indicator.direction,
            tolerance=indicator.tolerance,
        )
        found[pk] = Reading(indicator, measurement, target, status)
    return found


def newest_measurements(indicator_ids: Iterable[int]) -> dict[int, Measurement]:
    """Return {indicator id: its measurement of the latest day}; one query."""
    newest = Measurement.objects.filter(indicator=OuterRef("pk")).order_by("-day").values("pk")[:1]
    ids = Indicator.objects.filter(pk__in=list(indicator_ids)).order_by()
    rows = Measurement.objects.filter(pk__in=ids.annotate(newest=Subquery(newest)).values("newest"))
    return {row.indicator_id: row for row in rows}


def targets_of(indicator_ids: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """Return {indicator id: {year: target}}; one query."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Target.objects.filter(indicator_id__in=list(indicator_ids))
    for indicator, year, value in rows.values_list("indicator_id", "year", "value"):
        found[indicator][year] = value
    return found


def indicators_of(statement_ids: Sequence[int]) -> dict[int, list[Indicator]]:
    """Return {statement id: its indicators in use}, central ones first; one query."""
    through = Indicator.statements.through.objects
    rows = (
        through.filter(statement_id__in=statement_ids, indicator__is_active=True)
        .select_related("indicator")
        .order_by("-indicator__is_central", "indicator_id")
    )
    found: dict[int, list[Indicator]] = defaultdict(list)
    for row in rows:
        found[row.statement_id].append(row.indicator)
    return found


def latest_statuses(statement_ids: Iterable[int]) -> dict[int, StatementStatus]:
    """Return {statement id: its newest status} with indicator and measurement; one query."""
    rows = newest_only(StatementStatus.objects.filter(statement_id__in=list(statement_ids)))
    return {row.statement_id: row for row in rows.select_related("indicator", "measurement")}


def newest_only(statuses: QuerySet[StatementStatus]) -> QuerySet[StatementStatus]:
    """Keep of these statuses the newest of each statement."""
    newest = statuses.order_by().values("statement_id").annotate(newest=Max("pk")).values("newest")
    return StatementStatus.objects.filter(pk__in=newest)


def due_correctives() -> QuerySet[CorrectiveAction]:
    """Return the corrective actions that are still to be done; none of a closed project."""
    going_on = CorrectiveAction.objects.filter(statement__promise__project__state=ProjectState.ACTIVE)
    return going_on.filter(state=CorrectiveState.OPEN)


def open_correctives(statement_ids: Iterable[int]) -> dict[int, list[CorrectiveAction]]:
    """Return {statement id: its corrective actions that are not done}, soonest first; one query."""
    found: dict[int, list[CorrectiveAction]] = defaultdict(list)
    rows = CorrectiveAction.objects.filter(
        statement_id__in=list(statement_ids), state=CorrectiveState.OPEN
    ).select_related("owner")
    for row in rows.order_by("due_on", "pk"):
        found[row.statement_id].append(row)
    return found
