"""What the pages of the synthesis ask: five texts, each point with the contributions it rests on."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from participation.enums import GONE, SHOWN, SynthesisState
from participation.models import (
    Contribution,
    ContributionCode,
    Synthesis,
    SynthesisCitation,
    SynthesisSentence,
)
from participation.queries.words import synthesis_question
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import moment
from servicelofte.common.languages import best, page_language
from servicelofte.common.text import shortened

MOST_CANDIDATES = 200
LONGEST_EXCERPT = 200


def synthesis_of(project: Project, perspective: str) -> Synthesis:
    """Return the synthesis of a perspective, or one that is not stored yet; one query."""
    known = Synthesis.objects.filter(project=project, perspective=perspective)
    row = known.select_related("region", "project__region", "approved_by").first()
    return row or Synthesis(region=project.region, project=project, perspective=perspective)


def synthesis_rows(project: Project) -> list[dict[str, Any]]:
    """Return the five syntheses in the handbook's order: {name, question, state, points, heard, url}; three queries."""
    known = {row.perspective: row for row in Synthesis.objects.filter(project=project)}
    counted = SynthesisSentence.objects.filter(synthesis__project=project).values("synthesis__perspective")
    points = dict(
        counted.annotate(n=Count("order", distinct=True)).values_list("synthesis__perspective", "n")
    )
    coded = ContributionCode.objects.filter(contribution__project=project).exclude(
        contribution__moderation__in=GONE
    )
    heard = dict(coded.order_by().values_list("perspective").annotate(n=Count("contribution", distinct=True)))
    rows = []
    for perspective in Perspective:
        row = known.get(perspective)
        is_approved = row is not None and row.state == SynthesisState.APPROVED
        written = points.get(perspective, 0)
        rows.append(
            {
                "key": perspective.value,
                "name": str(perspective.label),
                "question": synthesis_question(perspective),
                "state": "done" if is_approved else "partial" if written else "missing",
                "state_label": _("Approved")
                if is_approved
                else _("Being written")
                if written
                else pgettext("synthesis", "Not begun"),
                "points": ngettext("%(count)d point", "%(count)d points", written) % {"count": written},
                "heard": ngettext(
                    "%(count)d contribution", "%(count)d contributions", heard.get(perspective, 0)
                )
                % {"count": heard.get(perspective, 0)},
                "url": reverse(
                    "participation:synthesis_edit", args=[project.region.slug, project.pk, perspective.value]
                ),
            }
        )
    return rows


def synthesis_page(synthesis: Synthesis, *, viewer: str = "staff") -> dict[str, Any]:
    """Return a synthesis with its points: {points, differing, missing, name, question}; three queries.

    A point is {order, number, sentences: [{lang, body}], citations, edit_url, missing}. To the viewer "public" a
    citation shows the words everybody may read, and nothing when there are none; to "staff" the words as sent.
    """
    rows: list[SynthesisSentence] = []
    if synthesis.pk:
        rows = sorted(_sentences(synthesis), key=lambda row: (row.order, row.pk))
    by_order: dict[int, list[SynthesisSentence]] = defaultdict(list)
    for row in rows:
        by_order[row.order].append(row)
    points = [
        _point(synthesis, number, order, by_order[order], viewer)
        for number, order in enumerate(sorted(by_order), start=1)
    ]
    return {
        "synthesis": synthesis,
        "name": str(synthesis.get_perspective_display()),
        "question": synthesis_question(synthesis.perspective),
        "points": [point for point in points if not point["is_differing"]],
        "differing": [point for point in points if point["is_differing"]],
        "has_points": bool(points),
        "is_approved": synthesis.state == SynthesisState.APPROVED,
        "approved": moment(synthesis.approved_at),
        "approved_by": str(synthesis.approved_by or ""),
    }


def _sentences(synthesis: Synthesis) -> list[SynthesisSentence]:
    """Return the sentences with what they cite, as prefetched or by one query each."""
    if "sentences" in getattr(synthesis, "_prefetched_objects_cache", {}):
        return list(synthesis.sentences.all())
    return list(synthesis.sentences.prefetch_related("citations__contribution__group"))


def _point(
    synthesis: Synthesis, number: int, order: int, rows: list[SynthesisSentence], viewer: str
) -> dict[str, Any]:
    languages = synthesis.region.languages
    there = {row.language for row in rows}
    cited = {
        citation.contribution_id: citation.contribution for row in rows for citation in row.citations.all()
    }
    slug, project_id = synthesis.project.region.slug, synthesis.project_id
    return {
        "order": order,
        "number": number,
        "is_differing": any(row.is_differing for row in rows),
        "sentences": [{"lang": row.language, "body": row.body} for row in _shown(rows, languages, viewer)],
        "missing": [code for code in languages if code not in there],
        "citations": [excerpt(row, slug, viewer) for _pk, row in sorted(cited.items())],
        "edit_url": reverse(
            "participation:point_edit", args=[slug, project_id, synthesis.perspective, order]
        ),
    }


def _shown(rows: list[SynthesisSentence], languages: list[str], viewer: str) -> list[SynthesisSentence]:
    """Return the sentences of a point: to everybody the one nearest to the page's language, to staff all of them."""
    if viewer == "public":
        wanted = best({row.language for row in rows}, page_language())
        return [row for row in rows if row.language == wanted]
    return sorted(rows, key=lambda row: _place(row.language, languages))


def _place(language: str, languages: list[str]) -> int:
    return languages.index(language) if language in languages else len(languages)


def excerpt(row: Contribution, slug: str, viewer: str = "staff") -> dict[str, Any]:
    """Return a contribution as it is cited: {id, words, lang, channel, group, url, is_gone}; its group was fetched."""
    words = row.public_text if viewer == "public" else row.original or row.public_text
    if viewer == "public" and row.moderation not in SHOWN:
        words = ""
    return {
        "id": row.pk,
        "words": shortened(words, LONGEST_EXCERPT),
        "lang": row.language,
        "channel": row.get_channel_display(),
        "group": column_words(row.group, "name")[0] if row.group else "",
        "is_gone": row.moderation in GONE,
        "url": reverse("participation:contribution_detail", args=[slug, row.project_id, row.pk]),
    }


def candidates(synthesis: Synthesis, *, chosen: set[int], words: str = "") -> list[dict[str, Any]]:
    """Return contributions that a point may cite, as `excerpt` with `checked`: the chosen ones first; one query.

    They are about the perspective; at most the latest two hundred, narrowed by `words`; withdrawn ones only when cited.
    """
    about = ContributionCode.objects.filter(contribution=OuterRef("pk"), perspective=synthesis.perspective)
    offered = Q(Exists(about)) & ~Q(moderation__in=GONE)
    if words:
        offered &= Q(original__icontains=words) | Q(public_text__icontains=words)
    rows = Contribution.objects.filter(offered | Q(pk__in=chosen), project=synthesis.project)
    found = rows.select_related("group").order_by("-pk")[: MOST_CANDIDATES + len(chosen)]
    slug = synthesis.project.region.slug
    prepared = [{**excerpt(row, slug), "checked": row.pk in chosen} for row in found]
    return sorted(prepared, key=lambda row: not row["checked"])


def point_of(synthesis: Synthesis, order: int) -> dict[str, Any] | None:
    """Return {bodies, citations, is_differing} of a point, None when there is none; two queries."""
    rows = list(SynthesisSentence.objects.filter(synthesis=synthesis, order=order)) if synthesis.pk else []
    if not rows:
        return None
    cited = SynthesisCitation.objects.filter(sentence__in=rows).values_list("contribution_id", flat=True)
    return {
        "bodies": {row.language: row.body for row in rows},
        "citations": set(cited),
        "is_differing": any(row.is_differing for row in rows),
    }


def public_syntheses(project: Project) -> list[dict[str, Any]]:
    """Return the approved syntheses in the handbook's order, as `synthesis_page` for everybody; four queries."""
    approved = Synthesis.objects.filter(project=project, state=SynthesisState.APPROVED)
    rows = {
        row.perspective: row
        for row in approved.select_related("region", "project__region", "approved_by").prefetch_related(
            "sentences__citations__contribution__group"
        )
    }
    return [
        {**synthesis_page(rows[perspective], viewer="public"), "key": perspective.value}
        for perspective in Perspective
        if perspective in rows
    ]
