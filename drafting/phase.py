"""What drafting registers with the shop floor: phase 3 and its gate, deadlines, public pages, thread, words of its
events.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from drafting.enums import ConsultationState, VersionState
from drafting.exports import export_project
from drafting.models import Consultation, DraftVersion
from drafting.queries.gate import analysis_check, cells_check, comments_check, follow_up_check, opinions_check
from drafting.queries.thread import LineageThread, VersionThread, WordingThread
from projects.enums import PhaseKey
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.formatting import days, full_day
from servicelofte.common.registry import Deadline, GateCheck, PhasePart, StillOpen
from servicelofte.common.tenancy import region_url

CHECKS = (
    GateCheck("drafting.cells", _lazy("Words for every goal"), cells_check),
    GateCheck("drafting.comments", _lazy("Open commenting"), comments_check),
    GateCheck("drafting.opinions", _lazy("Statements of opinion"), opinions_check, required=False),
    GateCheck("drafting.analysis", _lazy("Going through what people said"), analysis_check),
    GateCheck("drafting.follow_up", _lazy("A way of follow-up for every statement"), follow_up_check),
)


def links(slug: str, project_id: int, allowed: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return the pages of phase 3 that the person may open."""
    pages = (
        (_("The promise"), "editor", "projects.view_servicepromise"),
        (_("Versions and the time for comments"), "version_list", "drafting.view_draftversion"),
        (_("What has changed?"), "compare", "drafting.view_draftversion"),
        (_("Statements of opinion"), "request_list", "drafting.view_opinionrequest"),
        (_("What people said, and our answers"), "analysis", "drafting.view_comment"),
    )
    return [
        (label, reverse(f"drafting:{name}", args=[slug, project_id]))
        for label, name, permission in pages
        if allowed(permission)
    ]


def deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield the first or last day of each consultation that is not over."""
    url = region_url("drafting:version_list", project_id)
    rows = Consultation.objects.filter(draft__promise__project=project_id).exclude(
        state=ConsultationState.CLOSED
    )
    for row in rows:
        if row.is_over():
            continue
        if not row.is_open():
            yield Deadline(day=row.opens_on, label=_("The draft opens for comments"), url=url)
        yield Deadline(day=row.closes_on, label=_("Last day for comments on the draft"), url=url)


def still_open(project_id: int) -> Iterable[StillOpen]:
    """Yield the consultations that are open or planned; one query."""
    rows = Consultation.objects.filter(draft__promise__project=project_id, closes_on__gte=clock.today())
    for row in rows.exclude(state=ConsultationState.CLOSED).select_related("draft").defer("draft__snapshot"):
        yield StillOpen(
            label=_("Comments on version %(number)s of the draft") % {"number": row.draft.number},
            until=row.closes_on,
            url=f"{region_url('drafting:version_list', project_id)}?promise={row.draft.promise_id}",
            todo=_("Close commenting, or wait until its last day is over."),
        )


def public_pages(project: Project) -> Sequence[tuple[str, str]]:
    """Return the draft, once a version is published."""
    rows = DraftVersion.objects.filter(promise__project=project).exclude(state=VersionState.WITHDRAWN)
    if not rows.exists():
        return []
    url = region_url("drafting:draft", project.slug)
    return [(_("The draft of the promise"), url)]


def _period(text: Any) -> Callable[[Mapping[str, Any]], Any]:
    def words(data: Mapping[str, Any]) -> str:
        first, last = date.fromisoformat(data["opens_on"]), date.fromisoformat(data["closes_on"])
        return str(text % {"number": data["version"], "days": days(first, last), "last": full_day(last)})

    return words


EVENT_WORDS = {
    "text.written": _lazy("Words of the promise were written"),
    "promise.created": _lazy("A promise was begun"),
    "promise.changed": _lazy("What the promise covers was changed"),
    "promise.perspective_left_out": _lazy("A perspective was left out of the promise"),
    "promise.perspective_taken_in": _lazy("A perspective was taken into the promise again"),
    "promise.example_inserted": _lazy("The handbook’s example was put in as a start"),
    "statement.created": _lazy("A statement was added"),
    "statement.moved": _lazy("A statement was moved"),
    "statement.removed": _lazy("A statement was taken out"),
    "statement.restored": _lazy("A statement was brought back"),
    "statement.split": _lazy("A statement was split in two"),
    "statement.merged": _lazy("Two statements were merged"),
    "statement.verification_changed": _lazy("The way of following up a statement was changed"),
    "version.published": _lazy("Version %(number)s of the draft was published"),
    "version.withdrawn": _lazy("Version %(number)s of the draft was taken back"),
    "version.decided": _lazy("Version %(number)s was marked as decided"),
    "version.undecided": _lazy("Version %(number)s is no longer marked as decided"),
}
PERIOD_WORDS = {
    "consultation.opened": _lazy("A comment period was set for version %(number)s: %(days)s"),
    "consultation.changed": _lazy("The days for comments were changed: %(days)s"),
    "consultation.closed": _lazy("Commenting on version %(number)s was closed"),
    "consultation.reopened": _lazy("Commenting was opened again, to %(last)s"),
}

registry.phases.add("drafting", PhasePart(PhaseKey.PREPARATION, links, CHECKS))
registry.deadlines.add("drafting", deadlines)
registry.still_open.add("drafting.consultations", still_open)
registry.public_pages.add("drafting", public_pages)
registry.project_exports.add("drafting", export_project)
registry.threads.add("drafting.wording", WordingThread())
registry.threads.add("drafting.lineage", LineageThread())
registry.threads.add("drafting.version", VersionThread())
for kind, said in EVENT_WORDS.items():
    registry.event_kinds.add(kind, said)
for kind, said in PERIOD_WORDS.items():
    registry.event_kinds.add(kind, _period(said))
