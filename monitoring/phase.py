"""What monitoring registers: phase 6, its gate, deadlines, reminders, threads, feedback's home and words of events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from monitoring.enums import CorrectiveState, RoundState, Status
from monitoring.exports import export_project
from monitoring.models import CorrectiveAction, EvaluationRound, Feedback, Indicator
from monitoring.queries.closing import left_undone
from monitoring.queries.evidence import due_correctives
from monitoring.queries.feedback import feedback_owner, feedback_subjects, unanswered
from monitoring.queries.gate import (
    central_check,
    corrective_check,
    experience_check,
    kinds_check,
    verified_check,
)
from monitoring.queries.indicators import due_indicators
from monitoring.queries.public import decided_versions
from monitoring.queries.reminders import follow_up_reminders
from monitoring.queries.thread import CorrectiveThread, FeedbackThread, IndicatorThread, StatusThread
from notices.domain.reminder import WORK_DAYS
from participation.enums import OF_NO_USE, Channel
from projects.enums import PhaseKey, ProjectState
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words
from servicelofte.common.registry import Deadline, GateCheck, PhasePart, VoiceHome
from servicelofte.common.tenancy import region_url

NEAREST = 12


def phase_links(region: str, project_id: int, allowed: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    """Return the pages of phase 6."""
    pages = (
        ("monitoring.view_indicator", _("Indicators"), "indicator_list"),
        ("monitoring.view_statementstatus", _("Does the promise hold?"), "status_list"),
        ("monitoring.view_feedback", _("Feedback"), "feedback_list"),
        ("monitoring.view_evaluationround", _("Evaluation rounds"), "round_list"),
    )
    return [
        (label, reverse(f"monitoring:{name}", args=[region, project_id]))
        for permission, label, name in pages
        if allowed(permission)
    ]


def project_deadlines(project_id: int) -> Iterator[Deadline]:
    """Yield the measurements, corrective actions, answers and rounds of a project that are due next; four queries."""
    indicators = Indicator.objects.filter(
        promise__project_id=project_id, is_active=True, next_due_on__isnull=False
    )
    for indicator in indicators.order_by("next_due_on", "pk")[:NEAREST]:
        # Everybody who sees the project sees this; the indicator's page offers to measure to whoever may.
        yield replace(
            _measuring(indicator), url=region_url("monitoring:indicator_detail", project_id, indicator.pk)
        )
    correctives = CorrectiveAction.objects.filter(
        statement__promise__project_id=project_id, state=CorrectiveState.OPEN
    )
    for corrective in correctives.order_by("due_on", "pk")[:NEAREST]:
        title, lang = column_words(corrective, "title")
        yield Deadline(corrective.due_on, title, region_url("monitoring:status_list", project_id), lang=lang)
    for feedback in _waiting(Feedback.objects.filter(promise__project_id=project_id)):
        yield replace(_answering(feedback, project_id), goes_on=True)
    rounds = EvaluationRound.objects.filter(promise__project_id=project_id).exclude(state=RoundState.DONE)
    for row in rounds.order_by("day", "pk")[:NEAREST]:
        title, lang = column_words(row, "title")
        yield Deadline(row.day, title, region_url("monitoring:round_list", project_id), lang=lang)


def work_of(user: Any, region_id: int) -> Iterator[Deadline]:
    """Yield a person's own measurements due within two weeks, corrective actions and answers; three queries.

    Of closed projects the answers alone: what came in before is still answered.
    """
    until = clock.today() + timedelta(days=WORK_DAYS)
    indicators = due_indicators(until=until).filter(owner=user)
    for indicator in indicators.select_related("promise__project").order_by("next_due_on", "pk")[:NEAREST]:
        project = indicator.promise.project
        url = region_url("monitoring:measurement_create", project.pk, indicator.pk)
        yield replace(_measuring(indicator), url=url, about=project.title)
    correctives = due_correctives().filter(owner=user)
    for corrective in correctives.select_related("statement__promise__project").order_by("due_on", "pk")[
        :NEAREST
    ]:
        project = corrective.statement.promise.project
        title, lang = column_words(corrective, "title")
        url = region_url("monitoring:status_list", project.pk)
        yield Deadline(corrective.due_on, title, url, about=project.title, lang=lang)
    for feedback in _waiting(Feedback.objects.filter(owner=user).select_related("promise__project")):
        project = feedback.promise.project
        yield replace(_answering(feedback, project.pk), about=project.title)


def _waiting(rows: Any) -> Any:
    rows = rows.filter(unanswered()).exclude(contribution__moderation__in=OF_NO_USE)
    return rows.select_related("contribution").order_by("due_on", "pk")[:NEAREST]


def _measuring(indicator: Indicator) -> Deadline:
    label = _("Measure: %(name)s") % {"name": column_words(indicator, "name")[0]}
    return Deadline(indicator.next_due_on or clock.today(), label)


def _answering(feedback: Feedback, project_id: int) -> Deadline:
    said = Truncator(" ".join(feedback.contribution.original.split())).chars(60)
    label = _("Answer feedback: “%(words)s”") % {"words": said} if said else _("Answer feedback")
    return Deadline(
        feedback.due_on,
        label,
        f"{region_url('monitoring:feedback_list', project_id)}#f-{feedback.pk}",
        mail_label=_("Answer feedback"),
    )


def public_pages(project: Project) -> list[tuple[str, str]]:
    """Return the promise in force, once the council's decision on one is published, and while it is followed up the
    form for feedback.
    """
    place = [project.region.slug, project.slug]
    if not decided_versions(project):
        return []
    pages = [(_("Is the promise kept?"), reverse("monitoring:promise", args=place))]
    if project.state == ProjectState.ACTIVE:
        pages.append((_("Give feedback"), reverse("monitoring:feedback_form", args=place)))
    return pages


def _status_set(data: Mapping[str, Any]) -> str:
    status = data.get("status", "")
    label = str(Status(status).label).lower() if status in Status.values else status
    return _("A promise is now: %(status)s") % {"status": label}


EVENTS = {
    "indicator.created": _lazy("An indicator was chosen"),
    "indicator.changed": _lazy("An indicator was changed"),
    "measurement.recorded": _lazy("A new value was measured"),
    "measurement.corrected": _lazy("A measured value was corrected"),
    "corrective.created": _lazy("A corrective action was begun"),
    "corrective.changed": _lazy("A corrective action was changed"),
    "corrective.done": _lazy("A corrective action was done"),
    "feedback.handled": _lazy("Feedback was seen to"),
    "round.planned": _lazy("An evaluation round was planned"),
    "round.changed": _lazy("An evaluation round was changed"),
    "round.moved": _lazy("An evaluation round changed its state"),
}

registry.phases.add(
    PhaseKey.FOLLOW_UP.value,
    PhasePart(
        phase=PhaseKey.FOLLOW_UP.value,
        links=phase_links,
        checks=(
            GateCheck("central", _lazy("Three to five central indicators"), central_check, required=False),
            GateCheck("kinds", _lazy("Progress and outcome are both measured"), kinds_check),
            GateCheck("experience", _lazy("The clients’ experience is measured"), experience_check),
            GateCheck("verified", _lazy("Every promise is followed up"), verified_check),
            GateCheck("corrective", _lazy("What is broken is put right"), corrective_check),
        ),
    ),
)
registry.deadlines.add("monitoring", project_deadlines)
registry.left_undone.add("monitoring", left_undone)
registry.my_work.add("monitoring", work_of)
registry.reminders.add("monitoring", follow_up_reminders)
registry.threads.add("indicator", IndicatorThread())
registry.threads.add("status", StatusThread())
registry.threads.add("corrective", CorrectiveThread())
registry.threads.add("feedback", FeedbackThread())
registry.voice_homes.add(
    Channel.FEEDBACK.value,
    VoiceHome(
        subjects=feedback_subjects,
        check_open=lambda contribution: None,
        changed=lambda changes: None,
        seen_to_by=feedback_owner,
    ),
)
registry.project_exports.add("monitoring", export_project)
registry.public_pages.add("monitoring", public_pages)
for kind, words in EVENTS.items():
    registry.event_kinds.add(kind, words)
registry.event_kinds.add("status.set", _status_set)
registry.events_when_closed.add("feedback.handled", "what came in before is seen to")
registry.permissions_when_closed.add("monitoring.change_feedback", "what came in before is seen to")
