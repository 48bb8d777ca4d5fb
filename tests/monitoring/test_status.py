"""Statuses: set with evidence, broken only with a corrective action, nothing lost of what was before."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from monitoring.domain.corrective import create_corrective, edit_corrective, finish_corrective
from monitoring.domain.measurement import record_measurement
from monitoring.domain.status import set_status
from monitoring.enums import Status
from monitoring.models import CorrectiveAction, StatementStatus
from monitoring.queries.gate import corrective_check
from monitoring.queries.statuses import statement_page, status_list, yearly_counts
from projects.models import ProjectEvent
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.monitoring import make_corrective, make_indicator, make_status
from tests.factories.projects import make_project

DAY = dt.date(2027, 3, 1)
MENDING = {"title_sv": "Fler som svarar", "due_on": dt.date(2027, 6, 1)}


def judge(cast, status, **values):
    defaults = {
        "since": DAY,
        "evidence": {"sv": "Växelns statistik för februari.", "fi": " "},
        "actor": cast.manager,
    }
    with region_scope(cast.region):
        return set_status(statement=cast.first, status=status, **{**defaults, **values})


@pytest.mark.requirement(107)
def test_status_has_evidence_and_day(cast, noon):
    row = judge(cast, Status.KEPT)
    assert (row.status, row.since, row.evidence, row.is_automatic) == (
        "kept",
        DAY,
        {"sv": "Växelns statistik för februari."},
        False,
    )
    with region_scope(cast.region):
        event = ProjectEvent.objects.get(kind="status.set")
    assert event.subject == f"statement:{cast.first.lineage}"


@pytest.mark.parametrize("status", [Status.KEPT, Status.AT_RISK, Status.BROKEN])
def test_status_without_evidence_is_refused(cast, noon, status):
    with pytest.raises(DomainError) as refused:
        judge(cast, status, evidence={"sv": "  "})
    assert refused.value.field == "evidence_sv"


def test_status_of_a_day_to_come_is_refused(cast, noon):
    with pytest.raises(DomainError) as refused:
        judge(cast, Status.KEPT, since=dt.date(2027, 3, 11))
    assert refused.value.field == "since"


@pytest.mark.requirement(119)
def test_broken_without_corrective_action_is_refused(cast, noon):
    with pytest.raises(DomainError) as refused:
        judge(cast, Status.BROKEN)
    assert refused.value.field == "corrective"
    with region_scope(cast.region):
        assert not StatementStatus.objects.exists()


@pytest.mark.requirement(119)
def test_broken_begins_the_corrective_action_in_the_same_step(cast, noon):
    judge(cast, Status.BROKEN, corrective={**MENDING, "owner": cast.manager})
    with region_scope(cast.region):
        assert CorrectiveAction.objects.get().owner == cast.manager
        assert StatementStatus.objects.get().status == "broken"


def test_broken_with_half_a_corrective_action_stores_nothing(cast, noon):
    with pytest.raises(DomainError) as refused:
        judge(cast, Status.BROKEN, corrective={**MENDING, "owner": None})
    assert refused.value.field == "owner"
    with region_scope(cast.region):
        assert not StatementStatus.objects.exists()
        assert not CorrectiveAction.objects.exists()


def test_broken_with_a_corrective_action_under_way_is_accepted(cast, noon):
    make_corrective(cast.first)
    assert judge(cast, Status.BROKEN).status == "broken"


def test_finished_corrective_action_is_not_enough(cast, noon):
    make_corrective(cast.first, state="done")
    with pytest.raises(DomainError):
        judge(cast, Status.BROKEN)


def test_second_judge_is_told_of_the_first(cast, noon):
    judge(cast, Status.KEPT)
    with pytest.raises(EditConflict) as conflict:
        judge(cast, Status.AT_RISK)
    assert conflict.value.row.status == "kept"
    assert judge(cast, Status.AT_RISK, expected=conflict.value.row.pk).status == "at_risk"


@pytest.mark.requirement(119)
def test_corrective_action_has_owner_and_day_and_is_finished(cast, noon):
    with region_scope(cast.region):
        row = create_corrective(
            statement=cast.first,
            actor=cast.manager,
            values={**MENDING, "owner": cast.manager, "reopens_text": True},
        )
        edit_corrective(
            corrective=row,
            expected=1,
            actor=cast.manager,
            values={"due_on": dt.date(2027, 7, 1)},
            reason="Rekryteringen drog ut på tiden",
        )
        with pytest.raises(EditConflict):
            edit_corrective(corrective=row, expected=1, actor=cast.manager, values={})
        row.refresh_from_db()
        with pytest.raises(EditConflict):
            finish_corrective(corrective=row, expected=1, actor=cast.manager)
        row.refresh_from_db()
        finish_corrective(corrective=row, expected=2, actor=cast.manager)
        with pytest.raises(IllegalTransition):
            finish_corrective(corrective=row, expected=3, actor=cast.manager)
        assert CorrectiveAction.objects.get().done_on == dt.date(2027, 3, 10)
        assert row.history.count() == 3


@pytest.mark.parametrize("missing", ["title_sv", "owner", "due_on"])
def test_corrective_action_without_what_who_or_when_is_refused(cast, noon, missing):
    values = {**MENDING, "owner": cast.manager, missing: None}
    with region_scope(cast.region), pytest.raises(DomainError):
        create_corrective(statement=cast.first, actor=cast.manager, values=values)


def test_nothing_is_to_be_put_right_by_a_day_that_is_over(cast, noon):
    with region_scope(cast.region):
        values = {**MENDING, "owner": cast.manager}
        yesterday = {"due_on": dt.date(2027, 3, 9)}
        with pytest.raises(DomainError) as refused:
            create_corrective(statement=cast.first, actor=cast.manager, values={**values, **yesterday})
        assert refused.value.field == "due_on"
        row = create_corrective(statement=cast.first, actor=cast.manager, values=values)
        CorrectiveAction.objects.filter(pk=row.pk).update(**yesterday)
        row.refresh_from_db()
        edit_corrective(
            corrective=row, expected=1, actor=cast.manager, values={**yesterday, "title_sv": "Ny"}
        )
        assert CorrectiveAction.objects.get().title_sv == "Ny"


def test_stranger_puts_nothing_right(cast, noon):
    stranger = make_user(make_region(), "manager")
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        create_corrective(statement=cast.first, actor=cast.manager, values={**MENDING, "owner": stranger})
    assert refused.value.field == "owner"


@pytest.mark.requirement(119)
def test_gate_fails_while_a_broken_promise_lacks_an_answer(cast, noon):
    with region_scope(cast.region):
        assert corrective_check(cast.project.pk).state == "missing"
        make_status(cast.first, "not_measured")
        assert corrective_check(cast.project.pk).state == "missing"
        make_status(cast.first, "kept")
        assert corrective_check(cast.project.pk).state == "done"
        make_status(cast.first, "broken")
        assert corrective_check(cast.project.pk).state == "failed"
        make_corrective(cast.first)
        assert corrective_check(cast.project.pk).state == "done"


@pytest.mark.requirement(119)
def test_nothing_is_put_right_before_anything_is_promised(region):
    with region_scope(region):
        assert corrective_check(make_project(region).pk).state == "missing"


def test_page_of_a_statement_shows_proposal_figures_and_history(cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 80}, name_sv="Svar samma dag")
    with region_scope(cast.region), translation.override("sv"):
        record_measurement(indicator=indicator, day=DAY, value=Decimal("75.5"), actor=cast.manager)
        judge(cast, Status.KEPT, expected=StatementStatus.objects.get().pk)
        page = statement_page(cast.first)
    assert page["proposal"] == Status.AT_RISK
    assert page["readings"][0]["value"] == "75,5\u00a0%"
    assert [(row["status"], row["who"]) for row in page["history"]] == [
        ("kept", "Mats Chef"),
        ("at_risk", "Mats Chef"),
    ]
    assert "Svar samma dag: 75,5\u00a0%" in page["history"][1]["reason"]


def test_list_counts_each_status_and_flags_what_lacks_an_answer(cast, noon):
    make_status(cast.first, "kept")
    make_status(cast.first, "broken")
    with region_scope(cast.region):
        page = status_list(cast.project, lambda row: True)
    assert {row["status"]: row["number"] for row in page["counts"]} == {
        "kept": 0,
        "at_risk": 0,
        "broken": 1,
        "not_measured": 1,
    }
    assert page["lacking"] == 1


def test_years_count_what_held_at_their_end(cast, noon):
    make_status(cast.first, "kept", since=dt.date(2025, 5, 1))
    make_status(cast.first, "broken", since=dt.date(2026, 5, 1))
    make_status(cast.second, "kept", since=dt.date(2027, 1, 1))
    with region_scope(cast.region):
        years = yearly_counts([cast.first.pk, cast.second.pk])
    figures = {year["year"]: {row["status"]: row["number"] for row in year["counts"]} for year in years}
    assert figures[2025] == {"kept": 1, "at_risk": 0, "broken": 0, "not_measured": 1}
    assert figures[2026] == {"kept": 0, "at_risk": 0, "broken": 1, "not_measured": 1}
    assert figures[2027] == {"kept": 1, "at_risk": 0, "broken": 1, "not_measured": 0}
    assert [year["is_present"] for year in years] == [False, False, True]
