"""Phase 2 of a project of the demo: groups, plan, what was held, what was said on paper and aloud, the syntheses."""

import hashlib
from datetime import time
from typing import Any

from participation.domain.announcement import announce_hearing, call_off_hearing, prepare_hearing
from participation.domain.coding import Coding, add_theme, enter_contribution
from participation.domain.group import GroupPlace, add_group, place_groups
from participation.domain.hearing import Turnout, record_hearing
from participation.domain.moderation import publish_contributions
from participation.domain.plan import plan_method
from participation.domain.synthesis import approve_synthesis, begin_syntheses, write_point
from participation.models import Synthesis
from projects.enums import PhaseKey
from servicelofte.common import clock
from servicelofte.management.demo.story import Story


def nonce_of(*parts: object) -> str:
    """Return a one-time key that is the same each time the demo is built."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:32]


def plan(story: Story) -> None:
    """Put the hearing on the agenda, when the project has one."""
    facts = story.content.get("hearing")
    if facts is None:
        return
    begins = story.content["project"]["starts"] + 1
    story.on(begins, lambda: _place_groups(story, facts))
    story.on(begins, lambda: _plan_methods(story, facts))
    days = {row["key"]: row["day"] for row in facts["events"]}
    for row in facts["events"]:
        story.on(row["day"], lambda row=row: _hold(story, row))
    for row in facts.get("coming", ()):
        story.on(row["announced"], lambda row=row: _announce(story, row))
    last = begins
    for row in facts["contributions"]:
        day = row["day"] if "day" in row else days[row["event"]]
        last = max(last, day)
        story.on(day, lambda row=row: _enter(story, row, facts["themes"]))
        story.on(min(day + 1, -1), lambda row=row: _publish(story, row))
    for perspective, row in facts["syntheses"].items():
        story.on(min(last + 3, -1), lambda key=perspective, row=row: _synthesise(story, key, row))


def _place_groups(story: Story, facts: dict[str, Any]) -> None:
    story.groups = {group.key: group for group in story.project.stakeholder_groups.all()}
    places = [
        GroupPlace(
            group=story.groups[key],
            expected_version=story.groups[key].version,
            relevance=row["relevance"],
            reasons=story.columns("reason", row.get("reason")),
            expected=row.get("expected", 0),
        )
        for key, row in facts["groups"].items()
    ]
    place_groups(project=story.project, places=places, actor=story.preparer)
    for row in facts.get("own_groups", ()):
        values = {"relevance": row["relevance"], "expected": row["expected"]}
        values |= story.columns("name", row["name"])
        story.groups[row["key"]] = add_group(project=story.project, values=values, actor=story.preparer)


def _plan_methods(story: Story, facts: dict[str, Any]) -> None:
    for row in facts["methods"]:
        values = {
            "method": row["method"],
            "level": row["level"],
            "from_day": story.date(row["from"]),
            "to_day": story.date(row["to"]),
            "responsible": row["responsible"],
        }
        plan_method(group=story.groups[row["group"]], values=values, actor=story.preparer)


def _hold(story: Story, row: dict[str, Any]) -> None:
    turnout = Turnout(
        by_group={story.groups[key].pk: people for key, people in row["turnout"].items()},
        others=row.get("others", 0),
    )
    values = {
        **story.columns("title", row["title"]),
        "method": row["method"],
        "phase": PhaseKey.DIALOGUE,
        "day": story.date(row["day"]),
        "notes": story.one(row["notes"]),
    }
    event = record_hearing(project=story.project, values=values, turnout=turnout, actor=story.preparer)
    story.events[row["key"]] = event
    if row.get("is_shown"):
        announce_hearing(hearing=event, actor=story.preparer)


def _announce(story: Story, row: dict[str, Any]) -> None:
    """Prepare an event whose day is still to come, and announce or call it off as the content says."""
    values: dict[str, Any] = {
        "method": row["method"],
        "phase": PhaseKey.DIALOGUE,
        "day": story.date(row["day"]),
        "begins": time.fromisoformat(row["begins"]),
        "ends": time.fromisoformat(row["ends"]),
        "link": row.get("link", ""),
        "invited": story.groups.get(row.get("invited", "")),
    }
    for name in ("title", "about", "place", "sign_up", "access"):
        values |= story.columns(name, row.get(name))
    event = prepare_hearing(project=story.project, values=values, actor=story.preparer)
    if row["state"] != "inside":
        announce_hearing(hearing=event, actor=story.preparer)
    if row["state"] == "called_off":
        call_off_hearing(hearing=event, actor=story.preparer)


def _enter(story: Story, row: dict[str, Any], themes: dict[str, str]) -> None:
    coding = Coding(
        about=[tuple(cell.split(".")) for cell in row.get("about", ())],
        themes=[
            add_theme(project=story.project, name=themes[key], actor=story.preparer)
            for key in row.get("themes", ())
        ],
        group=story.groups[row["group"]],
    )
    values = {
        "channel": row["channel"],
        "language": row["lang"],
        "words": row["words"],
        "headcount": row.get("headcount", 1),
        "event": story.events.get(row.get("event", "")),
        "received_at": clock.now(),
        "nonce": nonce_of(story.key, row["key"]),
    }
    story.voices[row["key"]] = enter_contribution(
        project=story.project, values=values, coding=coding, actor=story.preparer
    )


def _publish(story: Story, row: dict[str, Any]) -> None:
    voice = story.voices[row["key"]]
    voice.refresh_from_db(fields=["version"])
    publish_contributions(project=story.project, opened={voice.pk: voice.version}, actor=story.preparer)


def _synthesise(story: Story, perspective: str, row: dict[str, Any]) -> None:
    begin_syntheses(project=story.project)
    synthesis = Synthesis.objects.select_related("project", "region").get(
        project=story.project, perspective=perspective
    )
    for point in row["points"]:
        write_point(
            synthesis=synthesis,
            bodies={code: point[code] for code in story.region.languages if code in point},
            citations=[story.voices[key].pk for key in point["cites"]],
            is_differing=point.get("differing", False),
            expected=synthesis.version,
            actor=story.preparer,
        )
    if row["state"] == "approved":
        approve_synthesis(synthesis=synthesis, expected=synthesis.version, actor=story.preparer)
