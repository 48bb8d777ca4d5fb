"""The promise of a project: written, published, commented on, changed by what was said, and published again."""

from typing import Any

from drafting.domain.consultation import open_consultation
from drafting.domain.version import publish_version
from participation.domain.response import Answer, write_response
from projects.domain.promise import change_promise, insert_examples
from projects.domain.statement import change_verification, create_statement
from projects.domain.text import Edition, Owner, owner_fields, write_words
from projects.models import PromiseText
from servicelofte.management.demo import voices
from servicelofte.management.demo.story import Story

WRITTEN_BEFORE = 6
CHANGED_BEFORE = 5
ANSWERED_BEFORE = 3
ANSWERED_AFTER = 3


def plan(story: Story) -> None:
    """Put the writing, the versions and their consultations on the agenda."""
    facts = story.content.get("promise")
    if facts is None:
        return
    rounds = story.content["project"].get("consultations", [])
    first = rounds[0]["version_day"] - WRITTEN_BEFORE if rounds else -10
    story.on(first, lambda: write_promise(story, facts))
    for number, row in enumerate(rounds):
        story.on(row["version_day"], lambda number=number: _publish(story, facts, number))
        story.on(max(row["opens"], row["version_day"]), lambda row=row: _consult(story, row))
        following = rounds[number + 1] if number + 1 < len(rounds) else None
        comments = story.content[row["comments"]]
        voices.plan(story, number, row, comments)
        _plan_answers(story, comments, row, following)
        if following:
            story.on(following["version_day"] - CHANGED_BEFORE, lambda: _change(story, facts))
    for row in facts.get("since", ()):
        story.on(row["day"], lambda row=row: _reword(story, row, row))


def _plan_answers(
    story: Story, comments: list[dict[str, Any]], row: dict[str, Any], following: dict[str, Any] | None
) -> None:
    for comment in comments:
        if "answer" not in comment:
            continue
        day = row["opens"] + comment["day"] + ANSWERED_AFTER
        if following:
            day = following["version_day"] - ANSWERED_BEFORE
        story.on(min(day, -1), lambda comment=comment: _answer(story, comment))


def edition(story: Story, owner: Owner | None = None, reason: str = "") -> Edition:
    """Return who writes and what was seen: the versions of the owner's texts as they stand."""
    seen = {}
    if owner is not None:
        for row in PromiseText.objects.filter(**owner_fields(owner=owner)):
            seen[row.language, row.register] = row.version
    return Edition(actor=story.preparer, source_language=story.language, expected=seen, reason=reason)


def write_promise(story: Story, facts: dict[str, Any]) -> None:
    """Write the promise as its first version had it."""
    titles = {
        **story.columns("customer_group", facts["customer_group"]),
        **story.columns("scope", facts["scope"]),
    }
    promise = story.promise
    change_promise(promise=promise, titles=titles, effects="", actor=story.preparer, expected=promise.version)
    if facts.get("example"):
        _write_example(story, facts)
        return
    write_words(owner=promise, words=story.words(facts["core"]), edition=edition(story))
    for principle in promise.principles.select_related("promise__project", "promise__region", "region"):
        words = story.words(facts["principles"][principle.viewpoint])
        write_words(owner=principle, words=words, edition=edition(story))
    for name, row in facts["cells"].items():
        cell = story.cell(name)
        write_words(owner=cell, words=story.words(row["goal"]), edition=edition(story))
        for statement in row["statements"]:
            story.statements[statement["key"]] = create_statement(
                promise=promise, cell=cell, words=story.words(statement), edition=edition(story)
            )


def _write_example(story: Story, facts: dict[str, Any]) -> None:
    """Take the handbook's example; its statements are named by cell and place, such as availability.resident.2."""
    insert_examples(promise=story.promise, actor=story.preparer)
    for cell in story.promise.cells.all():
        for place, row in enumerate(cell.statements.order_by("order"), start=1):
            story.statements[f"{cell.perspective}.{cell.viewpoint}.{place}"] = row
    for key, words in facts["verifications"].items():
        row = story.statement(key)
        change_verification(statement=row, verification=words, actor=story.preparer, expected=row.version)
    for key, words in facts["earlier"].items():
        row = story.statement(key)
        known = PromiseText.objects.filter(statement=row)
        story.example_words[key] = {text.language: text.body for text in known}
        write_words(owner=row, words=story.words(words), edition=edition(story, row))


def _publish(story: Story, facts: dict[str, Any], number: int) -> None:
    story.promise.refresh_from_db()
    version = publish_version(promise=story.promise, actor=story.preparer, summary=facts["summaries"][number])
    story.versions.append(version)


def _consult(story: Story, row: dict[str, Any]) -> None:
    consultation = open_consultation(
        version=story.versions[-1],
        opens_on=story.date(row["opens"]),
        closes_on=story.date(row["closes"]),
        actor=story.preparer,
        moderates_first=story.region.moderates_first,
    )
    story.consultations.append(consultation)


def _change(story: Story, facts: dict[str, Any]) -> None:
    for row in facts["changes"]:
        words = story.example_words[row["statement"]] if row.get("restore") else row
        if "new" in row:
            cell = story.cell(row["cell"])
            story.statements[row["new"]] = create_statement(
                promise=story.promise,
                cell=cell,
                words=story.words(words),
                edition=edition(story, reason=row["reason"]),
            )
        else:
            _reword(story, row, words)


def _reword(story: Story, row: dict[str, Any], words: dict[str, str]) -> None:
    owner = story.statement(row["statement"])
    write_words(owner=owner, words=story.words(words), edition=edition(story, owner, row["reason"]))


def _answer(story: Story, comment: dict[str, Any]) -> None:
    facts = comment["answer"]
    answer = Answer(
        outcome=facts["outcome"],
        body=facts["body"],
        language=facts["lang"],
        needs_change=facts.get("change", False),
        lineage=_changed_by(story, comment["key"]),
    )
    write_response(
        contribution=story.voices[comment["key"]], actor=story.preparer, answer=answer, publish=True
    )


def _changed_by(story: Story, key: str) -> Any:
    """Return the lineage of the statement that a comment changed, when it changed one."""
    for row in story.content["promise"].get("changes", ()):
        if key in row["because"]:
            return story.statements[row.get("new") or row["statement"]].lineage
    return None
