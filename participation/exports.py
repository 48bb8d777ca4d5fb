"""What participation adds to the export of a project: whom was heard and how, and what everybody may read of it."""

from collections.abc import Iterable
from typing import Any

from participation.enums import SHOWN, SurveyState, SynthesisState
from participation.models import (
    Contribution,
    ParticipationEvent,
    Response,
    StakeholderGroup,
    Survey,
    SurveyQuestion,
    Synthesis,
    SynthesisSentence,
)
from participation.queries.disclosure import SMALLEST_GROUP
from participation.queries.results import counted_keys, disclosed
from participation.queries.surveys import is_counted
from servicelofte.common import clock
from servicelofte.common.fields import columns_of


def export_project(project_id: int) -> dict[str, Any]:
    """Return groups with their plan, events, surveys, contributions with published answers, and syntheses of a project.

    Never what was sent but what everybody may read: a contribution that is not shown has no words, a survey no
    results before it is closed and counted, and none of groups under five. Fourteen queries for any number of rows.
    """
    return {
        "groups": [_group(row) for row in _groups(project_id)],
        "events": [_event(row) for row in _events(project_id)],
        "surveys": [_survey(row) for row in _surveys(project_id)],
        "contributions": [_contribution(row) for row in _contributions(project_id)],
        "syntheses": [_synthesis(row) for row in _syntheses(project_id)],
    }


def _groups(project_id: int) -> Iterable[StakeholderGroup]:
    rows = StakeholderGroup.objects.filter(project_id=project_id)
    return rows.prefetch_related("methods").order_by("order", "pk")


def _events(project_id: int) -> Iterable[ParticipationEvent]:
    rows = ParticipationEvent.objects.filter(project_id=project_id)
    return rows.prefetch_related("attendances").order_by("day", "pk")


def _surveys(project_id: int) -> Iterable[Survey]:
    rows = Survey.objects.filter(project_id=project_id)
    return rows.prefetch_related("questions__options", "questions__counts").order_by("pk")


def _contributions(project_id: int) -> Iterable[Contribution]:
    rows = Contribution.objects.filter(project_id=project_id)
    return rows.select_related("response").prefetch_related("codes__theme").order_by("pk")


def _syntheses(project_id: int) -> Iterable[Synthesis]:
    rows = Synthesis.objects.filter(project_id=project_id)
    return rows.prefetch_related("sentences__citations").order_by("pk")


def _group(row: StakeholderGroup) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "name": dict(columns_of(row, "name")),
        "relevance": row.relevance,
        "reason": dict(columns_of(row, "reason")),
        "is_early": row.is_early,
        "is_influence_body": row.is_influence_body,
        "is_language_minority": row.is_language_minority,
        "expected": row.expected,
        "plan": [
            {
                "method": each.method,
                "level": each.level,
                "from": each.from_day,
                "to": each.to_day,
                "responsible": each.responsible,
            }
            for each in row.methods.all()
        ],
    }


def _event(row: ParticipationEvent) -> dict[str, Any]:
    return {
        "id": row.pk,
        "phase": row.phase,
        "title": dict(columns_of(row, "title")),
        "method": row.method,
        "state": row.state,
        "day": row.day,
        "begins": row.begins,
        "ends": row.ends,
        "about": dict(columns_of(row, "about")),
        "place": dict(columns_of(row, "place")),
        "link": row.link,
        "invited": row.invited_id,
        "sign_up": dict(columns_of(row, "sign_up")),
        "access": dict(columns_of(row, "access")),
        "participants": row.participants,
        "groups": [
            {"group": each.group_id, "participants": each.participants}
            for each in sorted(row.attendances.all(), key=lambda each: each.pk)
        ],
    }


def _survey(row: Survey) -> dict[str, Any]:
    people = row.submission_count
    has_results = row.state == SurveyState.CLOSED and is_counted(row)
    return {
        "id": row.pk,
        "title": dict(columns_of(row, "title")),
        "intro": dict(columns_of(row, "intro")),
        "state": row.state,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "group": row.group_id,
        "has_results": has_results,
        "people": people if has_results and people >= SMALLEST_GROUP else None,
        "questions": [_question(each, people if has_results else 0) for each in row.questions.all()],
    }


def _question(row: SurveyQuestion, people: int) -> dict[str, Any]:
    """Return a question with what it was answered by how many; nothing is told where `people` are fewer than five."""
    labels = {option.pk: dict(columns_of(option, "label")) for option in row.options.all()}
    keys = counted_keys(row.kind, labels)
    counts = {(each.option_id, each.number): each.answers for each in row.counts.all()}
    shown = disclosed(row.kind, [counts.get(key, 0) for key in keys], people)
    return {
        "kind": row.kind,
        "text": dict(columns_of(row, "text")),
        "help": dict(columns_of(row, "help")),
        "perspective": row.perspective,
        "is_required": row.is_required,
        "answers": [
            {"choice": labels[option] if option else None, "figure": figure, "count": count}
            for (option, figure), count in zip(keys, shown, strict=True)
        ],
    }


def _contribution(row: Contribution) -> dict[str, Any]:
    told = {
        "id": row.pk,
        "channel": row.channel,
        "language": row.language,
        "received_on": clock.day_of(row.received_at),
        "moderation": row.moderation,
        "words": "",
    }
    if row.moderation not in SHOWN:
        return told
    return {
        **told,
        "words": row.public_text,
        "group": row.group_id,
        "event": row.event_id,
        "headcount": row.headcount,
        "codes": [
            {
                "perspective": each.perspective,
                "viewpoint": each.viewpoint,
                "theme": each.theme.name if each.theme else None,
            }
            for each in sorted(row.codes.all(), key=lambda each: each.pk)
        ],
        "response": _response(getattr(row, "response", None)),
    }


def _response(row: Response | None) -> dict[str, Any] | None:
    if row is None or row.published_at is None:
        return None
    return {
        "outcome": row.outcome,
        "words": row.body,
        "language": row.language,
        "needs_change": row.needs_change,
        "lineage": row.lineage,
        "published_at": row.published_at,
    }


def _synthesis(row: Synthesis) -> dict[str, Any]:
    is_approved = row.state == SynthesisState.APPROVED
    return {
        "perspective": row.perspective,
        "state": row.state,
        "approved_at": row.approved_at,
        "sentences": [_sentence(each) for each in row.sentences.all()] if is_approved else [],
    }


def _sentence(row: SynthesisSentence) -> dict[str, Any]:
    return {
        "point": row.order,
        "language": row.language,
        "words": row.body,
        "is_differing": row.is_differing,
        "citations": sorted(each.contribution_id for each in row.citations.all()),
    }
