"""What residents say of a draft, and what its moderators do with it."""

from typing import Any

from drafting.domain.comment import add_comment
from participation.domain.moderation import hide_contributions, publish_contributions, redact_contribution
from participation.models import Contribution
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.management.demo.story import Story

PENDING = {"state": "pending"}


def plan(story: Story, number: int, row: dict[str, Any], comments: list[dict[str, Any]]) -> None:
    """Put the comments of consultation `number` (from 0) and their moderation on the agenda."""
    for comment in comments:
        day = row["opens"] + comment["day"]
        story.on(min(day, -1), lambda comment=comment: _comment(story, number, comment))
        if comment.get("moderate") != PENDING:
            story.on(min(day + 1, -1), lambda comment=comment: _moderate(story, comment))


def part_of(story: Story, name: str) -> str:
    """Return what a comment is `about` means to the form: the whole, a cell, or a statement's lineage."""
    if name == "whole":
        return name
    if name in story.statements:
        return str(story.statements[name].lineage)
    return name.replace(".", "/")


def _comment(story: Story, number: int, comment: dict[str, Any]) -> None:
    email = comment.get("email", "")
    story.voices[comment["key"]] = add_comment(
        region=story.region,
        project=story.project.slug,
        version=story.consultations[number].draft_id,
        part=part_of(story, comment["about"]),
        language=comment["lang"],
        words=comment["words"],
        nonce=nonce_of(story.key, comment["key"]),
        name=comment.get("name", ""),
        email=email,
        wants_answer=bool(email),
    )


def _moderate(story: Story, comment: dict[str, Any]) -> None:
    voice = Contribution.objects.select_related("project", "region").get(pk=story.voices[comment["key"]].pk)
    facts = comment.get("moderate", {"state": "published"})
    opened = {voice.pk: voice.version}
    if facts["state"] == "redacted":
        redact_contribution(
            contribution=voice,
            actor=story.preparer,
            opened=voice.version,
            public_text=facts["text"],
            reason=facts["reason"],
            note=facts["note"],
        )
    elif facts["state"] == "hidden":
        hide_contributions(
            project=story.project,
            opened=opened,
            actor=story.preparer,
            reason=facts["reason"],
            note=facts["note"],
        )
    else:
        publish_contributions(project=story.project, opened=opened, actor=story.preparer)
