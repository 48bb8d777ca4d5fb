"""What participation registers with the shop floor: phase 2 and its gate, the plan in phase 1, deadlines, events."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from participation.domain.counting import run_count_job
from participation.domain.group import copy_groups
from participation.domain.survey import close_due_surveys
from participation.domain.synthesis import begin_syntheses
from participation.enums import COUNT_JOB, EventState, SurveyState, SynthesisState
from participation.exports import export_project
from participation.models import Survey, Synthesis
from participation.queries.closing import left_undone
from participation.queries.coverage import heard_rows
from participation.queries.events import announced, still_to_come
from participation.queries.gate import (
    coded_check,
    groups_check,
    heard_check,
    methods_check,
    open_surveys,
    planned_ends,
    synthesis_check,
)
from participation.queries.inbox import unread
from participation.queries.thread import SynthesisThread
from projects.enums import Perspective, PhaseKey
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words
from servicelofte.common.registry import Deadline, GateCheck, JobKind, NavigationItem, PhasePart, StillOpen
from servicelofte.common.tenancy import region_url


def _links(slug: str, project_id: int, allowed: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    names = [
        (_("Stakeholder groups"), "group_list", "participation.view_stakeholdergroup"),
        (_("Participation plan"), "plan", "participation.view_participationmethod"),
        (_("Events"), "event_list", "participation.view_participationevent"),
        (_("Was everyone heard?"), "coverage", "participation.view_stakeholdergroup"),
        (_("Surveys"), "survey_list", "participation.view_survey"),
        (_("Inbox"), "inbox", "participation.view_contribution"),
        (_("Moderation"), "moderation_list", "participation.moderate_contribution"),
        (_("Synthesis"), "synthesis_list", "participation.view_synthesis"),
    ]
    return [
        (label, reverse(f"participation:{name}", args=[slug, project_id]))
        for label, name, permission in names
        if allowed(permission)
    ]


def deadlines(project_id: int) -> Iterable[Deadline]:
    """Yield the last days of open surveys, the days of events, and the ends of what is planned; three queries."""
    for survey in open_surveys(project_id):
        label = _("Survey closes: %(title)s") % {"title": column_words(survey, "title")[0]}
        yield Deadline(
            day=survey.closes_on,
            label=label,
            url=region_url("participation:survey_detail", project_id, survey.pk),
        )
    for event in still_to_come(project_id):
        title, language = column_words(event, "title")
        yield Deadline(
            day=event.day, label=title, url=region_url("participation:event_list", project_id), lang=language
        )
    today = clock.today()
    for method in planned_ends(project_id):
        if method.to_day >= today:
            label = _("Hear this group: %(group)s") % {"group": column_words(method.group, "name")[0]}
            yield Deadline(day=method.to_day, label=label, url=region_url("participation:plan", project_id))


def still_open(project_id: int) -> Iterable[StillOpen]:
    """Yield the published surveys that can be answered, now or later, and the events residents may come to; two
    queries.
    """
    for survey in open_surveys(project_id).filter(closes_on__gte=clock.today()):
        yield StillOpen(
            label=_("Survey: %(title)s") % {"title": column_words(survey, "title")[0]},
            until=survey.closes_on,
            url=region_url("participation:survey_detail", project_id, survey.pk),
            todo=_("Close the survey, or wait until its last day is over."),
        )
    for event in still_to_come(project_id).filter(state=EventState.ANNOUNCED):
        yield StillOpen(
            label=_("Event: %(title)s") % {"title": column_words(event, "title")[0]},
            until=event.day,
            url=region_url("participation:event_list", project_id),
            todo=_("Call the event off, or wait until its day is over."),
            on_one_day=True,
        )


def public_pages(project: Project) -> list[tuple[str, str]]:
    """Return the surveys of a project, its events, and its synthesis once one is approved; three queries."""
    slug = project.region.slug
    rows = Survey.objects.filter(project=project).exclude(state=SurveyState.DRAFT).order_by("-pk")
    pages = []
    for survey in rows:
        title = column_words(survey, "title")[0]
        name, words = (
            ("survey_results", _("Results of the survey: %(title)s"))
            if survey.state == SurveyState.CLOSED
            else ("survey", _("Survey: %(title)s"))
        )
        address = reverse(f"participation:{name}", args=[slug, project.slug, survey.pk])
        pages.append((words % {"title": title}, address))
    if announced(project).exists():
        pages.append((_("Events"), reverse("participation:events", args=[slug, project.slug])))
    if Synthesis.objects.filter(project=project, state=SynthesisState.APPROVED).exists():
        address = reverse("participation:synthesis_public", args=[slug, project.slug])
        pages.append((_("What we have heard"), address))
    return pages


def start(project_id: int) -> None:
    """Give a new project its groups and its five empty syntheses."""
    project = Project.objects.select_related("region").get(pk=project_id)
    copy_groups(project=project)
    begin_syntheses(project=project)


def _result_url(arguments: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    survey = Survey.objects.filter(pk=arguments["survey"]).first()
    return region_url("participation:results", survey.project_id, survey.pk) if survey else ""


def _answers(data: Mapping[str, Any]) -> str:
    count = int(data.get("submissions", 0))
    if not count:
        return _("A survey was closed, and nobody had answered")
    return ngettext(
        "A survey was closed after %(count)d person had answered",
        "A survey was closed after %(count)d people had answered",
        count,
    ) % {"count": count}


def _came(data: Mapping[str, Any]) -> str:
    count = int(data.get("participants", 0))
    return ngettext(
        "An event with %(count)d participant was recorded",
        "An event with %(count)d participants was recorded",
        count,
    ) % {"count": count}


EVENT_WORDS = {
    "group.added": _lazy("A stakeholder group was added"),
    "group.changed": _lazy("A stakeholder group’s place was decided"),
    "group.removed": _lazy("A stakeholder group was removed"),
    "method.planned": _lazy("A method was added to the participation plan"),
    "method.changed": _lazy("A method in the participation plan was changed"),
    "method.dropped": _lazy("A method was taken out of the participation plan"),
    "hearing.prepared": _lazy("An event was prepared"),
    "hearing.reworded": _lazy("What residents are told of an event was changed"),
    "hearing.announced": _lazy("An event was announced to residents"),
    "hearing.shown": _lazy("An event that was held was shown on the public pages"),
    "hearing.called_off": _lazy("An event was called off"),
    "hearing.hidden": _lazy("An event was taken off the public pages"),
    "hearing.changed": _lazy("The record of an event was put right"),
    "survey.created": _lazy("A survey was begun"),
    "survey.changed": _lazy("A survey was worked on"),
    "survey.published": _lazy("A survey was published"),
    "survey.moved": _lazy("A survey got another last day"),
    "survey.answered": _lazy("Somebody answered a survey"),
    "survey.withdrawn": _lazy("Somebody took back their answers to a survey"),
    "survey.released": _lazy("Held answers to a survey were let into the counts"),
    "survey.counted": _lazy("The results of a survey were published"),
    "contribution.coded": _lazy("It was coded what a contribution is about"),
    "contribution.noted": _lazy("A note was left beside a contribution"),
    "theme.added": _lazy("A theme was named"),
}
SYNTHESIS_WORDS = {
    "synthesis.changed": _lazy("The synthesis was worked on: %(perspective)s"),
    "synthesis.approved": _lazy("The synthesis was approved: %(perspective)s"),
    "synthesis.reopened": _lazy("The synthesis was opened again: %(perspective)s"),
}
for kind, words in EVENT_WORDS.items():
    registry.event_kinds.add(kind, words)
for kind, words in SYNTHESIS_WORDS.items():
    registry.event_kinds.add(kind, registry.labelled(words, perspective=Perspective))
registry.event_kinds.add("survey.closed", _answers)
registry.event_kinds.add("hearing.recorded", _came)
registry.events_when_closed.add("survey.withdrawn", "a right of whoever answered")
registry.events_when_closed.add("survey.closed", "the house closes a survey whose last day is over")
registry.events_when_closed.add("survey.counted", "the house counts what came in before")

registry.navigation.add(
    "inbox",
    NavigationItem(
        _lazy("Inbox"),
        "participation:region_inbox",
        "participation.view_contribution",
        count=lambda user, region_id: unread(region_id),
    ),
)
registry.project_starters.add("participation", start)
registry.due_work.add("participation.surveys", close_due_surveys)
registry.deadlines.add("participation", deadlines)
registry.still_open.add("participation.surveys", still_open)
registry.left_undone.add("participation", left_undone)
registry.public_pages.add("participation", public_pages)
registry.project_exports.add("participation", export_project)
registry.heard.add("participation", heard_rows)
registry.threads.add("participation.synthesis", SynthesisThread())
registry.job_kinds.add(
    COUNT_JOB,
    JobKind(
        COUNT_JOB,
        _lazy("Counting a survey"),
        run_count_job,
        result_url=_result_url,
        subject=_lazy("Survey no. %(number)s"),
    ),
)
registry.phases.add(
    "participation.plan",
    PhasePart(
        phase=PhaseKey.START,
        links=lambda slug, project_id, allowed: [],
        checks=(
            GateCheck("stakeholders", _lazy("Place of every stakeholder group"), groups_check),
            GateCheck("participation_plan", _lazy("A method for every group"), methods_check),
        ),
    ),
)
registry.phases.add(
    PhaseKey.DIALOGUE,
    PhasePart(
        phase=PhaseKey.DIALOGUE,
        links=_links,
        checks=(
            GateCheck("methods", _lazy("A method for every group"), methods_check),
            GateCheck("heard", _lazy("Every group heard"), heard_check),
            GateCheck("coded", _lazy("The inbox coded by perspective"), coded_check),
            GateCheck("synthesis", _lazy("A synthesis for each perspective"), synthesis_check),
        ),
    ),
)
