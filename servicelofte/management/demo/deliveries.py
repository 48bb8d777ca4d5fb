"""Phase 5 of a project of the demo: actions, producers, contracts with their clauses, and the communication plan."""

from decimal import Decimal
from typing import Any

from implementation.domain.action import create_action, move_action
from implementation.domain.communication import edit_communication, plan_communication
from implementation.domain.contract import (
    add_clause,
    confirm_clause,
    create_contract,
    move_contract,
    save_producer,
)
from implementation.enums import ActionState
from implementation.models import Action, Communication, Contract, Producer
from servicelofte.management.demo.story import Story

MOVES = {
    "planned": (),
    "under_way": (ActionState.UNDER_WAY,),
    "done": (ActionState.UNDER_WAY, ActionState.DONE),
}
PLANNED_BEFORE = 12


def plan(story: Story) -> None:
    """Put the delivery on the agenda, when the project has come so far."""
    facts = story.content.get("delivery")
    if facts is None:
        return
    decided = story.content["decision"]["published"] + 2
    for row in facts["actions"]:
        _plan_action(story, row, decided)
    for row in facts["contracts"]:
        _plan_contract(story, row, facts["producers"])
    for row in facts["communications"]:
        planned = max(decided, row["day"] - PLANNED_BEFORE) if row["day"] < 0 else decided
        made: list[Communication] = []
        story.on(min(planned, row["day"], -1), lambda row=row, made=made: made.append(_line(story, row)))
        if row.get("done"):
            story.on(row["day"], lambda made=made: _done(story, made[0]))


def _plan_action(story: Story, row: dict[str, Any], decided: int) -> None:
    made: list[Action] = []
    story.on(min(max(decided, row["starts"] - PLANNED_BEFORE), -1), lambda: made.append(_action(story, row)))
    days = (max(decided, row["starts"]), row["due"] - 3)
    for day, target in zip(days, MOVES[row["state"]], strict=False):
        story.on(
            min(day, -1),
            lambda target=target: move_action(action=made[0], target=target, actor=_owner(story, row)),
        )


def _owner(story: Story, row: dict[str, Any]) -> Any:
    return story.cast.person(row["owner"])


def _action(story: Story, row: dict[str, Any]) -> Action:
    values = {
        **story.columns("title", row["title"]),
        **story.columns("description", row["text"]),
        **story.columns("owner_position", row["position"]),
        **story.columns("unit", row["unit"]),
        "owner": _owner(story, row),
        "starts_on": story.date(row["starts"]),
        "due_on": story.date(row["due"]),
        "budget": Decimal(row["budget"]) if "budget" in row else None,
    }
    statements = [story.statements[key].pk for key in row["statements"]]
    return create_action(project=story.project, actor=story.preparer, statements=statements, values=values)


def _plan_contract(story: Story, row: dict[str, Any], producers: list[dict[str, Any]]) -> None:
    producer = next(entry for entry in producers if entry["key"] == row["producer"])
    made: list[Contract] = []
    story.on(row["day"], lambda: made.append(_contract(story, row, producer)))
    for clause in row["clauses"]:
        if "confirmed" in clause:
            story.on(clause["confirmed"], lambda clause=clause: _confirm(story, made[0], clause))
    if row["state"] == "in_force":
        story.on(
            row["from"], lambda: move_contract(contract=made[0], target="in_force", actor=story.preparer)
        )


def _contract(story: Story, row: dict[str, Any], producer: dict[str, Any]) -> Contract:
    facts = {name: producer[name] for name in ("name", "business_id", "email")}
    facts["user"] = story.cast.people.get(producer.get("user", ""))
    known = Producer.objects.filter(name=facts["name"]).first()
    kept = known or save_producer(project=story.project, actor=story.preparer, values=facts)
    contract = create_contract(
        promise=story.promise,
        producer=kept,
        actor=story.preparer,
        values={
            "title": story.one(row["title"]),
            "from_day": story.date(row["from"]),
            "to_day": story.date(row["to"]),
            "participation_plan": story.one(row["participation_plan"]),
        },
    )
    for clause in row["clauses"]:
        for language in story.region.languages:
            add_clause(
                contract=contract,
                statement=story.statement(clause["statement"]),
                language=language,
                words=clause[language],
                actor=story.preparer,
            )
    return contract


def _confirm(story: Story, contract: Contract, row: dict[str, Any]) -> None:
    statement = story.statements[row["statement"]]
    for clause in contract.clauses.filter(statement=statement).select_related("contract__promise__project"):
        confirm_clause(clause=clause, version=clause.version, actor=story.cast.person("producer"))


def _line(story: Story, row: dict[str, Any]) -> Communication:
    values = {
        "channel": row["channel"],
        "audience": row["audience"],
        "message": story.one(row["message"]),
        "day": story.date(row["day"]),
        "responsible": row["responsible"],
        "is_done": False,
    }
    return plan_communication(project=story.project, actor=story.preparer, values=values)


def _done(story: Story, line: Communication) -> None:
    edit_communication(
        communication=line, expected=line.version, actor=story.preparer, values={"is_done": True}
    )
