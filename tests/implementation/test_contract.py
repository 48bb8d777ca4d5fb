"""Contracts carry the promise in their own words; the producer confirms what it read."""

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.enums import Role
from implementation.domain.contract import (
    add_clause,
    confirm_clause,
    create_contract,
    edit_clause,
    edit_contract,
    move_contract,
    save_producer,
)
from implementation.enums import CONTRACT_MOVES, ContractState
from implementation.models import Clause, Contract
from implementation.queries.contracts import (
    clause_register,
    contract_detail,
    contract_list,
    state_label,
    visible_contracts,
    waiting_clauses,
)
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import make_clause, make_contract, make_producer
from tests.factories.projects import make_project, make_promise, make_statement


@pytest.fixture
def contract(cast):
    return make_contract(cast.promise, make_producer(cast.region, cast.producer))


@pytest.mark.requirement(98)
def test_statement_is_carried_in_the_contracts_words_and_listed(cast, contract):
    with region_scope(cast.region):
        add_clause(
            contract=contract,
            statement=cast.first,
            language="sv",
            words="Producenten svarar varje vardag.",
            actor=cast.preparer,
        )
        register = {row["text"]: row["contracts"] for row in clause_register(cast.project)}
    assert register == {
        "Du får svar samma dag.": [f"{contract.producer.name}: {contract.title}"],
        "Vi ringer upp inom en timme.": [],
    }


def test_contract_that_has_ended_carries_nothing_and_waits_for_nobody(cast, contract):
    make_clause(contract, cast.first)
    with region_scope(cast.region):
        assert [row.contract_id for row in waiting_clauses(cast.producer)] == [contract.pk]
        Contract.objects.filter(pk=contract.pk).update(state=ContractState.ENDED)
        assert waiting_clauses(cast.producer) == []
        assert [row["contracts"] for row in clause_register(cast.project)] == [[], []]


def test_same_statement_twice_in_a_contract_is_refused(cast, contract):
    make_clause(contract, cast.first)
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        add_clause(contract=contract, statement=cast.first, language="sv", words="Igen", actor=cast.preparer)
    assert refused.value.field == "statement"


def test_statement_of_another_promise_is_refused(cast, contract):
    other = make_statement(make_promise(make_project(cast.region)))
    with region_scope(cast.region), pytest.raises(DomainError):
        add_clause(contract=contract, statement=other, language="sv", words="Nej", actor=cast.preparer)


def test_producer_of_another_region_is_refused(cast):
    foreign = make_producer(make_region())
    with region_scope(cast.region), pytest.raises(Http404):
        create_contract(
            promise=cast.promise, producer=foreign, actor=cast.preparer, values={"title": "Avtal"}
        )


@pytest.mark.requirement(100)
def test_contract_without_participation_plan_does_not_come_into_force(cast, contract):
    make_clause(contract, cast.first)
    with region_scope(cast.region):
        with pytest.raises(DomainError) as refused:
            move_contract(contract=contract, target=ContractState.IN_FORCE, actor=cast.preparer)
        assert refused.value.field == "participation_plan"
        edit_contract(
            contract=contract,
            producer=contract.producer,
            expected=contract.version,
            actor=cast.preparer,
            values={"participation_plan": "Klientråd två gånger om året."},
        )
        move_contract(contract=contract, target=ContractState.IN_FORCE, actor=cast.preparer)
        assert Contract.objects.get(pk=contract.pk).state == ContractState.IN_FORCE


@pytest.mark.requirement(100)
def test_contract_in_force_keeps_its_participation_plan(cast):
    contract = make_contract(
        cast.promise, make_producer(cast.region), state="in_force", participation_plan="Klientråd."
    )
    with region_scope(cast.region), pytest.raises(DomainError):
        edit_contract(
            contract=contract,
            producer=contract.producer,
            expected=1,
            actor=cast.preparer,
            values={"participation_plan": ""},
        )


def test_contract_that_begins_later_is_not_said_to_be_in_force(cast, in_english):
    today = clock.today()
    tomorrow = today + dt.timedelta(days=1)
    for first, said, tone in ((today, "In force", "success"), (tomorrow, "Comes into force on ", "plain")):
        contract = make_contract(cast.promise, make_producer(cast.region), state="in_force", from_day=first)
        with region_scope(cast.region):
            assert contract_detail(contract)["state_label"].startswith(said)
            rows = [row for row in contract_list(cast.preparer) if row.pk == contract.pk]
            assert [(row.state_label, row.tone) for row in rows] == [(state_label(contract), tone)]


def test_contract_whose_last_day_has_passed_is_not_said_to_be_in_force(cast, in_english):
    today = clock.today()
    yesterday = today - dt.timedelta(days=1)
    for last, said, tone in (
        (today, "In force", "success"),
        (yesterday, "The last day has passed", "warning"),
    ):
        contract = make_contract(cast.promise, make_producer(cast.region), state="in_force", to_day=last)
        with region_scope(cast.region):
            rows = [row for row in contract_list(cast.preparer) if row.pk == contract.pk]
            assert [(row.state_label, row.tone) for row in rows] == [(said, tone)]


def test_contract_whose_last_day_has_passed_does_not_come_into_force(cast, contract, client):
    make_clause(contract, cast.first)
    values = {"participation_plan": "Klientråd.", "to_day": clock.today() - dt.timedelta(days=1)}
    with region_scope(cast.region):
        kept = {"contract": contract, "producer": contract.producer, "actor": cast.preparer}
        edit_contract(**kept, expected=contract.version, values=values)
        assert not contract_detail(contract)["is_ready"]
        with pytest.raises(DomainError) as refused:
            move_contract(contract=contract, target=ContractState.IN_FORCE, actor=cast.preparer)
        assert refused.value.field == "to_day"
    client.force_login(cast.preparer)
    page = client.get(
        reverse(
            "implementation:contract_detail", args=[cast.region.slug, cast.promise.project_id, contract.pk]
        )
    )
    assert str(refused.value) in page.content.decode()
    with region_scope(cast.region):
        edit_contract(**kept, expected=contract.version, values={"to_day": clock.today()})
        move_contract(contract=contract, target=ContractState.IN_FORCE, actor=cast.preparer)


def test_contract_without_clause_does_not_come_into_force(cast):
    contract = make_contract(cast.promise, make_producer(cast.region), participation_plan="Klientråd.")
    with region_scope(cast.region), pytest.raises(DomainError):
        move_contract(contract=contract, target=ContractState.IN_FORCE, actor=cast.preparer)


@pytest.mark.parametrize("source", ContractState.values)
@pytest.mark.parametrize("target", ContractState.values)
def test_contract_moves_as_the_table_says(cast, source, target):
    contract = make_contract(
        cast.promise, make_producer(cast.region), state=source, participation_plan="Klientråd."
    )
    make_clause(contract, cast.first)
    with region_scope(cast.region):
        if CONTRACT_MOVES.allows(source, target):
            assert move_contract(contract=contract, target=target, actor=cast.preparer).state == target
        else:
            with pytest.raises(IllegalTransition):
                move_contract(contract=contract, target=target, actor=cast.preparer)


def test_contract_ends_after_it_begins(cast):
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        create_contract(
            promise=cast.promise,
            producer=make_producer(cast.region),
            actor=cast.preparer,
            values={"title": "A", "from_day": dt.date(2027, 2, 1), "to_day": dt.date(2027, 1, 1)},
        )
    assert refused.value.field == "to_day"


def test_clauses_of_a_contract_that_has_ended_stand_as_they_are(cast, contract, client):
    clause = make_clause(contract, cast.first)
    client.force_login(cast.preparer)
    place = [cast.region.slug, cast.project.pk, contract.pk]
    page = reverse("implementation:contract_detail", args=place)
    change = reverse("implementation:clause_edit", args=[*place, clause.pk])
    assert change in client.get(page).text
    with region_scope(cast.region):
        Contract.objects.filter(pk=contract.pk).update(state=ContractState.ENDED)
        row = Clause.objects.get(pk=clause.pk)
        with pytest.raises(DomainError):
            edit_clause(clause=row, expected=1, words="Andra ord.", actor=cast.preparer)
        with pytest.raises(DomainError):
            confirm_clause(clause=row, version=1, actor=cast.producer)
        stored = Clause.objects.get(pk=clause.pk)
    assert (stored.words, stored.confirmed_at, stored.version) == (clause.words, None, 1)
    assert change not in client.get(page).text
    client.force_login(cast.producer)
    confirm = reverse("implementation:clause_confirm", args=[*place, clause.pk])
    assert confirm not in client.get(page).text


def test_clause_from_a_page_opened_before_the_contract_ended_is_refused(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        opened = Clause.objects.select_related("contract").get(pk=clause.pk)
        Contract.objects.filter(pk=contract.pk).update(state=ContractState.ENDED)
        assert opened.contract.state != ContractState.ENDED
        words = {"language": "fi", "words": "Toinen.", "actor": cast.preparer}
        with pytest.raises(DomainError):
            add_clause(contract=opened.contract, statement=cast.first, **words)
        with pytest.raises(DomainError):
            edit_clause(clause=opened, expected=1, words="Andra ord.", actor=cast.preparer)
        with pytest.raises(DomainError):
            confirm_clause(clause=opened, version=1, actor=cast.producer)
        assert list(Clause.objects.values_list("words", "confirmed_at")) == [(clause.words, None)]


@pytest.mark.requirement(98)
def test_producer_confirms_once_even_when_pressed_twice(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        assert ProjectEvent.objects.filter(kind="clause.confirmed").count() == 1
        assert Clause.objects.get(pk=clause.pk).confirmed_by == cast.producer


def test_clause_confirmed_long_ago_is_not_confirmed_again_from_an_older_page(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        row = Clause.objects.get(pk=clause.pk)
        edit_clause(clause=row, expected=2, words="Andra ord.", actor=cast.preparer)
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=3, actor=cast.producer)
        with pytest.raises(EditConflict):
            confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        assert Clause.objects.get(pk=clause.pk).confirmed_by == cast.producer


def test_confirmation_of_words_that_were_changed_is_refused(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        edit_clause(
            clause=Clause.objects.get(pk=clause.pk), expected=1, words="Andra ord.", actor=cast.preparer
        )
        with pytest.raises(EditConflict):
            confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        assert Clause.objects.get(pk=clause.pk).confirmed_at is None


def test_words_as_they_stand_change_nothing_of_a_clause(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        row = Clause.objects.get(pk=clause.pk)
        before = row.version, row.confirmed_at, row.history.count(), ProjectEvent.objects.count()
        edit_clause(clause=row, expected=2, words=row.words, actor=cast.preparer, reason="Läst igen.")
        row = Clause.objects.get(pk=clause.pk)
        assert (row.version, row.confirmed_at, row.history.count(), ProjectEvent.objects.count()) == before


def test_new_words_take_the_confirmation_away(cast, contract):
    clause = make_clause(contract, cast.first)
    with region_scope(cast.region):
        confirm_clause(clause=Clause.objects.get(pk=clause.pk), version=1, actor=cast.producer)
        edit_clause(
            clause=Clause.objects.get(pk=clause.pk), expected=2, words="Andra ord.", actor=cast.preparer
        )
        assert Clause.objects.get(pk=clause.pk).confirmed_at is None


def test_contact_person_must_be_a_producer(cast):
    with region_scope(cast.region):
        with pytest.raises(DomainError) as refused:
            save_producer(
                project=cast.project, actor=cast.preparer, values={"name": "Bolaget", "user": cast.manager}
            )
        saved = save_producer(
            project=cast.project, actor=cast.preparer, values={"name": "Bolaget", "user": cast.producer}
        )
    assert (refused.value.field, saved.user) == ("user", cast.producer)


@pytest.mark.parametrize("role", Role.values)
def test_rule_and_list_agree_on_who_sees_a_contract(cast, contract, role):
    person = make_user(cast.region, role)
    other = make_contract(cast.promise, make_producer(cast.region, person if role == "producer" else None))
    with region_scope(cast.region):
        every = Contract.objects.select_related("producer", "promise__project")
        by_rule = {row.pk for row in every if person.has_perm("implementation.view_contract", row)}
        assert by_rule == set(visible_contracts(person, cast.project).values_list("pk", flat=True))
    assert by_rule == ({other.pk} if role == "producer" else {contract.pk, other.pk})


def test_producer_of_another_region_sees_nothing(cast, contract):
    stranger = make_user(make_region(), "producer")
    with region_scope(cast.region):
        assert contract_list(stranger, cast.project) == []
