"""Reads of the package's page in the workspace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.enums import (
    OPEN_STATES,
    READY_STATES,
    DocumentKind,
    PackageState,
)
from decisions.models import DecisionPackage, DocumentFile, Handling
from decisions.queries.annulment import can_be_annulled
from decisions.queries.completeness import Need, needs_of
from decisions.queries.document import document_basis, document_kind, handling_views
from decisions.queries.freezing import handled_earlier
from decisions.queries.parity import compared
from decisions.queries.unsettled import PhaseBehind, Unsettled, phase_behind, still_asked, unsettled
from drafting.enums import VersionState
from drafting.models import DraftVersion
from drafting.queries.versions import changes_url, version_url
from jobs.enums import JobState
from jobs.models import Job
from projects.models import Project
from servicelofte.common.history import history_entries
from servicelofte.common.languages import language_name, page_language
from servicelofte.common.registry import StillOpen

EXPORT = "decisions.export"
RELATED = ("promise__project__region", "region", "draft", "decided_draft")


def packages_of(project: Project) -> list[DecisionPackage]:
    """Return the project's packages, newest first, with their versions' numbers but not their snapshots; one
    query.
    """
    rows = DecisionPackage.objects.filter(promise__project=project).order_by("-pk")
    return list(rows.select_related("promise", "draft").defer("draft__snapshot", "frozen"))


def offered_versions(project: Project) -> list[DraftVersion]:
    """Return the versions a new package can be made of: of each promise without an open package, its newest;
    one query.
    """
    newest = (
        DraftVersion.objects.filter(promise=OuterRef("promise"))
        .exclude(state=VersionState.WITHDRAWN)
        .order_by("-number")
    )
    rows = DraftVersion.objects.filter(promise__project=project, pk=Subquery(newest.values("pk")[:1]))
    return list(
        rows.exclude(promise__packages__state__in=OPEN_STATES)
        .exclude(state=VersionState.DECIDED)
        .select_related("promise", "region")
        .defer("snapshot")
        .order_by("promise_id")
    )


def versions_of(package: DecisionPackage) -> list[DraftVersion]:
    """Return the versions that may stand in the package: its own and every newer one, newest first; one query."""
    rows = DraftVersion.objects.filter(promise=package.promise_id, number__gte=package.draft.number)
    return list(
        rows.filter(Q(pk=package.draft_id) | ~Q(state=VersionState.WITHDRAWN))
        .select_related("promise")
        .defer("snapshot")
        .order_by("-number")
    )


_TONES = {
    PackageState.DECIDED: "success",
    PackageState.RETURNED: "warning",
    PackageState.REJECTED: "warning",
}


@dataclass(frozen=True)
class PackagePage:
    """What the page of one package shows; `may` tells what the person can do with it now.

    `tone` is the kind of tag that its state is written in.
    """

    package: DecisionPackage
    tone: str
    facts: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    missing: list[dict[str, str]]
    unsettled: Unsettled | None
    still_asked: list[StillOpen]
    phase_behind: PhaseBehind | None
    handlings: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    older_documents: list[dict[str, Any]]
    lacks_documents: bool
    sums: list[dict[str, str]]
    job: dict[str, Any] | None
    history: list[dict[str, Any]]
    may: dict[str, bool]
    public_url: str = ""


def package_page(package: DecisionPackage, *, allowed: Callable[[str], bool]) -> PackagePage:
    """Return the page of a package; `allowed(permission)` tells what the person may.

    At most eleven queries for any number of rows, and those of `unsettled`, or of `still_asked` and `phase_behind`.
    Needs `RELATED` loaded.
    """
    project = package.promise.project
    slug = project.region.slug
    place = [slug, project.pk, package.pk]
    language = page_language()
    is_open = package.state == PackageState.DRAFT
    needs = compared(package, needs_of(package, language)) if is_open else []
    handlings = list(
        package.handlings.select_related("amended_draft", "annulled_by").defer("amended_draft__snapshot")
    )
    documents = list(package.documents.order_by("-pk"))
    current, lacking = _current_documents(package, documents, handlings)
    may = _may(package, allowed, lacking)
    is_decided = package.state == PackageState.DECIDED
    return PackagePage(
        package=package,
        tone=_TONES.get(PackageState(package.state), "info"),
        facts=_facts(package),
        columns=_columns(needs, place, may["change"]),
        missing=_missing(needs, place, may["change"]),
        unsettled=unsettled(project) if is_open else None,
        still_asked=still_asked(package.promise) if is_decided else [],
        phase_behind=phase_behind(project) if is_decided else None,
        handlings=_handlings(package, handlings, place, may),
        documents=[_document(row, slug, project.pk) for row in current],
        older_documents=[_document(row, slug, project.pk) for row in documents if row not in current],
        lacks_documents=lacking,
        sums=_sums(package),
        job=_job(package),
        history=history_entries(package.history.all()),
        may=may,
        public_url=_public_url(package),
    )


def _current_documents(
    package: DecisionPackage, documents: Sequence[DocumentFile], handlings: Sequence[Handling]
) -> tuple[list[DocumentFile], bool]:
    """Return those of the documents that say what the package says now, and whether a language lacks one."""
    standing = [row for row in handlings if not row.annulled_at]
    basis = document_basis(package, standing) if package.state in READY_STATES else ""
    kind = document_kind(package)
    made = {row.language: row for row in documents if row.basis == basis and row.kind == kind}
    languages = package.frozen["languages"] if basis else []
    current = [made[code] for code in languages if code in made]
    return current, len(current) < len(languages)


def _public_url(package: DecisionPackage) -> str:
    if not package.published_at:
        return ""
    project = package.promise.project
    return reverse("decisions:decision_of", args=[project.region.slug, project.slug, package.pk])


def _handlings(
    package: DecisionPackage, rows: list[Handling], place: Sequence[Any], may: dict[str, bool]
) -> list[dict[str, Any]]:
    """Return what the meetings decided, on which content, what they changed in it, and where each is corrected or
    annulled by those who may.
    """
    can_annul = can_be_annulled(rows) if may["annul"] else set()
    earlier = handled_earlier(package, rows)
    return [
        {
            "row": row,
            "earlier": earlier.get(row.pk),
            "changes_url": changes_url(package.promise.project, package.draft, row.version_number)
            if row.version_number
            else "",
            "edit_url": _handling_url("edit", place, row.pk) if may["correct"] and not row.annulment else "",
            "annul_url": _handling_url("annul", place, row.pk) if row.pk in can_annul else "",
        }
        for row in handling_views(rows, page_language())
    ]


def _handling_url(what: str, place: Sequence[Any], pk: int) -> str:
    return reverse(f"decisions:handling_{what}", args=[*place, pk])


def _missing(needs: Sequence[Need], place: Sequence[Any], may_change: bool) -> list[dict[str, str]]:
    """What the package still lacks, with where it is written for those who may write it."""
    return [
        {"name": need.name, "url": _need_url(need, place) if may_change else ""}
        for need in needs
        if need.state != "done"
    ]


def _may(package: DecisionPackage, allowed: Callable[[str], bool], lacking: bool) -> dict[str, bool]:
    state = package.state
    change = allowed("decisions.change_decisionpackage")
    register = allowed("decisions.register_decisionpackage")
    return {
        "change": change and state == PackageState.DRAFT,
        "freeze": allowed("decisions.freeze_decisionpackage") and state == PackageState.DRAFT,
        "reopen": allowed("decisions.freeze_decisionpackage")
        and state in (PackageState.FROZEN, PackageState.RETURNED),
        "export": change and state in READY_STATES and lacking,
        "register": register and state == PackageState.FROZEN,
        "number": change and state in READY_STATES,
        "correct": register,
        "annul": allowed("decisions.annul_handling"),
        "publish": allowed("decisions.publish_decisionpackage")
        and state == PackageState.DECIDED
        and not package.published_at
        and not lacking,
    }


def _facts(package: DecisionPackage) -> list[dict[str, Any]]:
    project = package.promise.project
    draft = package.decided_draft or package.draft
    version = _("Version %(n)s") % {"n": draft.number}
    if draft.pk != package.draft_id:
        version = _("Version %(n)s, with the meeting’s changes to version %(proposed)s") % {
            "n": draft.number,
            "proposed": package.draft.number,
        }
    rows = [
        {"term": _("Version of the promise"), "value": version, "url": version_url(project, draft)},
        {"term": _("Presenting official"), "value": package.presenter or "–"},
        {"term": _("Register number"), "value": package.registry_number or "–"},
    ]
    if str(package.promise.customer_group):
        rows.insert(0, {"term": _("Customer group"), "value": package.promise.customer_group})
    return rows


def _sums(package: DecisionPackage) -> list[dict[str, str]]:
    """Return what a frozen package is sealed with, as its documents print it."""
    if not package.frozen_digest:
        return []
    head = _("Head of the ledger, seal %(number)s") % {"number": package.ledger_number}
    return [
        {"label": _("Digest of the package (SHA-256)"), "sum": package.frozen_digest},
        {"label": head, "sum": package.ledger_head},
    ]


def _columns(needs: list[Need], place: Sequence[Any], may_change: bool) -> list[dict[str, Any]]:
    """Return a list of what is needed for each language, and before them what has none."""
    columns: dict[str, list[dict[str, Any]]] = {}
    for need in needs:
        columns.setdefault(need.language, []).append(
            {
                "state": need.state,
                "label": need.label,
                "value": need.value,
                "url": _need_url(need, place) if may_change else "",
            }
        )
    general = columns.pop("", [])
    rows = [{"name": language_name(code), "language": code, "rows": found} for code, found in columns.items()]
    return [{"name": "", "language": "", "rows": general}, *rows] if general else rows


def _need_url(need: Need, place: Sequence[Any]) -> str:
    if need.kind == "presenter":
        return reverse("decisions:package_edit", args=place)
    if need.kind == "budget_effect":
        address = reverse("decisions:part_edit", args=[*place, "implementation", need.language])
        return f"{address}#div_id_budget_effect"
    return reverse("decisions:part_edit", args=[*place, need.kind, need.language])


def _document(row: DocumentFile, slug: str, project_id: int) -> dict[str, Any]:
    return {
        "name": f"{DocumentKind(row.kind).label} ({language_name(row.language)})",
        "url": reverse("decisions:document", args=[slug, project_id, row.pk]),
        "sha256": row.sha256,
        "size": row.size,
        "pages": row.pages,
        "made_at": row.made_at,
    }


def _job(package: DecisionPackage) -> dict[str, Any] | None:
    job = Job.objects.filter(kind=EXPORT, occasion=f"package:{package.pk}").order_by("-pk").first()
    if job is None or job.state == JobState.DONE:
        return None
    return {
        "is_running": job.state in (JobState.DUE, JobState.RUNNING),
        "percent": job.percent,
        "state": job.get_state_display(),
        "error": job.error,
    }


def package_rows(project: Project, shown: DecisionPackage | None) -> list[dict[str, Any]]:
    """Return the project's other packages as links with their states; one query."""
    slug = project.region.slug
    return [
        {
            "label": _("Version %(n)s") % {"n": row.draft.number},
            "group": row.promise.customer_group,
            "state": row.get_state_display(),
            "url": reverse("decisions:package_detail", args=[slug, project.pk, row.pk]),
        }
        for row in packages_of(project)
        if shown is None or row.pk != shown.pk
    ]
