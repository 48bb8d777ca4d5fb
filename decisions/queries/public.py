"""Reads of the public page of a decision."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from decisions.enums import DocumentKind, PackageState
from decisions.models import DecisionPackage, DocumentFile, Handling
from decisions.queries.annulment import annulled_handlings, told_by, told_since
from decisions.queries.document import DocumentView, document_view, handling_views
from decisions.queries.package import RELATED
from drafting.enums import VersionState
from drafting.models import DraftVersion
from drafting.queries.snapshot import snapshot_view
from drafting.queries.versions import changes_url
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
    annulments: list[dict[str, Any]]


@dataclass(frozen=True)
class AnnulledPage:
    """What everybody sees where a decision was published whose result was annulled, while no other is published."""

    now: str
    annulments: list[dict[str, Any]]
    others: list[dict[str, str]]


def was_published(project: Project) -> QuerySet[DecisionPackage]:
    """Return the project's packages that everybody can read of: whose decision is published, or was until its result
    was annulled.
    """
    annulled = Handling.objects.filter(package=OuterRef("pk"), was_published_at__isnull=False)
    rows = DecisionPackage.objects.filter(promise__project=project)
    return rows.filter(Q(published_at__isnull=False) | Exists(annulled))


def versions_in_force() -> QuerySet[DraftVersion]:
    """Return the versions that the council decided on and residents can read of. Until the first decision on a promise
    is published, it is not yet theirs to hold anybody to.
    """
    packages = DecisionPackage.objects.filter(promise=OuterRef("promise"))
    waiting = packages.filter(decided_draft=OuterRef("pk"), published_at=None)
    published = packages.filter(published_at__isnull=False)
    return DraftVersion.objects.filter(Exists(published) | ~Exists(waiting), state=VersionState.DECIDED)


def published_packages(project: Project) -> list[DecisionPackage]:
    """Return the packages that everybody can read of: the newest publication first, those that were annulled last;
    one query.
    """
    rows = was_published(project).select_related(*RELATED)
    return list(rows.order_by(F("published_at").desc(nulls_last=True), "-pk"))


def public_documents(package: DecisionPackage) -> list[DocumentFile]:
    """Return the documents of a package that everybody can read, by language, the newest first: those of the published
    decision, and of published ones that were annulled; two queries.
    """
    annulled = annulled_handlings(package)
    rows = _decision_files(package)
    open_rows = told_since(annulled, rows) if package.published_at else []
    return open_rows + [row for each in _was_public(annulled) for row in told_by(each, rows)]


def annulled_page(package: DecisionPackage, others: list[DecisionPackage]) -> AnnulledPage:
    """Return the public page of a decision whose result was annulled, in the page's language; two queries."""
    return AnnulledPage(
        now=_now(package),
        annulments=_annulments(package, annulled_handlings(package), _decision_files(package)),
        others=_others(package, others),
    )


def _now(package: DecisionPackage) -> str:
    if package.state == PackageState.REJECTED:
        return _("The council rejected the promise.")
    if package.state in (PackageState.RETURNED, PackageState.DRAFT):
        return _("The promise was returned for preparation.")
    return _("The right result is shown here once it has been registered and published.")


def _decision_files(package: DecisionPackage) -> list[DocumentFile]:
    rows = DocumentFile.objects.filter(package=package, kind=DocumentKind.DECISION)
    return list(rows.order_by("language", "-pk"))


def _was_public(annulled: list[Handling]) -> list[Handling]:
    return [row for row in annulled if row.was_published_at]


def _annulments(
    package: DecisionPackage, annulled: list[Handling], files: list[DocumentFile]
) -> list[dict[str, Any]]:
    """Return the results that were published and annulled since, with the documents that told of them."""
    shown = _was_public(annulled)
    place = _place(package)
    return [
        {"handling": view, "files": [_file(each, place) for each in told_by(row, files[::-1])]}
        for row, view in zip(shown, handling_views(shown, page_language()), strict=True)
    ]


def _place(package: DecisionPackage) -> list[str]:
    project = package.promise.project
    return [project.region.slug, project.slug]


def _others(package: DecisionPackage, rows: list[DecisionPackage]) -> list[dict[str, str]]:
    return [
        {
            "label": row.promise.customer_group or row.promise.project.title,
            "note": "" if row.published_at else pgettext("decision", "annulled"),
            "url": reverse("decisions:decision_of", args=[*_place(package), row.pk]),
        }
        for row in rows
        if row.pk != package.pk
    ]


def decision_page(package: DecisionPackage, others: list[DecisionPackage]) -> DecisionPage:
    """Return the public page of a decision in the page's language; three queries. `others` are further published
    decisions.
    """
    place = _place(package)
    language = page_language()
    document = document_view(package, language)
    _lead_to_threads(document, place)
    data = wheel_data(
        snapshot_view((package.decided_draft or package.draft).snapshot, language),
        url=lambda cell: f"#{cell.anchor}",
    )
    annulled, files = annulled_handlings(package), _decision_files(package)
    rows = told_since(annulled, files)
    newest = {row.language: row for row in reversed(rows)}
    amended = next((row.version_number for row in document.handlings if row.decides), 0)
    return DecisionPage(
        document=document,
        wheel=draw_wheel(data, variant=WheelVariant.IN_FORCE),
        goals=goal_panel(data),
        files=[_file(row, place) for row in newest.values()],
        older_files=[_file(row, place) for row in rows if newest[row.language].pk != row.pk],
        others=_others(package, others),
        annulments=_annulments(package, annulled, files),
        compare_url=changes_url(package.promise.project, package.draft, amended) if amended else "",
    )


def _lead_to_threads(document: DocumentView, place: list[str]) -> None:
    """Let every statement lead to where it came from and what it led to."""
    for section in document.sections:
        for cell in section["cells"]:
            for row in cell["statements"]:
                url = reverse("thread", args=[*place, "statement", row["lineage"]])
                row["actions"] = [{"label": _("How it came about"), "url": url}]


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
