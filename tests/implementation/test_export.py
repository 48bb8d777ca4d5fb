"""What a project's export holds of its implementation: all of it, and nothing of the project beside it."""

import datetime as dt
from decimal import Decimal

from implementation.exports import export_project
from servicelofte.common.tenancy import region_scope
from tests.factories.implementation import (
    make_action,
    make_clause,
    make_communication,
    make_contract,
    make_producer,
)
from tests.factories.projects import make_project, make_promise, make_statement

CONFIRMED = dt.datetime(2027, 3, 2, 7, 30, tzinfo=dt.UTC)


def test_export_holds_the_whole_of_one_project_and_nothing_of_another(cast):
    other = make_promise(make_project(cast.region))
    for promise, statement in ((cast.promise, cast.first), (other, make_statement(other))):
        contract = make_contract(promise, make_producer(cast.region, name="Fjärdomsorg"), title="Hemvård")
        make_clause(contract, statement, words="Svar samma dag.", confirmed_at=CONFIRMED)
        make_action(statement, title_sv="Anställ", title_fi="", budget=Decimal(0), owner=cast.manager)
        make_communication(promise.project, message="Nytt nummer")
    with region_scope(cast.region):
        exported = export_project(cast.project.pk)
    lineage = str(cast.first.lineage)
    assert exported["actions"] == [
        {
            "title": {"sv": "Anställ"},
            "description": {},
            "owner": "Mats Chef",
            "owner_position": {},
            "unit": {},
            "statements": [lineage],
            "state": "planned",
            "starts_on": None,
            "due_on": "2027-03-31",
            "done_on": None,
            "budget": "0.00",
        }
    ]
    [contract] = exported["contracts"]
    assert (contract["producer"], contract["title"]) == ("Fjärdomsorg", "Hemvård")
    assert contract["clauses"] == [
        {
            "statement": lineage,
            "language": "sv",
            "words": "Svar samma dag.",
            "confirmed_at": CONFIRMED.isoformat(),
        }
    ]
    assert [row["message"] for row in exported["communication"]] == ["Nytt nummer"]
