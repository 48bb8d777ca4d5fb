"""What the workspace's pages of indicators show, and whether the set of indicators is balanced."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString

from accounts.queries import name_of
from monitoring.enums import Direction, IndicatorKind
from monitoring.models import Indicator, Measurement
from monitoring.queries.evidence import Reading, readings, targets_of
from monitoring.queries.series import indicator_chart, newest_values, series_summary
from monitoring.queries.wording import figure, unit_of
from projects.enums import ProjectState
from projects.models import Project, Statement
from projects.queries.statements import StatementRow, statement_rows, statement_words
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.history import history_entries, history_of
from servicelofte.common.languages import NO_WORDS
from servicelofte.common.sparkline import sparkline

FEWEST_CENTRAL, MOST_CENTRAL = 3, 5


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator as a list shows it; `trend` is its newest values as a small line. `lacks_target` says that
    there is a value that no target is set for, so that it gives no status.
    """

    pk: int
    name: str
    lang: str
    kind: str
    is_central: bool
    is_client_experience: bool
    owner: str
    source: str
    value: str
    day: date | None
    target: str
    trend: SafeString
    status: str
    lacks_target: bool
    due_on: date | None
    is_overdue: bool
    may_measure: bool


@dataclass(frozen=True)
class Choice:
    """How well the indicators in use are chosen (Handbook p. 36): a warning each, never a block.

    `unverified` are the statements that neither an indicator nor another way follows up.
    """

    in_use: int
    central: int
    kinds: frozenset[str]
    has_client_experience: bool
    unverified: list[StatementRow] = field(default_factory=list)

    @property
    def too_few(self) -> bool:
        """Whether there are fewer than three central indicators, once there is one of any kind."""
        return bool(self.in_use) and self.central < FEWEST_CENTRAL

    @property
    def lacks_client_experience(self) -> bool:
        """Whether no central indicator tells how clients fare, once there is an indicator of any kind."""
        return bool(self.in_use) and not self.has_client_experience

    @property
    def says_nothing(self) -> bool:
        """Whether there is neither an indicator nor a statement to choose one for: the empty list says what to do."""
        return not (self.in_use or self.unverified)

    @property
    def too_many(self) -> bool:
        """Whether there are more than five central indicators."""
        return self.central > MOST_CENTRAL

    @property
    def outcome_only(self) -> bool:
        """Whether everything measured is an outcome, so that one sees too late that the way was wrong."""
        return self.kinds == {IndicatorKind.OUTCOME}

    @property
    def has_both_kinds(self) -> bool:
        """Whether progress and outcome are both measured."""
        return self.kinds == set(IndicatorKind.values)

    @property
    def is_balanced(self) -> bool:
        """Whether there is nothing to warn of."""
        return (
            bool(self.in_use)
            and not (self.too_few or self.too_many or self.unverified)
            and self.has_both_kinds
            and self.has_client_experience
        )


def indicator_list(project: Project, may_measure: Callable[[Indicator], bool]) -> dict[str, Any]:
    """Return the project's indicators, central ones first, and how well they are chosen; eight queries."""
    indicators = list(project_indicators(project.pk).select_related("owner"))
    read, values = readings(indicators), newest_values(row.pk for row in indicators)
    today = clock.today()
    rows = [_row(read[row.pk], values[row.pk], today, may_measure(row)) for row in indicators]
    measured = {pk for row in indicators if row.is_active for pk in _statement_ids(row)}
    return {
        "in_use": [shown for row, shown in zip(indicators, rows, strict=True) if row.is_active],
        "retired": [shown for row, shown in zip(indicators, rows, strict=True) if not row.is_active],
        "choice": choice_of(indicators, statement_rows(project.pk), measured),
    }


def project_indicators(project_id: int) -> QuerySet[Indicator]:
    """Return the indicators of a project's promises with their statements' ids."""
    return (
        Indicator.objects.filter(promise__project_id=project_id)
        .prefetch_related(Prefetch("statements", queryset=Statement.objects.only("pk")))
        .order_by("-is_central", "pk")
    )


def choice_of(
    indicators: Iterable[Indicator], statements: Sequence[StatementRow], measured: set[int]
) -> Choice:
    """Return how well indicators are chosen for the statements, of which `measured` have one; no query."""
    used = [row for row in indicators if row.is_active]
    return Choice(
        in_use=len(used),
        central=sum(row.is_central for row in used),
        kinds=frozenset(row.kind for row in used),
        has_client_experience=any(row.is_central and row.is_client_experience for row in used),
        unverified=[row for row in statements if row.pk not in measured and not row.verification],
    )


def choice_check(project_id: int) -> Choice:
    """Return how well a project's indicators are chosen; four queries."""
    indicators = list(project_indicators(project_id))
    measured = {pk for row in indicators if row.is_active for pk in _statement_ids(row)}
    return choice_of(indicators, statement_rows(project_id), measured)


def indicator_detail(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator's page: chart, values with the newest first and what was corrected in them, targets,
    statements and history; seven queries.
    """
    measurements = list(indicator.measurements.select_related("entered_by").order_by("day"))
    targets = targets_of([indicator.pk])[indicator.pk]
    statements = list(indicator.statements.order_by("order", "pk"))
    words = statement_words([row.pk for row in statements])
    unit = unit_of(indicator)
    earlier = _before_corrections(indicator, unit)
    return {
        "name": column_words(indicator, "name"),
        "definition": column_words(indicator, "definition"),
        "chart": indicator_chart(indicator, measurements, targets),
        "summary": series_summary(indicator, measurements, targets),
        "measurements": [
            {
                "pk": row.pk,
                "day": row.day,
                "value": figure(row.value, unit),
                "note": row.note,
                "who": name_of(row.entered_by),
                "earlier": earlier.get(row.pk, ()),
            }
            for row in reversed(measurements)
        ],
        "targets": [(year, figure(value, unit)) for year, value in sorted(targets.items())],
        "baseline": figure(indicator.baseline, unit),
        "source": column_words(indicator, "source"),
        "unit": unit,
        "direction": Direction(indicator.direction).label,
        "kind": IndicatorKind(indicator.kind).label,
        "owner": name_of(indicator.owner),
        "statements": [{"pk": row.pk, **words.get(row.pk, NO_WORDS)._asdict()} for row in statements],
        "is_overdue": bool(indicator.next_due_on and indicator.next_due_on < clock.today()),
        "history": history_entries(history_of(indicator)),
    }


def _before_corrections(indicator: Indicator, unit: str) -> dict[int, list[dict[str, Any]]]:
    """Return by measurement what each correction replaced, with who, when and why, the newest first; one query."""
    rows = Measurement.history.filter(indicator=indicator).select_related("history_user")
    found: dict[int, list[dict[str, Any]]] = {}
    for before, row in itertools.pairwise(rows.order_by("id", "history_date", "history_id")):
        if before.id != row.id or (before.value, before.day) == (row.value, row.day):
            continue
        replaced = {
            "value": figure(before.value, unit),
            "day": before.day,
            "when": row.history_date,
            "who": name_of(row.history_user),
            "reason": row.history_change_reason or "",
        }
        found.setdefault(row.id, []).insert(0, replaced)
    return found


def due_indicators(*, until: date) -> QuerySet[Indicator]:
    """Return indicators in use whose next measurement is due on `until` or before, soonest first; none of a closed
    project.
    """
    rows = Indicator.objects.filter(is_active=True, promise__project__state=ProjectState.ACTIVE)
    return rows.filter(next_due_on__lte=until).order_by("next_due_on", "pk")


def _statement_ids(indicator: Indicator) -> list[int]:
    return [row.pk for row in indicator.statements.all()]


def _row(reading: Reading, values: list[float], today: date, may_measure: bool) -> IndicatorRow:
    indicator = reading.indicator
    name, lang = column_words(indicator, "name")
    unit = unit_of(indicator)
    return IndicatorRow(
        pk=indicator.pk,
        name=name,
        lang=lang,
        kind=str(IndicatorKind(indicator.kind).label),
        is_central=indicator.is_central,
        is_client_experience=indicator.is_client_experience,
        owner=name_of(indicator.owner),
        source=column_words(indicator, "source")[0],
        value=figure(reading.value, unit),
        day=reading.day,
        target=figure(reading.target, unit),
        trend=sparkline(values, None if reading.target is None else float(reading.target)),
        status=reading.status.value,
        lacks_target=reading.value is not None and reading.target is None,
        due_on=indicator.next_due_on,
        is_overdue=bool(indicator.is_active and indicator.next_due_on and indicator.next_due_on < today),
        may_measure=may_measure and indicator.is_active,
    )
