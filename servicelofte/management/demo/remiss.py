"""Statements of opinion on the first version: invited, given, given late, or never received."""

import re
from typing import Any

from drafting.domain.answers import Answers
from drafting.domain.letter import Contact
from drafting.domain.opinion import save_opinion, submit_opinion
from drafting.domain.remiss import arrange_request, invite_bodies, note_missed
from drafting.models import Body, Consultation, Opinion, OpinionRequest
from participation.domain.moderation import publish_contributions
from participation.domain.response import Answer, write_response
from participation.models import Contribution
from servicelofte.common import clock
from servicelofte.management.demo.content_files import defaults
from servicelofte.management.demo.story import Story

ANSWERED_BEFORE = 4
EXTENDED_BY = 5


def plan(story: Story) -> None:
    """Put the remiss on the agenda, when the project has one; days are counted from the opening of the consultation."""
    facts = story.content.get("opinions")
    if facts is None:
        return
    rounds = story.content["project"]["consultations"]
    opened = rounds[0]["opens"]
    due = opened + facts["due_day"]
    story.on(opened + facts["invited_day"], lambda: _invite(story, facts, due))
    story.on(due + 1, lambda: note_missed(clock.now()))
    for row in facts["bodies"]:
        if row.get("missing"):
            continue
        day = opened + row["day"]
        if row.get("late"):
            story.on(due + 1, lambda row=row: _extend(story, facts, row, due + EXTENDED_BY))
        story.on(day, lambda row=row: _submit(story, row))
        story.on(day + 1, lambda row=row: _publish(story, row))
        if not row.get("late"):
            answered = max(day + 1, rounds[1]["version_day"] - ANSWERED_BEFORE)
            story.on(answered, lambda row=row: _answer(story, row))
    if "second" in facts:
        story.on(facts["second"]["asked_day"], lambda: _ask_again(story, facts))


def _ask_again(story: Story, facts: dict[str, Any]) -> None:
    """Ask about the version that is open now, and let some begin."""
    second = facts["second"]
    requests = _asked(story, facts, story.consultations[-1], second["bodies"], second["due_day"])
    for request, row in zip(requests, second["bodies"], strict=True):
        if "begun" in row:
            save_opinion(
                opinion_request=request, answers=Answers(general=row["begun"]), opened=request.version
            )


def _invite(story: Story, facts: dict[str, Any], due: int) -> None:
    _asked(story, facts, story.consultations[0], facts["bodies"], due)


def _asked(
    story: Story, facts: dict[str, Any], consultation: Consultation, rows: list[dict[str, Any]], due: int
) -> list[OpinionRequest]:
    contact = Contact(
        name=story.preparer.name,
        titles=facts["contact"]["title"],
        email=story.preparer.email,
        phone=facts["contact"]["phone"],
    )
    return invite_bodies(
        consultation=consultation,
        bodies=[story.cast.bodies[row["body"]] for row in rows],
        due_on=story.date(due),
        actor=story.preparer,
        letter=facts["letter"],
        contact=contact,
        registry_number=numbered(story, facts["registry_number"]),
    )


def _register(story: Story, facts: dict[str, Any], request: OpinionRequest, due: int) -> None:
    arrange_request(
        opinion_request=request,
        due_on=story.date(due),
        registry_number=numbered(story, facts["registry_number"]),
        actor=story.cast.person("secretary"),
        opened=request.version,
    )


def numbered(story: Story, number: str) -> str:
    """Return a register number with its year: "{year}" is this year, "{year-2}" two years ago."""
    return re.sub(r"\{year(-\d+)?\}", lambda found: str(story.year(int(found[1] or 0))), number)


def _request(story: Story, row: dict[str, Any]) -> OpinionRequest:
    body: Body = story.cast.bodies[row["body"]]
    return OpinionRequest.objects.get(consultation=story.consultations[0], body=body)


def _extend(story: Story, facts: dict[str, Any], row: dict[str, Any], due: int) -> None:
    _register(story, facts, _request(story, row), due)


def _submit(story: Story, row: dict[str, Any]) -> None:
    request = _request(story, row)
    cells = {
        tuple(name.split(".")): (stance["stance"], stance.get("words", ""))
        for name, stance in row["stances"].items()
    }
    answers = Answers(general=row["words"], signed_by=row["signed"], cells=cells)
    submit_opinion(opinion_request=request, answers=answers, opened=request.version)


def _given(story: Story, row: dict[str, Any]) -> list[tuple[str, Contribution]]:
    """Return what a body said: ("general" or its stance, words)."""
    opinion = Opinion.objects.get(request=_request(story, row))
    stances = opinion.stances.exclude(contribution=None).select_related("contribution")
    return [
        ("general", opinion.contribution),
        *((row.stance, row.contribution) for row in stances if row.contribution),
    ]


def _publish(story: Story, row: dict[str, Any]) -> None:
    opened = {voice.pk: voice.version for _stance, voice in _given(story, row)}
    publish_contributions(project=story.project, opened=opened, actor=story.preparer)


def _answer(story: Story, row: dict[str, Any]) -> None:
    for stance, voice in _given(story, row):
        facts = defaults()["general"] if stance == "general" else defaults()["stances"][stance]
        language = voice.language if voice.language in facts["words"] else story.language
        answer = Answer(outcome=facts["outcome"], body=facts["words"][language], language=language)
        write_response(contribution=voice, actor=story.preparer, answer=answer, publish=True)
