"""The manager gives the promise an action and an indicator, and measures."""

from __future__ import annotations

from tests.e2e.way.drafting import REWORDED
from tests.e2e.way.person import Person, Way
from tests.e2e.way.preparer import TODAY, day


def add_action(way: Way, manager: Person) -> None:
    """Say what is done for the sentence, by whom and when."""
    manager.open(way.work())
    manager.follow(rf"/projects/{way.project}/actions/")
    manager.shot("actions-none-yet")
    manager.follow(r"/actions/new/")
    manager.fill({"title_sv": "Kvällstelefon till hälsostationen", "title_fi": "Iltapuhelin terveysasemalle"})
    _tick(manager)
    manager.pick("owner", "Daniel Lassila")
    manager.fill({"due_on": day(90)})
    manager.shot("action-to-be-added")
    manager.send()
    manager.shot("action-added")


def add_indicator(way: Way, manager: Person) -> None:
    """Say how it is measured and what is aimed for, and give the first value."""
    manager.open(way.work("indicators/"))
    manager.shot("indicators-none-yet")
    manager.follow(r"/indicators/new/")
    manager.fill(
        {
            "name_sv": "Svarstid i telefon",
            "name_fi": "Vastausaika puhelimessa",
            "kind": "outcome",
            "unit_sv": "timmar",
            "unit_fi": "tuntia",
            "source_sv": "Telefonsystemet",
            "source_fi": "Puhelinjärjestelmä",
            "direction": "down",
            f"target_{TODAY.year}": "3",
        }
    )
    _tick(manager)
    manager.pick("owner", "Daniel Lassila")
    manager.shot("indicator-to-be-added")
    manager.send()
    manager.follow(r"/indicators/\d+/measure/")
    manager.fill({"value": "2,5", "day": day(0)})
    manager.send()
    manager.shot("indicator-measured")
    manager.open(way.work("status/"))
    manager.shot("status-of-the-promise")


def _tick(manager: Person) -> None:
    manager.page.locator("main label", has_text=REWORDED["standard_sv"]).first.click()
