"""Monitoring's and implementation's share of the golden thread: both ways, in batches, nothing of another region."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from implementation.models import Clause
from implementation.queries.thread import ActionThread, ClauseThread
from monitoring.queries.thread import CorrectiveThread, FeedbackThread, IndicatorThread, StatusThread
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_region
from tests.factories.implementation import make_action, make_clause, make_contract, make_producer
from tests.factories.monitoring import (
    decide,
    make_corrective,
    make_feedback,
    make_indicator,
    make_status,
)
from tests.factories.projects import make_project, make_promise, make_statement
from tests.support import count_queries

PROVIDERS = [
    ActionThread,
    ClauseThread,
    IndicatorThread,
    StatusThread,
    CorrectiveThread,
    FeedbackThread,
]


def edges(cast, provider, *refs):
    with region_scope(cast.region):
        return {(str_of(one), str_of(other)) for one, other in provider().edges(refs)}


def str_of(ref):
    return f"{ref.kind}:{ref.key}"


def statement_ref(statement):
    return Ref("statement", str(statement.lineage))


@pytest.fixture
def woven(cast):
    """One of everything, for the first statement."""
    cast.action = make_action(cast.first, owner=cast.manager, title_sv="Fler telefontider")
    cast.clause = make_clause(make_contract(cast.promise, make_producer(cast.region)), cast.first)
    cast.indicator = make_indicator(cast.promise, cast.first, name_sv="Svar samma dag")
    cast.old = make_status(cast.first, "kept", indicator=cast.indicator)
    cast.status = make_status(cast.first, "broken", indicator=cast.indicator)
    cast.corrective = make_corrective(cast.first, title_sv="Fler svarar")
    cast.feedback = make_feedback(
        cast.promise, cast.first, words="Ingen svarade.", moderates_first=False, effect_sv="Fler svarar nu"
    )
    return cast


def test_statement_leads_to_all_that_follows_from_it(woven):
    start = statement_ref(woven.first)
    found = set().union(*(edges(woven, provider, start) for provider in PROVIDERS))
    targets = {other for one, other in found if one == str_of(start)}
    assert targets == {
        f"action:{woven.action.pk}",
        f"clause:{woven.clause.pk}",
        f"indicator:{woven.indicator.pk}",
        f"status:{woven.status.pk}",
        f"corrective:{woven.corrective.pk}",
        f"feedback:{woven.feedback.pk}",
    }


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        (ActionThread, "action"),
        (ClauseThread, "clause"),
        (IndicatorThread, "indicator"),
        (StatusThread, "status"),
        (CorrectiveThread, "corrective"),
        (FeedbackThread, "feedback"),
    ],
)
def test_thing_leads_back_to_its_statement(woven, provider, name):
    ref = Ref(name, str(getattr(woven, name).pk))
    assert (str_of(statement_ref(woven.first)), str_of(ref)) in edges(woven, provider, ref)


def test_action_leads_to_what_measures_it_and_on_to_whether_it_holds(woven):
    action = Ref("action", str(woven.action.pk))
    indicator = Ref("indicator", str(woven.indicator.pk))
    assert (str_of(action), str_of(indicator)) in edges(woven, IndicatorThread, action)
    assert (str_of(indicator), f"status:{woven.status.pk}") in edges(woven, StatusThread, indicator)


def test_earlier_status_is_no_part_of_the_thread(woven):
    assert edges(woven, StatusThread, Ref("status", str(woven.old.pk))) == set()


def test_contribution_leads_to_its_feedback(woven):
    ref = Ref("contribution", str(woven.feedback.contribution_id))
    assert (str_of(ref), f"feedback:{woven.feedback.pk}") in edges(woven, FeedbackThread, ref)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_edges_cost_one_query_whatever_their_number(woven, provider):
    refs = [statement_ref(woven.first), *(Ref(kind, "1") for kind in ("action", "indicator", "status"))]
    many = [*refs, *(statement_ref(make_statement(woven.promise)) for _number in range(5))]
    with region_scope(woven.region):
        assert count_queries(lambda: list(provider().edges(refs)))[0] == 1
        assert count_queries(lambda: list(provider().edges(many)))[0] == 1


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "²", "not-a-uuid"])
def test_malformed_key_is_nothing(cast, provider, key):
    refs = [Ref(kind, key) for kind in ("statement", "action", "clause", "indicator", "status", "feedback")]
    with region_scope(cast.region):
        assert list(provider().edges(refs)) == []
        assert list(provider().cards(refs)) == []


def test_cards_tell_everybody_what_they_may_know(woven):
    decide(woven.promise)
    with region_scope(woven.region), translation.override("sv"):
        woven.first.texts.filter(language="sv").update(body="Ännu inte beslutat.")
        refs = [
            Ref(name, str(getattr(woven, name).pk))
            for name in ("action", "clause", "indicator", "status", "corrective", "feedback")
        ]
        public = {card.ref.kind: card for provider in PROVIDERS for card in provider().cards(refs)}
    assert public["action"].title == "Fler telefontider"
    assert public["action"].url == ""
    assert "clause" not in public
    assert public["indicator"].url.endswith(f"/indicators/{woven.indicator.pk}/")
    assert (public["status"].status, public["status"].quote) == ("broken", "Du får svar samma dag.")
    assert public["corrective"].title == "Fler svarar"
    assert public["feedback"].quote == "Ingen svarade."


def test_feedback_that_waits_to_be_read_is_no_public_card(cast):
    row = make_feedback(cast.promise, cast.first, words="Olästa ord")
    with region_scope(cast.region):
        assert list(FeedbackThread().cards([Ref("feedback", str(row.pk))])) == []


def test_closed_project_shows_nothing_to_the_public(woven):
    refs = [
        Ref(name, str(getattr(woven, name).pk))
        for name in ("action", "clause", "indicator", "status", "corrective", "feedback")
    ]
    with region_scope(woven.region):
        Clause.objects.update(confirmed_at=clock.now())
        shown = [card.ref for provider in PROVIDERS for card in provider().cards(refs)]
        assert sorted(ref.kind for ref in shown) == sorted(ref.kind for ref in refs)
        woven.project.is_public, woven.project.closed_reason = False, "Sekretess"
        woven.project.save()
        assert [card for provider in PROVIDERS for card in provider().cards(refs)] == []


def test_nothing_of_another_region_is_found(woven):
    twin = make_region()
    promise = make_promise(make_project(twin))
    statement = make_statement(promise)
    action, indicator = make_action(statement), make_indicator(promise, statement)
    refs = [
        statement_ref(statement),
        Ref("action", str(action.pk)),
        Ref("indicator", str(indicator.pk)),
        Ref("status", str(make_status(statement, "kept").pk)),
        Ref("corrective", str(make_corrective(statement).pk)),
        Ref("feedback", str(make_feedback(promise, statement).pk)),
    ]
    for provider in PROVIDERS:
        assert edges(woven, provider, *refs) == set()
        with region_scope(woven.region):
            assert list(provider().cards(refs)) == []


@pytest.mark.requirement(75)
def test_thread_page_walks_from_the_statement_to_the_status(client, woven, noon):
    with translation.override("sv"):
        page = reverse(
            "thread",
            args=[woven.region.slug, woven.project.slug, "action", str(woven.action.pk)],
        )
    response = client.get(page)
    assert response.status_code == 200
    body = response.content.decode()
    assert "Fler telefontider" in body
    assert "Svar samma dag" in body
    assert dt.date(2027, 3, 1).isoformat() in body


def test_what_a_card_sums_up_is_marked_where_it_is_in_another_language(woven):
    with region_scope(woven.region), translation.override("fi"):
        refs = [Ref(name, str(getattr(woven, name).pk)) for name in ("indicator", "status", "feedback")]
        summary = {
            card.ref.kind: str(card.summary) for provider in PROVIDERS for card in provider().cards(refs)
        }
    assert summary["status"] == '<span lang="sv">Vi har frågat.</span>'
    assert summary["feedback"] == 'Johti tähän: <span lang="sv">Fler svarar nu</span>'
    assert summary["indicator"] == "Asiakaskysely"
