"""Surveys of the demo: built, published, answered by as many as the content says, closed when their time is over."""

import random
from typing import Any

from jobs.domain.job import run_due_jobs
from participation.domain.ballot import GivenAnswer, submit_answers
from participation.domain.moderation import publish_contributions
from participation.domain.survey import add_question, close_survey, create_survey, publish_survey
from participation.enums import Channel, Moderation, QuestionKind
from participation.models import Contribution, Survey, SurveyQuestion
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.management.demo.story import Story

SITTINGS = 6
SEED = 2027


def plan(story: Story) -> None:
    """Put the project's surveys on the agenda."""
    for row in story.content.get("surveys", ()):
        opens, last = row["opens"], min(row["closes"], -3)
        story.on(opens - 3, lambda row=row: _build(story, row))
        story.on(opens - 1, lambda row=row: publish_survey(survey=_survey(story, row), actor=story.preparer))
        for sitting in range(SITTINGS):
            day = opens + (last - opens) * sitting // (SITTINGS - 1)
            story.on(day, lambda row=row, sitting=sitting: _answer(story, row, sitting))
        if row["closes"] < 0:
            closed = row["closes"] + 1
            story.on(closed, lambda row=row: _close(story, row))
            story.on(max(closed, min(closed + 2, -1)), lambda: _read_words(story))


def _survey(story: Story, row: dict[str, Any]) -> Survey:
    return Survey.objects.select_related("project__region", "region").get(pk=story.surveys[row["key"]].pk)


def _build(story: Story, row: dict[str, Any]) -> None:
    values = {
        **story.columns("title", row["title"]),
        **story.columns("intro", row["intro"]),
        "opens_on": story.date(row["opens"]),
        "closes_on": story.date(row["closes"]),
        "group": story.groups.get(row["group"]),
    }
    survey = create_survey(project=story.project, values=values, actor=story.preparer)
    story.surveys[row["key"]] = survey
    for question in row["questions"]:
        texts = {**story.columns("text", question["text"]), **story.columns("help", question.get("help"))}
        add_question(
            survey=survey,
            values={
                "kind": question["kind"],
                "perspective": question.get("perspective", ""),
                "is_required": question.get("required", False),
                **texts,
            },
            options=question.get("options", ()),
            actor=story.preparer,
        )


def _answer(story: Story, row: dict[str, Any], sitting: int) -> None:
    """Let a share of those who answer send their answers on one day."""
    survey = _survey(story, row)
    questions = list(survey.questions.prefetch_related("options").order_by("order"))
    texts = _texts(row)
    for number in range(sitting, row["answers"], SITTINGS):
        chance = random.Random(f"{SEED}/{story.key}/{row['key']}/{number}")
        text = texts[number] if number < len(texts) else None
        language = text["lang"] if text else _language(story, chance)
        answers = [
            answer
            for question, facts in zip(questions, row["questions"], strict=True)
            for answer in _given(question, facts, chance, text)
        ]
        nonce = nonce_of(story.key, row["key"], number)
        submit_answers(survey=survey, language=language, answers=answers, nonce=nonce)


def _texts(row: dict[str, Any]) -> list[dict[str, str]]:
    return [text for question in row["questions"] for text in question.get("texts", ())]


def _language(story: Story, chance: random.Random) -> str:
    return chance.choices(story.region.languages, weights=[6, 5][: len(story.region.languages)])[0]


def _given(
    question: SurveyQuestion, facts: dict[str, Any], chance: random.Random, text: dict[str, str] | None
) -> list[GivenAnswer]:
    if facts["kind"] == QuestionKind.TEXT:
        return [GivenAnswer(question.pk, text=text["words"])] if text else []
    if not facts.get("required") and chance.random() < 0.06:
        return []
    if facts["kind"] == QuestionKind.SCALE:
        figure = chance.choices(range(1, 6), weights=facts["weights"])[0]
        return [GivenAnswer(question.pk, number=figure)]
    options = list(question.options.all())
    if facts["kind"] == QuestionKind.ONE:
        chosen = chance.choices(options, weights=facts["weights"])
    else:
        chosen = [
            option
            for option, weight in zip(options, facts["weights"], strict=True)
            if chance.random() * 100 < weight
        ] or options[:1]
    return [GivenAnswer(question.pk, option_id=option.pk) for option in chosen]


def _close(story: Story, row: dict[str, Any]) -> None:
    close_survey(survey=_survey(story, row), actor=story.preparer)
    run_due_jobs()


def _read_words(story: Story) -> None:
    """Publish the free words of closed surveys: they came while it was open, and nobody lets them lie for months."""
    waiting = Contribution.objects.filter(
        project=story.project, channel=Channel.SURVEY, moderation=Moderation.PENDING
    )
    opened = dict(waiting.values_list("pk", "version"))
    if opened:
        publish_contributions(project=story.project, opened=opened, actor=story.preparer)
