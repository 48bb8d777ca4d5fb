"""Indicators, measurements, statuses and feedback for tests, made without the domain."""

import datetime as dt
from decimal import Decimal
from itertools import count

from accounts.models import Region
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.models import DecisionPackage, Handling
from drafting.domain.version import decide_version, publish_version
from drafting.models import DraftVersion
from monitoring.models import (
    CorrectiveAction,
    EvaluationRound,
    Feedback,
    Indicator,
    Measurement,
    StatementStatus,
    Target,
)
from participation.enums import Channel
from projects.models import ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.voices import make_contribution

_numbers = count(1)


def make_indicator(
    promise: ServicePromise,
    *statements: Statement,
    targets: dict[int, object] | None = None,
    **values: object,
) -> Indicator:
    """Make a central outcome indicator in per cent, measured every third month; `targets` year → level."""
    number = next(_numbers)
    defaults = {
        "name_sv": f"Mätare {number}",
        "name_fi": f"Mittari {number}",
        "unit_sv": "%",
        "unit_fi": "%",
        "source_sv": "Kundenkät",
        "source_fi": "Asiakaskysely",
        "kind": "outcome",
        "is_central": True,
        "tolerance": Decimal(10),
    }
    with region_scope(promise.region):
        indicator = Indicator.objects.create(region=promise.region, promise=promise, **{**defaults, **values})
        indicator.statements.set(statements)
        for year, value in (targets or {}).items():
            Target.objects.create(
                region=promise.region, indicator=indicator, year=year, value=Decimal(str(value))
            )
    return indicator


def make_measurement(indicator: Indicator, day: dt.date, value: object, **values: object) -> Measurement:
    """Make a value of a day."""
    with region_scope(indicator.region):
        return Measurement.objects.create(
            region=indicator.region,
            indicator=indicator,
            day=day,
            value=Decimal(str(value)),
            entered_at=clock.now(),
            **values,
        )


def make_status(statement: Statement, status: str, **values: object) -> StatementStatus:
    """Make a status set by a person on 1 March 2027."""
    defaults = {
        "since": dt.date(2027, 3, 1),
        "evidence": {"sv": "Vi har frågat."},
        "set_at": clock.now(),
    }
    with region_scope(statement.region):
        return StatementStatus.objects.create(
            region=statement.region, statement=statement, status=status, **{**defaults, **values}
        )


def make_corrective(statement: Statement, **values: object) -> CorrectiveAction:
    """Make an open corrective action of nobody, due 1 June 2027."""
    number = next(_numbers)
    defaults = {
        "title_sv": f"Rättelse {number}",
        "title_fi": f"Korjaus {number}",
        "due_on": dt.date(2027, 6, 1),
    }
    with region_scope(statement.region):
        return CorrectiveAction.objects.create(
            region=statement.region, statement=statement, **{**defaults, **values}
        )


def make_feedback(promise: ServicePromise, statement: Statement | None = None, **values: object) -> Feedback:
    """Make feedback that nobody has read yet, to be answered by 15 March 2027."""
    words = str(values.pop("words", ""))
    moderates_first = bool(values.pop("moderates_first", True))
    contribution = make_contribution(
        promise.project, words, channel=Channel.FEEDBACK, moderates_first=moderates_first
    )
    defaults = {"kind": "problem", "due_on": dt.date(2027, 3, 15)}
    with region_scope(promise.region):
        return Feedback.objects.create(
            region=promise.region,
            contribution=contribution,
            promise=promise,
            statement=statement,
            **{**defaults, **values},
        )


def make_round(promise: ServicePromise, **values: object) -> EvaluationRound:
    """Make a planned evaluation round."""
    number = next(_numbers)
    defaults = {"title_sv": f"Runda {number}", "title_fi": f"Kierros {number}", "day": dt.date(2028, 1, 15)}
    with region_scope(promise.region):
        return EvaluationRound.objects.create(
            region=promise.region, promise=promise, **{**defaults, **values}
        )


def decide(
    promise: ServicePromise, *, on: dt.date = dt.date(2027, 2, 10), is_published: bool = True
) -> DraftVersion:
    """Publish the promise as it is written, let the council decide on it, and publish the decision."""
    region: Region = promise.region
    with region_scope(region):
        version = publish_version(promise=promise, actor=None, accepts_stale=True)
        decide_version(version=version, actor=None)
        package = DecisionPackage.objects.create(
            region=region,
            promise=promise,
            draft=version,
            state=PackageState.DECIDED,
            decided_draft=version,
            published_at=clock.now() if is_published else None,
        )
        Handling.objects.create(
            region=region,
            package=package,
            body_kind=HandlingBody.COUNCIL,
            body_name={"sv": "Fullmäktige", "fi": "Aluevaltuusto"},
            meeting_on=on,
            section="12",
            result=HandlingResult.APPROVED,
            registered_at=clock.now(),
        )
    return version
