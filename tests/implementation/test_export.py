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
from tests.support import as_written, count_queries

CONFIRMED = dt.datetime(2027, 3, 2, 7, 30, tzinfo=dt.UTC)


def test_export_holds_the_whole_of_one_project_and_nothing_of_another(cast):
    other = make_promise(make_project(cast.region))
    for promise, statement in ((cast.promise, cast.first), (other, make_statement(other))):
        contract = make_contract(promise, make_producer(cast.region, name="Fjärdomsorg"), title="Hemvård")
        make_clause(contract, statement, words="Svar samma dag.", confirmed_at=CONFIRMED)
        make_action(
            statement,
            title_sv="Anställ",
            title_fi="",
            budget=Decimal(0),
            owner=cast.manager,
            owner_position_sv="Servicechef",
        )
        make_communication(promise.project, message="Nytt nummer")
    with region_scope(cast.region):
        exported = as_written(export_project(cast.project.pk))
    lineage = str(cast.first.lineage)
    assert exported["actions"] == [
        {
            "title": {"sv": "Anställ"},
            "description": {},
            "owner_position": {"sv": "Servicechef"},
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
            "confirmed_at": "2027-03-02T07:30:00Z",
        }
    ]
    assert [row["message"] for row in exported["communication"]] == ["Nytt nummer"]
    assert "Mats Chef" not in str(exported)


def test_export_costs_the_same_with_more_of_everything(cast):
    producer = make_producer(cast.region)

    def more():
        statement = make_statement(cast.promise)
        make_clause(make_contract(cast.promise, producer), statement)
        make_action(statement, owner=cast.manager)
        make_communication(cast.project)

    more()
    with region_scope(cast.region):
        few, _sql = count_queries(lambda: export_project(cast.project.pk))
        more()
        more()
        many, sql = count_queries(lambda: export_project(cast.project.pk))
    assert few == many == 6, "\n".join(sql)
