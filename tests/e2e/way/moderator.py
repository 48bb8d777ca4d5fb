"""Somebody reads what came in before it is shown, and answers it."""

from __future__ import annotations

from tests.e2e.way.person import Person, Way
from tests.e2e.way.resident import COMMENT

ANSWER = "Tack. Du får ett klockslag, och kvällarna tas med i löftet."


def publish_comment(way: Way, moderator: Person) -> None:
    """Tick the waiting comment and publish it."""
    moderator.open(way.work("moderation/"))
    moderator.shot("moderation-queue")
    row = moderator.page.locator("main li", has_text=COMMENT).last
    row.locator("input[name=chosen]").check()
    moderator.send("main button[name=act][value=publish]")
    moderator.shot("moderation-done")
    resident = way.person(phone=True, scripting=False)
    resident.open(way.public("draft/comments/"))
    resident.shot("phone-comments")
    resident.leave()


def answer_comment(way: Way, official: Person) -> None:
    """Answer the comment: accepted, the sentence is to change."""
    official.open(way.work("analysis/"))
    official.shot("analysis-before-answers")
    official.follow(r"/contributions/\d+/answer/")
    official.fill({"outcome": "accepted", "body": ANSWER, "language": "sv", "needs_change": True})
    official.shot("answer-to-the-comment")
    official.send("main button[name=publish]")
