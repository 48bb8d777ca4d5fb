"""Phase 6 of a project of the demo: indicators and their values, statuses, corrective actions, feedback and rounds."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from monitoring.domain.corrective import create_corrective
from monitoring.domain.feedback import handle_feedback, receive_feedback
from monitoring.domain.indicator import create_indicator
from monitoring.domain.measurement import record_measurement
from monitoring.domain.round import create_round, edit_round, move_round
from monitoring.domain.status import set_status
from monitoring.enums import RoundState
from monitoring.models import EvaluationRound, Feedback
from monitoring.queries.evidence import latest_statuses
from participation.domain.moderation import publish_contributions
from participation.domain.response import Answer, write_response
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.management.demo.story import Story

CHOSEN = -790
ENTERED_AFTER = 5


def plan(story: Story) -> None:
    """Put the follow-up on the agenda, when the project has come so far."""
    facts = story.content.get("followup")
    if facts is None:
        return
    for row in facts["indicators"]:
        story.on(CHOSEN, lambda row=row: _choose(story, row))
        for day, value in _measured(story, row):
            entered = min((day - story.agenda.today).days + ENTERED_AFTER, -1)
            story.on(entered, lambda row=row, day=day, value=value: _measure(story, row, day, value))
    for row in facts["statuses"]:
        story.on(row["day"], lambda row=row: _judge(story, row))
    for row in facts["correctives"]:
        story.on(row["day"], lambda row=row: _correct(story, row))
    for row in facts["feedback"]:
        _plan_feedback(story, row)
    for row in facts["rounds"]:
        _plan_round(story, row)


def _measured(story: Story, row: dict[str, Any]) -> Iterator[tuple[dt.date, Decimal]]:
    """Yield the last local day of each period and its value, where it was measured."""
    months = row["months"]
    month = story.agenda.today.replace(day=1)
    while (month.month - 1) % months:
        month -= relativedelta(months=1)
    for back, value in enumerate(reversed(row["values"])):
        if value is not None:
            yield month - relativedelta(months=back * months) - dt.timedelta(days=1), Decimal(str(value))


def _choose(story: Story, row: dict[str, Any]) -> None:
    values = {
        **{
            name: word
            for column in ("name", "definition", "unit", "source")
            for name, word in story.columns(column, row[column]).items()
        },
        "kind": row["kind"],
        "direction": row["direction"],
        "is_central": row.get("central", False),
        "is_client_experience": row.get("experience", False),
        "owner": story.cast.person(row["owner"]),
        "baseline": Decimal(str(row["baseline"])),
        "tolerance": Decimal(row["tolerance"]),
        "months_between": row["months"],
    }
    targets = {
        story.year(offset): Decimal(value) for offset, value in zip((-2, -1, 0), row["targets"], strict=True)
    }
    story.indicators[row["key"]] = create_indicator(
        project=story.project,
        actor=story.preparer,
        statements=[story.statements[key].pk for key in row["statements"]],
        values=values,
        targets=targets,
    )


def _measure(story: Story, row: dict[str, Any], day: dt.date, value: Decimal) -> None:
    record_measurement(
        indicator=story.indicators[row["key"]],
        day=day,
        value=value,
        actor=story.cast.person(row["owner"]),
    )


def _judge(story: Story, row: dict[str, Any]) -> None:
    statement = story.statement(row["statement"])
    latest = latest_statuses([statement.pk]).get(statement.pk)
    set_status(
        statement=statement,
        status=row["status"],
        since=story.date(row["day"]),
        evidence=row["evidence"],
        actor=story.preparer,
        expected=latest.pk if latest else 0,
    )


def _correct(story: Story, row: dict[str, Any]) -> None:
    values = {
        **story.columns("title", row["title"]),
        "owner": story.cast.person(row["owner"]),
        "due_on": story.date(row["due"]),
        "reopens_text": False,
    }
    create_corrective(statement=story.statement(row["statement"]), actor=story.preparer, values=values)


def _plan_feedback(story: Story, row: dict[str, Any]) -> None:
    story.on(row["day"], lambda: _receive(story, row))
    story.on(min(row["day"] + 1, -1), lambda: _publish(story, row))
    if "answer" in row:
        story.on(min(row["day"] + 6, -1), lambda: _reply(story, row))


def _receive(story: Story, row: dict[str, Any]) -> None:
    lineage = None if row["about"] == "whole" else story.statements[row["about"]].lineage
    story.voices[row["key"]] = receive_feedback(
        region=story.region,
        project=story.project,
        lineage=lineage,
        kind=row["kind"],
        language=row["lang"],
        words=row["words"],
        nonce=nonce_of(story.key, row["key"]),
    )


def _publish(story: Story, row: dict[str, Any]) -> None:
    voice = story.voices[row["key"]]
    publish_contributions(project=story.project, opened={voice.pk: voice.version}, actor=story.preparer)


def _reply(story: Story, row: dict[str, Any]) -> None:
    facts = row["answer"]
    answer = Answer(outcome=facts["outcome"], body=facts["body"], language=facts["lang"])
    voice = story.voices[row["key"]]
    write_response(contribution=voice, actor=story.preparer, answer=answer, publish=True)
    feedback = Feedback.objects.select_related("promise__project", "region").get(contribution=voice)
    handle_feedback(
        feedback=feedback,
        expected=feedback.version,
        actor=story.preparer,
        values=story.columns("effect", row["effect"]),
    )


def _plan_round(story: Story, row: dict[str, Any]) -> None:
    made: list[EvaluationRound] = []
    planned = min(row["day"], 0) - 60
    story.on(planned, lambda: made.append(_round(story, row)))
    story.on(
        planned + 20, lambda: move_round(evaluation=made[0], target=RoundState.OPEN, actor=story.preparer)
    )
    if row["state"] == RoundState.DONE:
        story.on(row["day"], lambda: _conclude(story, made[0], row))


def _round(story: Story, row: dict[str, Any]) -> EvaluationRound:
    values = {"day": story.date(row["day"]), **story.columns("title", row["title"])}
    return create_round(promise=story.promise, actor=story.preparer, values=values)


def _conclude(story: Story, evaluation: EvaluationRound, row: dict[str, Any]) -> None:
    edit_round(
        evaluation=evaluation,
        expected=evaluation.version,
        actor=story.preparer,
        values=story.columns("conclusions", row["conclusions"]),
    )
    move_round(evaluation=evaluation, target=RoundState.DONE, actor=story.preparer)
