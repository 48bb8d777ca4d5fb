"""Reads of the public page of a decision."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from decisions.enums import DocumentKind
from decisions.models import DecisionPackage, DocumentFile
from decisions.queries.document import DocumentView, document_view
from decisions.queries.package import RELATED
from drafting.queries.snapshot import snapshot_view
from projects.models import Project
from projects.queries.promise import wheel_data
from projects.wheel import WheelVariant, draw_wheel, goal_panel
from servicelofte.common.languages import own_name, page_language


@dataclass(frozen=True)
class DecisionPage:
    """What everybody sees of a decision: the document in the page's language, the wheel, the files."""

    document: DocumentView
    wheel: SafeString
    goals: SafeString
    files: list[dict[str, Any]]
    older_files: list[dict[str, Any]]
    others: list[dict[str, str]]
    compare_url: str


def published_packages(project: Project) -> list[DecisionPackage]:
    """Return the project's packages whose decision is published, the newest publication first; one query."""
    rows = DecisionPackage.objects.filter(promise__project=project, published_at__isnull=False)
    return list(rows.select_related(*RELATED).order_by("-published_at", "-pk"))


def decision_page(package: DecisionPackage, others: list[DecisionPackage]) -> DecisionPage:
    """Return the public page of a decision in the page's language; two queries. `others` are further published
    decisions.
    """
    project = package.promise.project
    place = [project.region.slug, project.slug]
    language = page_language()
    document = document_view(package, language)
    _lead_to_threads(document, place)
    data = wheel_data(
        snapshot_view((package.decided_draft or package.draft).snapshot, language),
        url=lambda cell: f"#{cell.anchor}",
    )
    rows = list(
        DocumentFile.objects.filter(package=package, kind=DocumentKind.DECISION).order_by("language", "-pk")
    )
    newest = {row.language: row for row in reversed(rows)}
    amended = next((row.version_number for row in document.handlings if row.decides), 0)
    return DecisionPage(
        document=document,
        wheel=draw_wheel(data, variant=WheelVariant.IN_FORCE),
        goals=goal_panel(data),
        files=[_file(row, place) for row in newest.values()],
        older_files=[_file(row, place) for row in rows if newest[row.language].pk != row.pk],
        others=[
            {
                "label": row.promise.customer_group or row.promise.project.title,
                "url": reverse("decisions:decision_of", args=[*place, row.pk]),
            }
            for row in others
            if row.pk != package.pk
        ],
        compare_url=reverse("drafting:draft_compare", args=place)
        + f"?from={package.draft.number}&to={amended}"
        if amended
        else "",
    )


def _lead_to_threads(document: DocumentView, place: list[str]) -> None:
    """Let every statement lead to where it came from and what it led to."""
    for section in document.sections:
        for cell in section["cells"]:
            for row in cell["statements"]:
                url = reverse("thread", args=[*place, "statement", row["lineage"]])
                row["actions"] = [{"label": _("Where does it come from?"), "url": url}]


def _file(row: DocumentFile, place: list[str]) -> dict[str, Any]:
    return {
        "name": own_name(row.language),
        "language": row.language,
        "url": reverse("decisions:public_document", args=[*place, row.pk]),
        "sha256": row.sha256,
        "size": row.size,
        "pages": row.pages,
        "made_at": row.made_at,
    }
