"""What decisions registers with the shop floor: phase 4 and its gate, the export, the thread, words of its events."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Region
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.exports import export_project
from decisions.models import DecisionPackage
from decisions.pdf import export_documents, package_url
from decisions.queries.amendment import AmendmentThread
from decisions.queries.closing import left_undone
from decisions.queries.gate import (
    complete_check,
    decided_check,
    frozen_check,
    published_check,
)
from decisions.queries.package import EXPORT
from decisions.queries.public import was_published
from decisions.queries.thread import DecisionThread
from decisions.rules import can_freeze_package, can_write_package
from projects.enums import Calendar, PhaseKey, ProjectState
from projects.models import Milestone, Project
from servicelofte.common import registry
from servicelofte.common.registry import Deadline, GateCheck, JobKind, PhasePart
from servicelofte.common.tenancy import current_region

WAITING = (PackageState.DRAFT, PackageState.RETURNED, PackageState.FROZEN)


def _links(slug: str, project_id: int, allowed: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    if not allowed("decisions.view_decisionpackage"):
        return []
    return [(_("To the council"), reverse("decisions:package", args=[slug, project_id]))]


def package_deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield, for each package of a project that waits for the council, what is to be done before its next meeting."""
    packages = DecisionPackage.objects.filter(promise__project=project_id, state__in=WAITING)
    meetings = Milestone.objects.filter(project=project_id, calendar=Calendar.COUNCIL, is_done=False)
    first = meetings.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return
    slug = current_region().slug
    for pk, state in packages.values_list("pk", "state"):
        yield Deadline(day=first, label=_task(state), url=package_url(slug, project_id, pk))


def _task(state: str) -> str:
    if state == PackageState.FROZEN:
        return _("Register the council’s decision")
    return _("Freeze the package before the council meets")


def my_packages(user: Any, region_id: int) -> Iterable[Deadline]:
    """Yield what waits for the council secretary and the preparers of the region: packages with a council meeting
    ahead. Only the secretary freezes and registers; whoever else writes the package has it to finish until then.
    """
    region = Region(pk=region_id)
    decides = can_freeze_package(user, region)
    if not (decides or can_write_package(user, region)):
        return
    states = WAITING if decides else (PackageState.DRAFT, PackageState.RETURNED)
    council = Q(
        promise__project__milestones__calendar=Calendar.COUNCIL, promise__project__milestones__is_done=False
    )
    packages = (
        DecisionPackage.objects.filter(council, state__in=states, promise__project__state=ProjectState.ACTIVE)
        .annotate(meeting=Min("promise__project__milestones__day"))
        .select_related("promise__project__region")
        .defer("frozen")
        .order_by("meeting", "pk")
    )
    for package in packages:
        project = package.promise.project
        yield Deadline(
            day=package.meeting,
            label=_task(package.state) if decides else _("Finish the package before the council meets"),
            url=package_url(project.region.slug, project.pk, package.pk),
            about=project.title,
        )


def public_pages(project: Project) -> Sequence[tuple[str, str]]:
    """Return the page of the decision once it is published, also when its result was annulled since."""
    if not was_published(project).exists():
        return []
    return [(_("The decision"), reverse("decisions:decision", args=[project.region.slug, project.slug]))]


def export_url(arguments: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """Return the package's page, where its documents are."""
    return package_url(result["region"], result["project"], result["package"])


def handling_words(data: Mapping[str, Any]) -> str:
    """Return what a body decided, as the ledger's page says it."""
    values = {
        "body": HandlingBody(data["body"]).label,
        "result": str(HandlingResult(data["result"]).label).lower(),
        "section": data.get("section", ""),
    }
    return _("%(body)s, § %(section)s: %(result)s") % values


def annulment_words(data: Mapping[str, Any]) -> str:
    """Return that a result was annulled, as the ledger's page says it."""
    return _("Annulled, registered wrongly: %(handling)s") % {"handling": handling_words(data)}


EVENT_WORDS = {
    "package.created": gettext_lazy("A decision package was begun with version %(version)s"),
    "package.changed": gettext_lazy("The details of the decision package were changed"),
    "package.numbered": gettext_lazy("The register number of the decision package was written down"),
    "package.part_written": gettext_lazy("A text of the decision package was written"),
    "package.frozen": gettext_lazy("The decision package was frozen with version %(version)s"),
    "package.reopened": gettext_lazy("The decision package was opened again"),
    "document.kept": gettext_lazy("A document was made and its bytes were kept"),
    "handling.corrected": gettext_lazy("What was written down of a meeting was corrected, § %(section)s"),
    "decision.published": gettext_lazy("The council’s decision was published"),
}
for kind, words in EVENT_WORDS.items():
    registry.event_kinds.add(kind, words)
registry.event_kinds.add("handling.registered", handling_words)
registry.event_kinds.add("handling.annulled", annulment_words)
registry.events_when_closed.add("document.kept", "the house finishes documents that were asked for before")

# What the handbook asks to check of the package, and the package's own check tells.
PARTS = (
    "package_promise",
    "package_implementation",
    "package_follow_up",
    "package_reporting",
    "package_evaluation",
    "package_citizen_communication",
)
registry.phases.add(
    PhaseKey.DECISION,
    PhasePart(
        phase=PhaseKey.DECISION,
        links=_links,
        checks=(
            GateCheck(
                "package_complete", gettext_lazy("The proposal and the six parts are written"), complete_check
            ),
            GateCheck("package_frozen", gettext_lazy("The package is frozen"), frozen_check),
            GateCheck(
                "council_decision", gettext_lazy("The council’s decision is registered"), decided_check
            ),
            GateCheck("decision_published", gettext_lazy("The decision is published"), published_check),
        ),
        # No package is frozen before its descriptions are written, and the council approves frozen ones alone.
        answers={"outcome_decision_package": "council_decision", **dict.fromkeys(PARTS, "package_complete")},
    ),
)
registry.deadlines.add("packages", package_deadlines)
registry.left_undone.add("decisions", left_undone)
registry.my_work.add("decisions.packages", my_packages)
registry.threads.add("decisions", DecisionThread())
registry.threads.add("decisions.amendment", AmendmentThread())
registry.public_pages.add("decisions", public_pages)
registry.project_exports.add("decisions", export_project)
registry.job_kinds.add(
    EXPORT,
    JobKind(
        kind=EXPORT,
        label=gettext_lazy("Documents of a decision"),
        run=export_documents,
        result_url=export_url,
        subject=gettext_lazy("Decision package no. %(number)s"),
    ),
)
