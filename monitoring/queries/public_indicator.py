"""The public page of an indicator: the drawing, the figures, and the promises it measures."""

from typing import Any

from django.urls import reverse

from monitoring.enums import Direction, IndicatorKind, Status
from monitoring.models import Indicator
from monitoring.queries.evidence import indicators_of, latest_statuses, targets_of
from monitoring.queries.public import words_in_force
from monitoring.queries.series import indicator_chart, series_summary
from monitoring.queries.wording import figure, since_words, unit_of
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.languages import page_language


def public_indicator(project: Project, indicator: Indicator) -> dict[str, Any]:
    """Return what everybody may know of an indicator, in the page's language, with the promises in force that it
    measures, as they were decided; seven queries.
    """
    measurements = list(indicator.measurements.order_by("day"))
    targets = targets_of([indicator.pk])[indicator.pk]
    unit = unit_of(indicator)
    name, lang = column_words(indicator, "name")
    place = [project.region.slug, project.slug]
    definition, definition_lang = column_words(indicator, "definition")
    return {
        "name": name,
        "lang": lang,
        "definition": definition,
        "definition_lang": definition_lang,
        "chart": indicator_chart(indicator, measurements, targets),
        "summary": series_summary(indicator, measurements, targets),
        "facts": _facts(indicator, unit),
        "targets": [(year, figure(value, unit)) for year, value in sorted(targets.items())],
        "statements": _statements(indicator, place),
        "promise_url": reverse("monitoring:promise", args=place),
    }


def _statements(indicator: Indicator, place: list[str]) -> list[dict[str, Any]]:
    words = words_in_force([indicator.promise_id], page_language())
    rows = list(indicator.statements.filter(lineage__in=words).order_by("order", "pk"))
    ids = [row.pk for row in rows]
    statuses, siblings = latest_statuses(ids), indicators_of(ids)
    promise_url = reverse("monitoring:promise", args=place)
    return [
        {
            **words[str(row.lineage)]._asdict(),
            "status": statuses[row.pk].status if row.pk in statuses else Status.NOT_MEASURED.value,
            "status_note": since_words(statuses.get(row.pk)),
            "actions": [
                {**_named(other), "url": _address(place, other)}
                for other in siblings.get(row.pk, [])
                if other.pk != indicator.pk
            ],
            "url": f"{promise_url}#s-{row.lineage}",
        }
        for row in rows
    ]


def _named(indicator: Indicator) -> dict[str, str]:
    name, lang = column_words(indicator, "name")
    return {"label": name, "lang": lang}


def _facts(indicator: Indicator, unit: str) -> dict[str, Any]:
    source, source_lang = column_words(indicator, "source")
    return {
        "source": source,
        "source_lang": source_lang,
        "kind": IndicatorKind(indicator.kind).label,
        "direction": Direction(indicator.direction).label,
        "baseline": figure(indicator.baseline, unit),
        "next_due_on": indicator.next_due_on if indicator.is_active else None,
        "is_overdue": bool(indicator.next_due_on and indicator.next_due_on < clock.today()),
    }


def _address(place: list[str], indicator: Indicator) -> str:
    return reverse("monitoring:indicator", args=[*place, indicator.pk])
