"""What projects registers with the shop floor: phase 1 and its gate, navigation, deadlines, words of its events."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from projects.domain.member import erase_member_words
from projects.enums import PhaseKey, PhaseState
from projects.exports import export_project
from projects.models import Milestone, ProjectPhase
from projects.queries.gate import (
    foundation_check,
    groups_check,
    questions_check,
    resources_check,
    timetable_check,
)
from servicelofte.common import registry
from servicelofte.common.fields import column_words
from servicelofte.common.registry import Deadline, GateCheck, NavigationItem, PhasePart
from servicelofte.common.tenancy import region_url


def _links(slug: str, project_id: int, allowed: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    names = [
        (_("Groups and people"), "member_list"),
        (_("Resources"), "resource_list"),
        (_("Timetable"), "milestone_list"),
        (_("Project plan"), "project_plan"),
        (_("The ledger"), "event_list"),
    ]
    if not allowed("projects.view_project"):
        return []
    rows = [(label, reverse(f"projects:{name}", args=[slug, project_id])) for label, name in names]
    return [*rows, (_("Law behind the promise"), reverse("projects:law", args=[slug]))]


def milestone_deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield the milestones that are not done."""
    url = region_url("projects:milestone_list", project_id)
    for row in Milestone.objects.filter(project_id=project_id, is_done=False):
        title, language = column_words(row, "title")
        yield Deadline(day=row.day, label=title, lang=language, url=url)


def phase_deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield the planned end of the phase under way."""
    for phase in ProjectPhase.objects.filter(project_id=project_id, state=PhaseState.CURRENT):
        if phase.ends_on is None:
            continue
        url = region_url("projects:phase_detail", project_id, phase.key)
        label = _("Phase %(number)s is to be done") % {"number": phase.number}
        yield Deadline(day=phase.ends_on, label=label, url=url)


def _switched(data: Any) -> str:
    count = int(data.get("count", 1))
    return ngettext(
        "%(count)s text of the handbook was taken out of use",
        "%(count)s texts of the handbook were taken out of use",
        count,
    ) % {"count": count}


EVENT_WORDS = {
    "project.started": _lazy("The project was started"),
    "project.updated": _lazy("The project’s details were changed"),
    "project.opened": _lazy("The preparation was opened to everybody"),
    "project.hidden": _lazy("The preparation was closed to the public"),
    "project.closed": _lazy("The project was closed"),
    "project.reopened": _lazy("The project was taken up again"),
    "phase.passed": _lazy("Phase %(number)s was finished"),
    "phase.reopened": _lazy("Phase %(number)s was opened again"),
    "phase.left_out": _lazy("Phase %(number)s was left out"),
    "phase.taken_up": _lazy("Phase %(number)s was taken into the process again"),
    "phase.updated": _lazy("Labels or dates of phase %(number)s were changed"),
    "phase.intent_written": _lazy("The statement of intent in phase %(number)s was written"),
    "guide.switched_on": _lazy("Texts of the handbook were taken into use in phase %(number)s"),
    "guide.reworded": _lazy("A text of the handbook was reworded in phase %(number)s"),
    "guide.step_reworded": _lazy("A step of phase %(number)s was given another title"),
    "guide.added": _lazy("The region added a text of its own to phase %(number)s"),
    "guide.answered": _lazy("A question of phase %(number)s was answered"),
    "member.added": _lazy("A member joined a group of the project"),
    "member.changed": _lazy("A member’s role was changed"),
    "member.left": _lazy("A member left a group of the project"),
    "resource.added": _lazy("A resource was recorded"),
    "resource.changed": _lazy("A resource was changed"),
    "resource.removed": _lazy("A resource was taken off the list"),
    "milestone.added": _lazy("A milestone was added to the timetable"),
    "milestone.changed": _lazy("A milestone was changed"),
    "milestone.reached": _lazy("A milestone was reached"),
    "milestone.removed": _lazy("A milestone was taken off the timetable"),
}
for kind, words in EVENT_WORDS.items():
    registry.event_kinds.add(kind, words)
registry.event_kinds.add("guide.switched_off", _switched)
registry.events_when_closed.add("project.closed", "the closing itself")
registry.events_when_closed.add("project.reopened", "taking the project up again")

registry.navigation.add(
    "projects", NavigationItem(_lazy("Projects"), "projects:project_list", "projects.view_project")
)
registry.erasures.add("projects.members", erase_member_words)
registry.project_exports.add("projects", export_project)
registry.deadlines.add("phases", phase_deadlines)
registry.deadlines.add("milestones", milestone_deadlines)
registry.phases.add(
    PhaseKey.START,
    PhasePart(
        phase=PhaseKey.START,
        links=_links,
        checks=(
            GateCheck("foundation", _lazy("What the promise builds on"), foundation_check),
            GateCheck("questions", _lazy("Guiding questions"), questions_check),
            GateCheck("groups", _lazy("Steering group and project group"), groups_check),
            GateCheck("resources", _lazy("People, time and money"), resources_check),
            GateCheck("timetable", _lazy("Timetable"), timetable_check),
        ),
    ),
)
