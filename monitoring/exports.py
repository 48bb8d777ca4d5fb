"""What monitoring adds to the export of a project: indicators, statuses, feedback, evaluation."""

from typing import Any

from monitoring.models import CorrectiveAction, EvaluationRound, Feedback, Indicator, StatementStatus
from servicelofte.common.fields import columns_of


def export_project(project_id: int) -> dict[str, Any]:
    """Return indicators with targets and values, statuses, corrective actions, feedback and rounds of a project.

    The words of feedback stand with participation, by the contribution's id. Eight queries for any number of rows.
    """
    return {
        "indicators": [_indicator(row) for row in _indicators(project_id)],
        "statuses": [
            {
                "statement": row.statement.lineage,
                "status": row.status,
                "since": row.since,
                "evidence": row.evidence,
                "is_automatic": row.is_automatic,
            }
            for row in StatementStatus.objects.filter(statement__promise__project_id=project_id)
            .select_related("statement")
            .order_by("pk")
        ],
        "corrective_actions": _correctives(project_id),
        "feedback": _feedback(project_id),
        "evaluation_rounds": [
            {
                "title": dict(columns_of(row, "title")),
                "day": row.day,
                "state": row.state,
                "conclusions": dict(columns_of(row, "conclusions")),
            }
            for row in EvaluationRound.objects.filter(promise__project_id=project_id).order_by("pk")
        ],
    }


def _correctives(project_id: int) -> list[dict[str, Any]]:
    return [
        {
            "statement": row.statement.lineage,
            "title": dict(columns_of(row, "title")),
            "due_on": row.due_on,
            "done_on": row.done_on,
            "reopens_text": row.reopens_text,
        }
        for row in CorrectiveAction.objects.filter(statement__promise__project_id=project_id)
        .select_related("statement")
        .order_by("pk")
    ]


def _feedback(project_id: int) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "statement": row.statement.lineage if row.statement else None,
            "contribution": row.contribution_id,
            "effect": dict(columns_of(row, "effect")),
        }
        for row in Feedback.objects.filter(promise__project_id=project_id)
        .select_related("statement")
        .order_by("pk")
    ]


def _indicators(project_id: int) -> Any:
    rows = Indicator.objects.filter(promise__project_id=project_id)
    return rows.prefetch_related("statements", "targets", "measurements").order_by("pk")


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "name": dict(columns_of(row, "name")),
        "definition": dict(columns_of(row, "definition")),
        "unit": dict(columns_of(row, "unit")),
        "source": dict(columns_of(row, "source")),
        "kind": row.kind,
        "direction": row.direction,
        "is_central": row.is_central,
        "is_client_experience": row.is_client_experience,
        "is_active": row.is_active,
        "baseline": row.baseline,
        "tolerance": row.tolerance,
        "months_between": row.months_between,
        "statements": [statement.lineage for statement in row.statements.all()],
        "targets": {str(target.year): target.value for target in row.targets.all()},
        "measurements": [
            {"day": each.day, "value": each.value, "note": each.note} for each in row.measurements.all()
        ],
    }
