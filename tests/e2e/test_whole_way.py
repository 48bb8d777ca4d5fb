"""One promise is walked from an empty region to its public status, by everybody who has a part in it."""

from __future__ import annotations

import pytest

from tests.e2e.way import drafting, heard, manager, moderator, operator, preparer, resident, secretary
from tests.e2e.way.person import Person, Shots, Way

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


@pytest.fixture
def way(site, browser, shots) -> Way:
    """A way that begins nowhere, with its pictures in the repository's folder."""
    for old in shots.glob("[0-9][0-9]-*.png"):
        old.unlink()
    return Way(site, Shots(shots), browser)


@pytest.mark.requirement(2, 3, 7, 13, 16, 28, 42, 47, 51, 59, 71, 81, 89, 101, 112, 134)
def test_promise_travels_from_an_empty_region_to_its_public_status(way):
    operator.make_region(way)
    people = operator.invite_everybody(way)
    _prepare(way, people["preparer"])
    _hear(way, people["preparer"])
    _draft(way, people["preparer"])
    _decide(way, people["secretary"])
    _follow_up(way, people["manager"])
    assert way.problems == []


def _prepare(way: Way, person: Person) -> None:
    preparer.start_project(way, person)
    preparer.lay_the_ground(way, person)
    preparer.plan_participation(way, person)
    preparer.pass_phase(way, person, "start_project", "phase-1-passed")


def _hear(way: Way, person: Person) -> None:
    heard.build_survey(way, person)
    heard.answer_survey(way)
    heard.enter_and_code(way, person)
    heard.close_survey(way, person)
    heard.synthesise(way, person)
    preparer.pass_phase(way, person, "dialogue_and_participation", "phase-2-passed")


def _draft(way: Way, person: Person) -> None:
    drafting.write_promise(way, person)
    drafting.publish_version(way, person, 1, "Den första versionen.", "Ensimmäinen versio.")
    drafting.open_consultation(way, person)
    resident.comment(way)
    moderator.publish_comment(way, person)
    moderator.answer_comment(way, person)
    drafting.reword(way, person)
    drafting.publish_version(
        way, person, 2, "Svarstiden är ett löfte i timmar.", "Vastausaika on lupaus tunteina."
    )
    resident.open_receipt(way)
    drafting.invite_body(way, person)
    resident.give_opinion(way)
    drafting.analyse(way, person)
    preparer.pass_phase(way, person, "official_preparation", "phase-3-passed")


def _decide(way: Way, person: Person) -> None:
    secretary.begin_package(way, person)
    secretary.write_parts(way, person)
    secretary.freeze_and_export(way, person)
    secretary.register_decision(way, person)
    secretary.publish_decision(way, person)


def _follow_up(way: Way, person: Person) -> None:
    manager.add_action(way, person)
    manager.add_indicator(way, person)
    resident.see_status(way)
