"""What drafting adds to the export of a project: versions as published, comment periods, comments and the remiss."""

from collections.abc import Iterable
from typing import Any

from drafting.models import Comment, Consultation, DraftVersion, Opinion, OpinionRequest
from participation.enums import SHOWN
from servicelofte.common.fields import columns_of


def export_project(project_id: int) -> dict[str, Any]:
    """Return versions with snapshot and digest, their comment periods, comments and requests for opinion of a project.

    A version is named by its promise and number; what was said stands with participation, by the contribution's id.
    Five queries for any number of rows.
    """
    return {
        "versions": [_version(row) for row in _versions(project_id)],
        "consultations": [
            {
                "promise": row.draft.promise_id,
                "version": row.draft.number,
                "opens_on": row.opens_on,
                "closes_on": row.closes_on,
                "state": row.state,
            }
            for row in Consultation.objects.filter(draft__promise__project_id=project_id)
            .select_related("draft")
            .defer("draft__snapshot")
            .order_by("pk")
        ],
        "comments": [_comment(row) for row in _comments(project_id)],
        "opinion_requests": [_request(row) for row in _requests(project_id)],
    }


def _versions(project_id: int) -> Iterable[DraftVersion]:
    return DraftVersion.objects.filter(promise__project_id=project_id).order_by("promise_id", "number")


def _comments(project_id: int) -> Iterable[Comment]:
    rows = Comment.objects.filter(draft__promise__project_id=project_id)
    return rows.select_related("draft").defer("draft__snapshot").order_by("pk")


def _requests(project_id: int) -> Iterable[OpinionRequest]:
    rows = OpinionRequest.objects.filter(consultation__draft__promise__project_id=project_id)
    return (
        rows.select_related("body", "consultation__draft", "opinion__contribution", "opinion__draft")
        .defer("consultation__draft__snapshot", "opinion__draft__snapshot")
        .prefetch_related("opinion__stances")
        .order_by("pk")
    )


def _version(row: DraftVersion) -> dict[str, Any]:
    return {
        "promise": row.promise_id,
        "number": row.number,
        "state": row.state,
        "published_at": row.published_at,
        "digest": row.digest,
        "summary": row.summary,
        "snapshot": row.snapshot,
    }


def _comment(row: Comment) -> dict[str, Any]:
    return {
        "contribution": row.contribution_id,
        "promise": row.draft.promise_id,
        "version": row.draft.number,
        "target": row.target,
        "perspective": row.perspective,
        "viewpoint": row.viewpoint,
        "lineage": row.lineage,
    }


def _request(row: OpinionRequest) -> dict[str, Any]:
    opinion = getattr(row, "opinion", None)
    return {
        "body": dict(columns_of(row.body, "name")),
        "promise": row.consultation.draft.promise_id,
        "version": row.consultation.draft.number,
        "state": row.state,
        "due_on": row.due_on,
        "submitted_at": row.submitted_at,
        "registry_number": row.registry_number,
        "letter": row.letter,
        "contact_title": row.contact_title,
        "called_off_reason": row.called_off_reason,
        "opinion": _opinion(opinion) if opinion and opinion.contribution.moderation in SHOWN else None,
    }


def _opinion(row: Opinion) -> dict[str, Any]:
    return {
        "contribution": row.contribution_id,
        "version": row.draft.number,
        "stances": [
            {
                "perspective": each.perspective,
                "viewpoint": each.viewpoint,
                "stance": each.stance,
                "contribution": each.contribution_id,
            }
            for each in sorted(row.stances.all(), key=lambda each: each.pk)
        ],
    }
