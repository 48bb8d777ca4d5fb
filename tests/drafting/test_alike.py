"""Requests that say the same to several bodies are changed together, and each as long as it still says the same."""

import datetime as dt

import pytest

from drafting.domain.opinion import submit_opinion
from drafting.domain.remiss import arrange_alike
from drafting.models import OpinionRequest
from drafting.queries.letter import alike_requests
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_letter import (
    CONTACT,
    LETTER,
    ask,
    change,
    contact_of,
    fresh,
    work,
)
from tests.drafting.test_remiss import FULL
from tests.support import assert_constant_queries


@pytest.fixture
def asked(staff, consultation):
    """Return four requests that say the same, each with a number of its own."""
    return [ask(consultation, staff, registry_number=f"VAL/{number}") for number in range(4)]


def _form(row, **values):
    letter = {f"letter_{code}": words for code, words in LETTER.items()}
    titles = {f"contact_title_{code}": title for code, title in CONTACT.titles.items()}
    who = {"contact_name": CONTACT.name, "contact_email": CONTACT.email, "contact_phone": CONTACT.phone}
    own = {
        "due_on": row.due_on.isoformat(),
        "registry_number": row.registry_number,
        "opened_version": row.version,
    }
    return {**letter, **titles, **who, **own, **values}


def test_request_is_changed_together_with_those_that_are_chosen(client, asked):
    first, second, _third, fourth = asked
    later = first.due_on + dt.timedelta(days=3)
    values = {
        "letter_sv": "Nytt.",
        "due_on": later.isoformat(),
        "contact_name": "Eva Ek",
        "registry_number": "A/9",
    }
    data = _form(first, also=[second.pk, fourth.pk], **values)
    answer = client.post(work("request_edit", first, first.pk), data, follow=True)
    assert "3 begäranden är uppdaterade." in answer.text
    rows = [fresh(row) for row in asked]
    assert [row.letter["sv"] == "Nytt." for row in rows] == [True, True, False, True]
    assert [row.due_on == later for row in rows] == [True, True, False, True]
    assert [contact_of(row)[0] for row in rows] == ["Eva Ek", "Eva Ek", CONTACT.name, "Eva Ek"]
    assert [row.registry_number for row in rows] == ["A/9", "VAL/1", "VAL/2", "VAL/3"]


def test_only_open_requests_that_say_the_same_are_offered(client, asked, staff):
    first, second, third, fourth = asked
    with region_scope(first.region):
        assert {row.pk for row in alike_requests(first)} == {second.pk, third.pk, fourth.pk}
        change(second, staff, letter={"sv": "Eget."})
        change(third, staff, due_on=third.due_on + dt.timedelta(days=1))
        submit_opinion(opinion_request=fourth, answers=FULL, opened=fourth.version)
        assert alike_requests(fresh(first)) == []
    assert "also" not in client.get(work("request_edit", first, first.pk)).context["form"].fields


@pytest.mark.parametrize("foreign", [False, True])
def test_one_that_no_longer_says_the_same_is_told_and_nothing_is_saved(client, asked, staff, foreign):
    first, second, *_others = asked
    change(second, staff, letter={"sv": "Eget."})
    chosen = 2**70 if foreign else second.pk
    answer = client.post(
        work("request_edit", first, first.pk), _form(first, letter_sv="Nytt.", also=[chosen])
    )
    assert "Inget är sparat ännu" in answer.text
    assert [fresh(row).letter["sv"] for row in (first, second)] == [LETTER["sv"], "Eget."]


def test_one_that_was_changed_at_the_same_moment_is_left_as_it_is(asked, staff):
    first, second, third, _fourth = asked
    change(second, staff, letter={"sv": "Eget."})
    with region_scope(first.region):
        done = arrange_alike(
            opinion_request=first,
            others=[second.pk, third.pk],
            actor=staff,
            due_on=first.due_on,
            registry_number="",
            letter={"sv": "Nytt."},
            opened=first.version,
        )
    assert [row.pk for row in done] == [first.pk, third.pk]
    assert fresh(second).letter["sv"] == "Eget."


def test_page_of_a_change_costs_the_same_with_more_that_are_alike(client, staff, consultation):
    row = ask(consultation, staff)

    def add(count):
        for _number in range(count):
            ask(consultation, staff)

    assert_constant_queries(lambda: client.get(work("request_edit", row, row.pk)), add)
    with region_scope(row.region):
        assert OpinionRequest.objects.count() > 3
