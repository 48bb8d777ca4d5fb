"""What drafting registers with the shop floor: phase 3 and its gate, deadlines, public pages, thread, words of its
events.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from drafting.enums import ConsultationState, VersionState
from drafting.exports import export_project
from drafting.models import Consultation, DraftVersion
from drafting.queries.gate import (
    cells_written,
    comment_round,
    goals_of_the_example,
    opinions_asked,
    statements_followed_up,
    voices_answered,
)
from drafting.queries.thread import LineageThread, VersionThread, WordingThread
from projects.enums import PhaseKey
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.formatting import day, days, full_day, percent_done
from servicelofte.common.registry import (
    Deadline,
    GateCheck,
    GateResult,
    PhasePart,
    StillOpen,
    share_state,
)
from servicelofte.common.tenancy import current_region


def _address(name: str, project_id: int) -> str:
    return reverse(f"drafting:{name}", args=[current_region().slug, project_id])


def cells_check(project_id: int) -> GateResult:
    """Every goal has words in every required language (Handbook p. 24); those of the example are told."""
    done, wanted = cells_written(project_id, current_region().languages)
    value = _("%(done)s of %(all)s cells") % {"done": done, "all": wanted or 10}
    if untouched := goals_of_the_example(project_id):
        words = ngettext(
            "%(count)d is the handbook’s example", "%(count)d are the handbook’s example", untouched
        )
        value += " · " + words % {"count": untouched}
    return GateResult(share_state(done, wanted), value, _address("editor", project_id))


def comments_check(project_id: int) -> GateResult:
    """Everybody has had the time to comment on the draft (Handbook p. 24)."""
    found = comment_round(project_id)
    url = _address("version_list", project_id)
    if found.consultation is None:
        return GateResult("missing", _("not opened yet"), url)
    count = ngettext("%(count)d comment", "%(count)d comments", found.comments) % {"count": found.comments}
    last = found.consultation.closes_on
    if found.consultation.is_over():
        return GateResult("done", _("%(comments)s, time is over") % {"comments": count}, url)
    if found.consultation.is_open():
        return GateResult(
            "partial", _("%(comments)s, ends %(day)s") % {"comments": count, "day": day(last)}, url
        )
    return GateResult("missing", _("opens %(day)s") % {"day": day(found.consultation.opens_on)}, url)


def opinions_check(project_id: int) -> GateResult:
    """Statements of opinion were asked for, and have come in (Handbook p. 24)."""
    found = opinions_asked(project_id)
    url = _address("request_list", project_id)
    if not found.asked:
        return GateResult("missing", _("none asked for yet"), url)
    state = "done" if found.received == found.asked else "partial"
    value = _("%(done)s of %(all)s received") % {"done": found.received, "all": found.asked}
    left = (found.due_on - clock.today()).days if found.due_on else 0
    if state == "partial" and left >= 0:
        value += " · " + ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    elif state == "partial":
        value += " · " + _("the time is over")
    return GateResult(state, value, url)


def analysis_check(project_id: int) -> GateResult:
    """Every comment and opinion is gone through (Handbook p. 25)."""
    done, wanted = voices_answered(project_id)
    url = _address("analysis", project_id)
    if not wanted:
        return GateResult("missing", _("nothing has come in yet"), url)
    percent = percent_done(done, wanted)
    value = _("%(percent)s %%") % {"percent": percent}
    return GateResult(share_state(done, wanted), value, url, percent=percent)


def follow_up_check(project_id: int) -> GateResult:
    """Every statement has an indicator or another way of follow-up (Handbook p. 25)."""
    done, wanted = statements_followed_up(project_id)
    url = _address("editor", project_id)
    if not wanted:
        return GateResult("missing", _("no statements yet"), url)
    missing = wanted - done
    if not missing:
        return GateResult("done", _("all %(count)s") % {"count": wanted}, url)
    value = ngettext(
        "%(count)d statement lacks a way of follow-up",
        "%(count)d statements lack a way of follow-up",
        missing,
    )
    return GateResult("failed", value % {"count": missing}, url)


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
    url = _address("version_list", project_id)
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
            url=f"{_address('version_list', project_id)}?promise={row.draft.promise_id}",
            todo=_("Close commenting, or wait until its last day is over."),
        )


def public_pages(project: Project) -> Sequence[tuple[str, str]]:
    """Return the draft, once a version is published."""
    rows = DraftVersion.objects.filter(promise__project=project).exclude(state=VersionState.WITHDRAWN)
    if not rows.exists():
        return []
    url = reverse("drafting:draft", args=[current_region().slug, project.slug])
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
