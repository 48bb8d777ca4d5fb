"""The council secretary puts the package together, freezes it, makes its documents and registers the decision."""

from __future__ import annotations

import re

from tests.e2e.way.person import Person, Way
from tests.e2e.way.preparer import day

PART = {
    "sv": "## Så här görs det\n\nVarje enhet svarar för sin del av löftet och rapporterar varje kvartal.",
    "fi": "## Näin se tehdään\n\nJokainen yksikkö vastaa osastaan lupauksesta ja raportoi neljännesvuosittain.",
}
BUDGET = {
    "sv": "Löftet kostar 120 000 euro om året inom budgetramen.",
    "fi": "Lupaus maksaa 120 000 euroa vuodessa talousarvion kehyksessä.",
}


def begin_package(way: Way, secretary: Person) -> None:
    """Begin the package of the newest version."""
    secretary.open(way.work())
    secretary.follow(rf"/projects/{way.project}/decision/")
    secretary.shot("package-none-yet")
    secretary.follow(r"/decision/new/")
    secretary.fill({"presenter": "Daniel Lassila, direktör"})
    secretary.send()
    way.places["package"] = f"decision/{secretary.number(r'/decision/([0-9]+)/')}/"


def write_parts(way: Way, secretary: Person) -> None:
    """Read and save the proposal, and write the six parts, in both languages."""
    secretary.open(way.work(way.places["package"]))
    secretary.shot("package-begun")
    found = [re.search(r"^/\w\w(/.+/parts/[^/]+/\w\w/)", link) for link in secretary.links()]
    parts = list(dict.fromkeys(part[1] for part in found if part))
    assert len(parts) == 14, parts
    for address in parts:
        language = address.rstrip("/").rsplit("/", 1)[1]
        secretary.open(address)
        if "/proposal/" in address:
            secretary.shot(f"package-proposal-{language}")
        else:
            secretary.fill({"body": PART[language]})
        if "/implementation/" in address:
            secretary.fill({"budget_effect": BUDGET[language]})
            secretary.shot(f"package-part-{language}")
        secretary.send()
    secretary.shot("package-written")


def freeze_and_export(way: Way, secretary: Person) -> None:
    """Freeze what goes to the council and make the documents."""
    secretary.open(way.work(way.places["package"]))
    secretary.follow(r"/freeze/")
    secretary.send()
    secretary.shot("package-frozen")
    secretary.press(r"/export/")
    secretary.shot("documents-being-made")
    way.site.work()
    secretary.open(way.work(way.places["package"]))
    secretary.shot("documents-ready")
    _expect_pdf(way, secretary)


def register_decision(way: Way, secretary: Person) -> None:
    """Register the council's approval."""
    secretary.follow(r"/handlings/new/")
    secretary.fill({"body_kind": "council", "meeting_on": day(0), "section": "42", "result": "approved"})
    secretary.fill({"is_checked": True})
    secretary.shot("handling-of-the-council")
    secretary.send()
    secretary.shot("package-decided")


def publish_decision(way: Way, secretary: Person) -> None:
    """Make the documents of the decision and publish it."""
    secretary.press(r"/export/")
    way.site.work()
    secretary.open(way.work(way.places["package"]))
    secretary.follow(r"/publish/")
    secretary.shot("decision-asked-about")
    secretary.send()
    secretary.shot("decision-published")
    resident = way.person(phone=True, scripting=False)
    resident.open(way.public("decision/"))
    resident.shot("phone-decision")
    _expect_pdf(way, resident)
    resident.leave()


def _expect_pdf(way: Way, person: Person) -> None:
    papers = [link for link in person.links() if re.search(r"/documents/\d+/", link)]
    assert papers, person.page.url
    answer = person.page.context.request.get(way.site.url + papers[0])
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
