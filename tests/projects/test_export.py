"""What a project's export holds of the project itself: the whole of it, and nobody's name."""

import datetime as dt
from decimal import Decimal

import pytest

from projects.domain.member import add_member
from projects.domain.phase import pass_gate
from projects.enums import GuideKind, PhaseKey
from projects.exports import export_project
from projects.models import (
    GuideAnswer,
    GuideItem,
    Milestone,
    Project,
    ProjectResource,
    PromiseText,
    StatementLink,
)
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, make_promise, make_statement
from tests.support import as_written, count_queries


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def project(region):
    return make_project(region, purpose_sv="Kortare väntan", political_owner="Fullmäktige")


def fill(project: Project) -> None:
    """Add one row of everything."""
    region = project.region
    promise = make_promise(project, customer_group_sv="Familjer")
    statement = make_statement(promise)
    phase = project.phases.get(key=PhaseKey.PREPARATION)
    item = GuideItem.objects.create(
        region=region,
        phase=phase,
        key=f"own_{promise.pk}",
        kind=GuideKind.OUTCOME,
        place="editor",
        text_sv="Är målen satta?",
        is_own=True,
    )
    GuideAnswer.objects.create(
        region=region, item=item, state="done", words="Ja, i maj.", answered_at=clock.now()
    )
    add_member(
        project=project, actor=None, group="steering", name=f"Åsa Ähtäri {promise.pk}", duty="Ordförande"
    )
    ProjectResource.objects.create(
        region=region, project=project, kind="money", label="Köpta tolkningar", amount=Decimal("1200.50")
    )
    Milestone.objects.create(
        region=region, project=project, phase=phase, title="Remiss", day=dt.date(2026, 9, 1)
    )
    StatementLink.objects.create(
        region=region,
        promise=promise,
        before=statement.lineage,
        after=make_statement(promise).lineage,
        kind="split",
        made_at=clock.now(),
    )


def test_export_holds_project_people_by_position_money_and_days(project):
    fill(project)
    found = as_written(export_project(project.pk))
    assert found["project"] == {
        "id": project.pk,
        "slug": project.slug,
        "title": {"sv": project.title_sv, "fi": project.title_fi, "en": project.title_en},
        "purpose": {"sv": "Kortare väntan"},
        "period_from": 2027,
        "period_to": 2029,
        "state": "active",
        "is_public": True,
        "closed_reason": "",
        "parent_document": "service_strategy",
        "political_owner": "Fullmäktige",
        "starts_on": "2026-02-01",
    }
    assert found["members"] == [{"group": "steering", "duty": "Ordförande", "is_active": True}]
    assert found["resources"] == [{"kind": "money", "label": "Köpta tolkningar", "amount": "1200.50"}]
    [milestone] = found["milestones"]
    assert milestone["day"] == "2026-09-01"
    assert milestone["phase"] == PhaseKey.PREPARATION
    assert list(milestone["title"].values()) == ["Remiss"]
    assert "Ähtäri" not in str(found)


def test_export_holds_phases_with_the_gates_they_passed_and_why(project, region):
    phase = project.phases.get(key=PhaseKey.PREPARATION)
    pass_gate(
        phase=phase, actor=make_user(region, "preparer", name="Petra Beredare"), reason="Nämnden väntar"
    )
    found = as_written(export_project(project.pk))
    assert [row["number"] for row in found["phases"]] == [1, 2, 3, 4, 5, 6]
    [move] = found["phases"][2]["transitions"]
    assert (move["from"], move["to"], move["reason"], move["was_open"]) == (
        "current",
        "done",
        "Nämnden väntar",
        True,
    )
    assert {row["state"] for row in move["gate"]} >= {"missing"}
    assert "Petra" not in str(found)


def test_export_holds_answers_to_the_handbook(project):
    fill(project)
    [answer] = as_written(export_project(project.pk))["handbook_answers"]
    assert (answer["phase"], answer["text"]) == (PhaseKey.PREPARATION, {"sv": "Är målen satta?"})
    assert (answer["state"], answer["words"]) == ("done", "Ja, i maj.")


def test_export_holds_every_text_of_a_promise_at_its_place(project):
    promise = make_promise(project)
    statement = make_statement(promise)
    source = PromiseText.objects.get(statement=statement, language="sv")
    PromiseText.objects.filter(statement=statement, language="fi").update(
        translated_from=source, source_digest="of other words"
    )
    [found] = as_written(export_project(project.pk))["promises"]
    assert {row["language"]: row["words"] for row in found["core"]} == {
        "sv": "Hjälp i rätt tid",
        "fi": "Apua oikeaan aikaan",
    }
    assert [row["texts"][0]["words"] for row in found["principles"]] == [
        "Princip organiser",
        "Princip resident",
    ]
    assert len(found["cells"]) == 10
    for cell in found["cells"]:
        assert cell["texts"][0]["words"] == f"Mål {cell['perspective']} {cell['viewpoint']}"
    [row] = found["statements"]
    assert (row["lineage"], row["perspective"], row["viewpoint"]) == (
        str(statement.lineage),
        "availability",
        "resident",
    )
    swedish, finnish = row["texts"]
    assert (swedish["translated_from"], swedish["is_stale"]) == (None, False)
    assert (finnish["translated_from"], finnish["is_stale"]) == ("sv", True)


def test_export_holds_what_became_of_a_statement_that_was_split(project):
    fill(project)
    [promise] = as_written(export_project(project.pk))["promises"]
    [link] = promise["links"]
    assert (link["kind"], link["before"], link["after"]) == (
        "split",
        *[row["lineage"] for row in promise["statements"]],
    )


def test_export_costs_the_same_with_more_of_everything(project):
    fill(project)
    few, _sql = count_queries(lambda: export_project(project.pk))
    fill(project)
    fill(project)
    many, sql = count_queries(lambda: export_project(project.pk))
    assert few == many == 14, "\n".join(sql)
