"""What preparers read of the opinions that came in: one body's whole opinion, and how the bodies stand to each goal."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from drafting.enums import Stance, Target
from drafting.models import DraftVersion, Opinion, OpinionRequest, OpinionStance
from drafting.queries.part import Part, part_title
from drafting.queries.snapshot import quoted_words
from participation.enums import GONE
from participation.models import Contribution
from participation.queries.voices import response_card, unseen_label
from projects.enums import Perspective, Viewpoint
from projects.models import Project

_KINDS = {
    Stance.SUPPORTS: "success",
    Stance.SUPPORTS_WITH_CHANGES: "info",
    Stance.OPPOSES: "danger",
    Stance.NO_OPINION: "plain",
}


def opinion_reading(request: OpinionRequest, *, language: str, back: str) -> dict[str, Any] | None:
    """Return a body's opinion as it was given, goal by goal, with the answers; None when none was given.

    `back` is the address that forms lead back to. Constant number of statements.
    """
    related = ("draft__promise__project__region", "contribution__response")
    opinion = Opinion.objects.filter(request=request).select_related(*related).first()
    if opinion is None:
        return None
    project = opinion.draft.promise.project
    stances = opinion.stances.select_related("contribution__response")
    given = {(row.perspective, row.viewpoint): row for row in stances}
    cells = [
        _cell(row, opinion.draft, project, language, back)
        for perspective in Perspective
        for viewpoint in reversed(Viewpoint)
        if (row := given.get((perspective.value, viewpoint.value)))
    ]
    return {
        "opinion": opinion,
        "version": opinion.draft.number,
        "general": _words(opinion.contribution, project, back),
        "cells": cells,
    }


def _cell(
    row: OpinionStance, draft: DraftVersion, project: Project, language: str, back: str
) -> dict[str, Any]:
    part = Part(Target.CELL, row.perspective, row.viewpoint)
    goal, lang = quoted_words(draft.snapshot, part.key, language)
    return {
        "label": part_title(part, language),
        "perspective": row.perspective,
        "goal": goal,
        "goal_lang": lang,
        "stance": row.get_stance_display(),
        "kind": _KINDS[Stance(row.stance)],
        "words": _words(row.contribution, project, back) if row.contribution else None,
    }


def _words(row: Contribution, project: Project, back: str) -> dict[str, Any]:
    respond = reverse("participation:contribution_respond", args=[project.region.slug, project.pk, row.pk])
    return {
        "body": row.original,
        "lang": row.language,
        "is_gone": row.moderation in GONE,
        "moderation": row.get_moderation_display(),
        "unseen": unseen_label(row),
        "response": response_card(getattr(row, "response", None)),
        "respond_url": f"{respond}?next={back}",
    }


def stance_table(project: Project, language: str) -> dict[str, Any] | None:
    """Return how the bodies stand to each goal of the newest version that an opinion was given on; None without any.

    {version, headings, rows}: a row is a goal, a column a stance, as `components/table.html` wants them. Two queries.
    """
    draft = (
        DraftVersion.objects.filter(promise__project=project, opinions__isnull=False)
        .defer("snapshot")
        .order_by("-pk")
        .first()
    )
    if draft is None:
        return None
    groups = OpinionStance.objects.filter(opinion__draft=draft).values_list(
        "perspective", "viewpoint", "stance"
    )
    counts = Counter({tuple(key): number for *key, number in groups.annotate(number=Count("pk"))})
    rows = [
        [
            part_title(Part(Target.CELL, perspective.value, viewpoint.value), language),
            *(
                {"text": str(counts[perspective.value, viewpoint.value, stance.value]), "number": True}
                for stance in Stance
            ),
        ]
        for perspective in Perspective
        for viewpoint in reversed(Viewpoint)
        if any(counts[perspective.value, viewpoint.value, stance.value] for stance in Stance)
    ]
    headings = [_("Goal"), *({"text": str(stance.label), "number": True} for stance in Stance)]
    return {"version": draft.number, "headings": headings, "rows": rows} if rows else None
