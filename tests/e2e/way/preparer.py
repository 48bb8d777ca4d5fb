"""The preparer starts a project, gives it people, means and a timetable, and plans who is heard."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from tests.e2e.way.person import Person, Way

TODAY = dt.datetime.now(ZoneInfo("Europe/Helsinki")).date()


def day(days: int) -> str:
    """Return a local day so many days from today, as a date field takes it."""
    return (TODAY + dt.timedelta(days=days)).isoformat()


def start_project(way: Way, preparer: Person) -> None:
    """Start the project and remember where it stands."""
    preparer.open(f"/work/{way.region}/projects/")
    preparer.shot("preparer-no-projects-yet")
    preparer.follow(r"/projects/new/")
    preparer.fill(
        {
            "title_sv": "Servicelöfte för Österbotten",
            "title_fi": "Pohjanmaan palvelulupaus",
            "purpose_sv": "Invånarna ska veta vad de kan vänta sig av vår service.",
            "purpose_fi": "Asukkaiden pitää tietää, mitä he voivat odottaa palveluiltamme.",
            "period_from": str(TODAY.year),
            "period_to": str(TODAY.year + 3),
            "starts_on": day(0),
            "is_public": True,
        }
    )
    preparer.shot("preparer-new-project")
    preparer.send()
    way.project = preparer.number(r"/projects/(\d+)/")
    preparer.shot("project-page-at-the-start")


def lay_the_ground(way: Way, preparer: Person) -> None:
    """Put a chair into the steering group (whoever began is in the project group), give resources and set a date."""
    preparer.follow(rf"/projects/{way.project}/people/")
    preparer.follow(r"/people/new/")
    preparer.fill({"group": "steering", "duty": "Ordförande"})
    preparer.pick("user", "Daniel Lassila")
    preparer.send()
    preparer.open(way.work("resources/new/"))
    preparer.fill({"kind": "people", "label": "Projektledare", "amount": "6"})
    preparer.send()
    preparer.shot("project-resources")
    preparer.open(way.work("timetable/new/"))
    preparer.fill({"title_sv": "Utkastet till fullmäktige", "day": day(120), "calendar": "council"})
    preparer.send()
    preparer.shot("project-timetable")


def plan_participation(way: Way, preparer: Person) -> None:
    """Say whom the project must hear and by which method."""
    preparer.open(way.work())
    preparer.follow(rf"/projects/{way.project}/stakeholders/")
    preparer.shot("stakeholder-groups")
    preparer.follow(r"/stakeholders/\d+/")
    preparer.fill({"relevance": "central", "expected": "40"})
    preparer.send()
    preparer.open(way.work("participation/"))
    preparer.follow(r"/stakeholders/\d+/methods/new/")
    preparer.pick("method", 1)
    preparer.fill({"level": "dialogue", "from_day": day(0), "to_day": day(30), "responsible": "Bengt Nyman"})
    preparer.send()
    preparer.shot("participation-plan")


def pass_phase(way: Way, preparer: Person, phase: str, name: str) -> None:
    """Pass the gate of a phase with what is still open, and say why."""
    preparer.open(way.work(f"phases/{phase}/pass/"))
    preparer.fill({"reason": "Det som fattas görs klart medan nästa fas redan pågår."})
    preparer.shot(name)
    preparer.send()
