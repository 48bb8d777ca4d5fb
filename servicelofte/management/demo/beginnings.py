"""Phase 1 of a project of the demo: start, people, resources, timetable, statements of intent, and the gates passed."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from projects.domain.guide import answer_item
from projects.domain.member import add_member, update_member
from projects.domain.milestone import add_milestone, update_milestone
from projects.domain.phase import pass_gate, update_phase
from projects.domain.project import start_project
from projects.domain.resource import add_resource
from projects.enums import AnswerState, Calendar, GuideKind, PhaseKey
from projects.models import GuideItem
from servicelofte.common import registry
from servicelofte.management.demo.content_files import defaults
from servicelofte.management.demo.story import Story


def plan(story: Story) -> None:
    """Put the project's beginning, its gates and its timetable on the agenda."""
    facts = story.content["project"]
    begins = facts["starts"]
    story.on(begins, lambda: _start(story, facts))
    for place in (_members, _resources, _milestones, _dates):
        story.on(begins, lambda place=place: place(story, facts))
    passed = {gate["phase"]: gate["day"] for gate in facts.get("gates", ())}
    begun = {after: passed[before] for before, after in pairwise(PhaseKey.values) if before in passed}
    for key, intent in facts["intents"].items():
        # What a region wants of a phase is written as the phase begins.
        day = begun.get(key, begins) + 2
        story.on(min(day, -1), lambda key=key, intent=intent: _intent(story, key, intent))
    for gate in facts.get("gates", ()):
        story.on(gate["day"], lambda gate=gate: _pass(story, gate))
    for row in facts["milestones"]:
        if row.get("done"):
            story.on(row["day"], lambda row=row: _reach(story, row))


def _start(story: Story, facts: dict[str, Any]) -> None:
    first, last = facts["years"]
    story.project = start_project(
        region=story.region,
        actor=story.preparer,
        titles=facts["titles"],
        period_from=story.year(first),
        period_to=story.year(last),
        starts_on=story.date(facts["starts"]),
        owner=story.cast.person(facts["owner"]),
        political_owner=story.one(facts["political_owner"]),
        **({"parent_document": facts["parent_document"]} if "parent_document" in facts else {}),
        **story.columns("purpose", facts["purpose"]),
    )
    story.promise = story.project.promises.get()


def _members(story: Story, facts: dict[str, Any]) -> None:
    # The preparer became a member by starting the project; what is lacking is the duty.
    starter = story.project.members.get(user=story.preparer)
    for row in facts["members"]:
        person = story.cast.person(row["role"]) if "role" in row else None
        duty = story.one(row["duty"])
        if person == starter.user and row["group"] == starter.group:
            update_member(
                member=starter, actor=story.preparer, expected=starter.version, changes={"duty": duty}
            )
            continue
        add_member(
            project=story.project,
            actor=story.preparer,
            group=row["group"],
            user=person,
            name=row.get("name", ""),
            duty=duty,
        )


def _resources(story: Story, facts: dict[str, Any]) -> None:
    for row in facts["resources"]:
        add_resource(
            project=story.project,
            actor=story.preparer,
            kind=row["kind"],
            label=story.one(row["label"]),
            amount=Decimal(row["amount"]),
        )


def _milestones(story: Story, facts: dict[str, Any]) -> None:
    for row in facts["milestones"]:
        add_milestone(
            project=story.project,
            actor=story.preparer,
            day=story.date(row["day"]),
            calendar=row.get("calendar", Calendar.PROJECT),
            phase=story.phase(row["phase"]),
            **story.columns("title", row["title"]),
        )


def _dates(story: Story, facts: dict[str, Any]) -> None:
    for key, day in facts.get("ends", {}).items():
        _change(story, key, {"ends_on": story.date(day)})


def _intent(story: Story, key: str, intent: dict[str, str]) -> None:
    _change(story, key, {"intent": story.one(intent)})


def _change(story: Story, key: str, changes: dict[str, Any]) -> None:
    phase = story.phase(key)
    update_phase(phase=phase, actor=story.preparer, expected=phase.version, changes=changes)


def _reach(story: Story, row: dict[str, Any]) -> None:
    milestone = story.project.milestones.get(**story.columns("title", row["title"]))
    update_milestone(
        milestone=milestone, actor=story.preparer, expected=milestone.version, changes={"is_done": True}
    )


def _pass(story: Story, gate: dict[str, Any]) -> None:
    """Answer the phase's outcomes and tests, all but the last one fully, and pass the gate with the reason. What the
    system itself knows nobody answers.
    """
    phase = story.phase(gate["phase"])
    asked = GuideItem.objects.filter(phase=phase, kind__in=[GuideKind.OUTCOME, GuideKind.TEST])
    known = [key for part in registry.phases.values() for key in part.answers]
    items = list(asked.exclude(key__in=known).order_by("order"))
    for item in items:
        state = AnswerState.PARTLY if item is items[-1] else AnswerState.DONE
        answer_item(
            item=item,
            actor=story.preparer,
            expected=0,
            state=state,
            words=story.one(defaults()["gate"][state.value]),
        )
    pass_gate(phase=phase, actor=story.preparer, reason=gate["reason"])
