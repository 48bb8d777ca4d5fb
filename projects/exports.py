"""What projects adds to the export of a project: the project, its phases with their gates, and its promises."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from projects.models import (
    GuideAnswer,
    Milestone,
    Project,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
    PromiseText,
    ServicePromise,
)
from servicelofte.common.fields import columns_of


def export_project(project_id: int) -> dict[str, Any]:
    """Return a project, its phases, answers to the handbook, members by position, resources, timetable and promises.

    Members have no names: who they are is told by the accounts of the house. Fourteen queries for any number of rows.
    """
    return {
        "project": next(map(_project, Project.objects.filter(pk=project_id)), None),
        "phases": [_phase(row) for row in _phases(project_id)],
        "handbook_answers": [_answer(row) for row in _answers(project_id)],
        "members": list(
            ProjectMember.objects.filter(project_id=project_id)
            .order_by("group", "pk")
            .values("group", "duty", "is_active")
        ),
        "resources": list(
            ProjectResource.objects.filter(project_id=project_id)
            .order_by("kind", "pk")
            .values("kind", "label", "amount")
        ),
        "milestones": [_milestone(row) for row in _milestones(project_id)],
        "promises": [_promise(row) for row in _promises(project_id)],
    }


def _phases(project_id: int) -> Iterable[ProjectPhase]:
    rows = ProjectPhase.objects.filter(project_id=project_id)
    return rows.prefetch_related("transitions").order_by("number")


def _answers(project_id: int) -> Iterable[GuideAnswer]:
    rows = GuideAnswer.objects.filter(item__phase__project_id=project_id).select_related("item__phase")
    return rows.order_by("item__phase__number", "item__order", "item_id")


def _milestones(project_id: int) -> Iterable[Milestone]:
    rows = Milestone.objects.filter(project_id=project_id).select_related("phase")
    return rows.order_by("day", "pk")


def _promises(project_id: int) -> Iterable[ServicePromise]:
    rows = ServicePromise.objects.filter(project_id=project_id)
    return rows.prefetch_related(
        "principles", "cells", "statements__cell", "links", "texts__translated_from"
    ).order_by("pk")


def _project(row: Project) -> dict[str, Any]:
    return {
        "id": row.pk,
        "slug": row.slug,
        "title": dict(columns_of(row, "title")),
        "purpose": dict(columns_of(row, "purpose")),
        "period_from": row.period_from,
        "period_to": row.period_to,
        "state": row.state,
        "is_public": row.is_public,
        "closed_reason": row.closed_reason,
        "parent_document": row.parent_document,
        "political_owner": row.political_owner,
        "starts_on": row.starts_on,
    }


def _phase(row: ProjectPhase) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "title": dict(columns_of(row, "title")),
        "purpose": dict(columns_of(row, "purpose")),
        "state": row.state,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "finished_on": row.finished_on,
        "intent": row.intent,
        "transitions": [
            {
                "from": move.from_state,
                "to": move.to_state,
                "gate": move.evidence,
                "was_open": move.was_open,
                "reason": move.reason,
                "at": move.made_at,
            }
            for move in sorted(row.transitions.all(), key=lambda move: move.pk)
        ],
    }


def _answer(row: GuideAnswer) -> dict[str, Any]:
    item = row.item
    return {
        "phase": item.phase.key,
        "key": item.key,
        "kind": item.kind,
        "is_own": item.is_own,
        "text": dict(columns_of(item, "text")),
        "state": row.state,
        "words": row.words,
        "evidence_url": row.evidence_url,
    }


def _milestone(row: Milestone) -> dict[str, Any]:
    return {
        "title": dict(columns_of(row, "title")),
        "day": row.day,
        "phase": row.phase.key if row.phase else None,
        "calendar": row.calendar,
        "is_done": row.is_done,
    }


def _promise(row: ServicePromise) -> dict[str, Any]:
    texts: dict[tuple[int | None, int | None, int | None], list[dict[str, Any]]] = defaultdict(list)
    for text in row.texts.all():
        texts[text.principle_id, text.cell_id, text.statement_id].append(_text(text))
    return {
        "id": row.pk,
        "customer_group": dict(columns_of(row, "customer_group")),
        "scope": dict(columns_of(row, "scope")),
        "effects": row.effects,
        "left_out": row.left_out,
        "previous": row.previous_id,
        "core": texts[None, None, None],
        "principles": [
            {"viewpoint": each.viewpoint, "texts": texts[each.pk, None, None]}
            for each in row.principles.all()
        ],
        "cells": [
            {
                "perspective": each.perspective,
                "viewpoint": each.viewpoint,
                "texts": texts[None, each.pk, None],
            }
            for each in row.cells.all()
        ],
        "statements": [
            {
                "lineage": each.lineage,
                "perspective": each.cell.perspective if each.cell else None,
                "viewpoint": each.cell.viewpoint if each.cell else None,
                "state": each.state,
                "verification": each.verification,
                "texts": texts[None, None, each.pk],
            }
            for each in row.statements.all()
        ],
        "links": list(_links(row)),
    }


def _links(row: ServicePromise) -> Iterator[dict[str, Any]]:
    for link in sorted(row.links.all(), key=lambda link: link.pk):
        yield {"kind": link.kind, "before": link.before, "after": link.after, "at": link.made_at}


def _text(row: PromiseText) -> dict[str, Any]:
    source = row.translated_from
    return {
        "language": row.language,
        "register": row.register,
        "words": row.body,
        "translated_from": source.language if source else None,
        "is_stale": row.is_stale,
        "changed_at": row.changed_at,
    }
