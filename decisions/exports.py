"""What decisions adds to the export of a project: packages, their handling, and what their documents' bytes sum to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from decisions.enums import PartKind
from decisions.models import DecisionPackage, DocumentFile, Handling, PackagePart
from drafting.models import DraftVersion


def export_project(project_id: int) -> dict[str, Any]:
    """Return the packages of a project with texts, handlings and documents, each document by its SHA-256 in hex.

    A version is named by its number within the package's promise. Four queries for any number of rows.
    """
    return {"packages": [_package(row) for row in _packages(project_id)]}


def _packages(project_id: int) -> Iterable[DecisionPackage]:
    rows = DecisionPackage.objects.filter(promise__project_id=project_id).order_by("pk")
    handlings = Handling.objects.select_related("amended_draft").defer("amended_draft__snapshot")
    return (
        rows.select_related("draft", "decided_draft")
        .defer("frozen", "draft__snapshot", "decided_draft__snapshot")
        .prefetch_related("parts", Prefetch("handlings", handlings), "documents")
    )


def _number(version: DraftVersion | None) -> int | None:
    return version.number if version else None


def _package(row: DecisionPackage) -> dict[str, Any]:
    return {
        "promise": row.promise_id,
        "version": row.draft.number,
        "decided_version": _number(row.decided_draft),
        "state": row.state,
        "presenter": row.presenter,
        "registry_number": row.registry_number,
        "frozen_at": row.frozen_at,
        "frozen_digest": row.frozen_digest,
        "ledger_number": row.ledger_number,
        "ledger_head": row.ledger_head,
        "published_at": row.published_at,
        "parts": [
            {
                "kind": part.kind,
                "language": part.language,
                "words": part.body,
                "budget_effect": part.budget_effect,
            }
            for part in sorted(row.parts.all(), key=_place)
        ],
        "handlings": [_handling(each) for each in row.handlings.all()],
        "documents": [_document(each) for each in row.documents.all()],
    }


def _place(part: PackagePart) -> tuple[int, int]:
    """Return where a text stands in its package: a proposal may have been written after the parts."""
    return PartKind(part.kind).number, part.pk


def _handling(row: Handling) -> dict[str, Any]:
    return {
        "body_kind": row.body_kind,
        "body_name": row.body_name,
        "meeting_on": row.meeting_on,
        "section": row.section,
        "result": row.result,
        "changes": row.changes,
        "minutes_url": row.minutes_url,
        "amended_version": _number(row.amended_draft),
        "early_reason": row.early_reason,
        "early_language": row.early_language,
        "annulled_at": row.annulled_at,
        "annulled_reason": row.annulled_reason,
        "annulled_language": row.annulled_language,
    }


def _document(row: DocumentFile) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "language": row.language,
        "sha256": row.sha256,
        "size": row.size,
        "pages": row.pages,
        "made_at": row.made_at,
    }
