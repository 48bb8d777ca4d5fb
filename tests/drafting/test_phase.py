"""What drafting tells the house: the gate of phase 3, deadlines, public pages, thread, words of events."""

import datetime as dt

import pytest
from django.utils import translation

from drafting.domain.consultation import close_consultation
from drafting.models import WordingChange
from drafting.phase import CHECKS, EVENT_WORDS, PERIOD_WORDS, links
from drafting.queries.thread import LineageThread, VersionThread, WordingThread
from participation.enums import Moderation
from participation.models import Contribution, Response
from projects.domain.promise import leave_out_perspective
from projects.domain.statement import change_verification, split_statement
from projects.domain.text import Edition
from projects.enums import AnswerState, PhaseKey
from projects.handbook import load_handbook
from projects.models import GuideAnswer, GuideItem, ProjectEvent, PromiseText
from projects.queries.gate import gate_rows
from projects.queries.ledger import event_sentence
from servicelofte.common import clock, registry
from servicelofte.common.thread import Ref
from tests.drafting.test_version import FI, SV, answered, reword
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_statement
from tests.support import count_queries


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def gate(cast, key):
    check = next(check for check in CHECKS if check.key == f"drafting.{key}")
    return check.run(cast.project.pk)


def test_gate_counts_cells_with_words_in_both_languages(cast):
    assert (gate(cast, "cells").state, gate(cast, "cells").value) == ("done", "10 of 10 cells")
    PromiseText.objects.filter(cell__perspective="quality", language="fi").delete()
    assert (gate(cast, "cells").state, gate(cast, "cells").value) == ("partial", "8 of 10 cells")
    reasons = {"sv": "Nej", "fi": "Ei"}
    leave_out_perspective(
        promise=cast.promise, perspective="quality", reasons=reasons, actor=None, expected=1
    )
    assert (gate(cast, "cells").state, gate(cast, "cells").value) == ("done", "8 of 8 cells")


def test_gate_tells_how_many_goals_are_the_example_of_the_handbook(cast):
    goal = load_handbook().promise_example.cell("quality", "resident").goal
    texts = PromiseText.objects.filter(cell__perspective="quality", cell__viewpoint="resident")
    texts.filter(language="sv").update(body=goal.sv)
    assert gate(cast, "cells").value == "10 of 10 cells"
    texts.filter(language="fi").update(body=goal.fi)
    found = gate(cast, "cells")
    assert (found.state, found.value) == ("done", "10 of 10 cells · 1 is the handbook’s example")


@pytest.mark.requirement(71)
def test_gate_tells_whether_the_open_comment_round_was_held(cast):
    assert gate(cast, "comments").state == "missing"
    version = make_version(cast.promise)
    consultation = make_consultation(version, opens_on=clock.today() + dt.timedelta(days=2))
    assert gate(cast, "comments").state == "missing"
    with clock.fixed(clock.now() + dt.timedelta(days=3)):
        assert gate(cast, "comments").state == "partial"
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Klart")
    assert gate(cast, "comments").state == "done"


@pytest.mark.requirement(74)
def test_gate_tells_how_much_of_what_came_in_is_gone_through(cast):
    assert gate(cast, "analysis").state == "missing"
    version = make_version(cast.promise)
    make_consultation(version)
    answered(version, lineage=cast.statement.lineage)
    other = answered(version, key="b")
    Response.objects.filter(contribution=other).delete()
    assert (gate(cast, "analysis").state, gate(cast, "analysis").percent) == ("partial", 50)
    withdrawn, erased = (answered(version, key=key) for key in ("c", "d"))
    Response.objects.filter(contribution__in=[withdrawn, erased]).delete()
    Contribution.objects.filter(pk=withdrawn.pk).update(moderation=Moderation.WITHDRAWN)
    Contribution.objects.filter(pk=erased.pk).update(moderation=Moderation.ERASED)
    assert gate(cast, "analysis").percent == 50


@pytest.mark.requirement(78)
def test_gate_fails_while_a_statement_has_no_way_of_follow_up(cast, monkeypatch):
    assert gate(cast, "follow_up").state == "failed"
    change_verification(statement=cast.statement, verification={"fi": "Lasketaan"}, actor=None, expected=1)
    assert gate(cast, "follow_up").state == "done"
    other = make_statement(cast.promise)
    assert gate(cast, "follow_up").state == "failed"
    monkeypatch.setitem(registry.statement_checks._entries, "test", lambda ids: {other.pk})
    assert gate(cast, "follow_up").state == "done"


@pytest.mark.requirement(79)
def test_gate_asks_for_the_five_test_questions(cast):
    phase = cast.project.phases.get(key=PhaseKey.PREPARATION)
    for item in load_handbook().assessment_items("promise_test"):
        GuideItem.objects.create(
            region=cast.region, phase=phase, key=item.key, kind="test", place=item.place, text_sv=item.text.sv
        )
    [row] = [row for row in gate_rows(phase, cast.region.slug) if row.key == "guide_test"]
    assert (row.state, row.value, row.required) == ("missing", "0 of 5", True)
    for item in GuideItem.objects.all():
        GuideAnswer.objects.create(
            region=cast.region, item=item, state=AnswerState.DONE, answered_at=clock.now()
        )
    [row] = [row for row in gate_rows(phase, cast.region.slug) if row.key == "guide_test"]
    assert row.state == "done"


def test_opinions_are_counted_by_the_gate(cast):
    assert gate(cast, "opinions").state == "missing"


def test_gate_costs_the_same_however_long_the_promise_is(cast):
    few = [count_queries(lambda check=check: check.run(cast.project.pk))[0] for check in CHECKS]
    for _number in range(3):
        make_statement(cast.promise)
    many = [count_queries(lambda check=check: check.run(cast.project.pk))[0] for check in CHECKS]
    assert few == many


def test_phase_links_are_those_the_person_may_open(cast):
    assert links(cast.region.slug, cast.project.pk, lambda permission: False) == []
    assert len(links(cast.region.slug, cast.project.pk, lambda permission: True)) >= 3


def test_last_day_for_comments_is_a_deadline_until_it_is_over(cast):
    find = registry.deadlines["drafting"]
    assert list(find(cast.project.pk)) == []
    consultation = make_consultation(make_version(cast.promise))
    assert [row.day for row in find(cast.project.pk)] == [consultation.closes_on]
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Klart")
    assert list(find(cast.project.pk)) == []


def test_draft_is_a_public_page_once_it_is_published(cast):
    pages = registry.public_pages["drafting"]
    assert list(pages(cast.project)) == []
    make_version(cast.promise)
    assert [url for _label, url in pages(cast.project)] == [cast.public(language="en")]


def test_every_event_of_drafting_has_words(cast):
    make_consultation(make_version(cast.promise))
    for event in ProjectEvent.objects.all():
        assert event_sentence(event.kind, event.data) != event_sentence("unknown", {})
    assert {*EVENT_WORDS, *PERIOD_WORDS} <= dict(registry.event_kinds.items()).keys()


@pytest.fixture
def reworded(cast):
    """A comment that led to new words of the statement in version 2."""
    first = make_version(cast.promise)
    make_consultation(first)
    said = answered(first, lineage=cast.statement.lineage)
    reword(cast.statement, "Jag får svar inom en timme.", "Saan vastauksen tunnissa.")
    return said, make_version(cast.promise)


@pytest.mark.requirement(76)
def test_thread_leads_from_what_was_said_to_the_words_and_the_version(cast, reworded):
    said, version = reworded
    contribution, statement = Ref("contribution", str(said.pk)), Ref("statement", str(cast.statement.lineage))
    reword_ref, published = change_of(version, cast.statement.lineage), Ref("version", str(version.pk))
    path = [(contribution, reword_ref), (reword_ref, statement)]
    for ref in (contribution, reword_ref, statement):
        assert list(WordingThread().edges([ref])) == path
    assert list(VersionThread().edges([statement])) == [(statement, published)]
    assert list(VersionThread().edges([published])) == []


@pytest.mark.requirement(76)
def test_thread_cards_speak_the_readers_language_and_quote_published_words(cast, reworded):
    _said, version = reworded
    reword(cast.statement, "Hemligt", "Salaista")
    refs = [
        change_of(version, cast.statement.lineage),
        Ref("statement", str(cast.statement.lineage)),
        Ref("version", str(version.pk)),
    ]
    with translation.override("fi"):
        providers = (WordingThread(), LineageThread(), VersionThread())
        cards = [card for provider in providers for card in provider.cards(refs)]
    assert [card.ref for card in cards] == refs
    assert [(card.quote, card.lang) for card in cards[:2]] == [("Saan vastauksen tunnissa.", "fi")] * 2
    assert all(card.url.startswith(f"/fi/{cast.region.slug}/") for card in cards)


def test_thread_hides_a_closed_preparation_from_the_public(cast, reworded):
    _said, version = reworded
    refs = [Ref("statement", str(cast.statement.lineage)), Ref("version", str(version.pk))]
    providers = (LineageThread(), VersionThread())
    assert [len(list(provider.cards(refs))) for provider in providers] == [1, 1]
    cast.project.is_public, cast.project.closed_reason = False, "Upphandling"
    cast.project.save()
    assert [list(provider.cards(refs)) for provider in providers] == [[], []]


def change_of(version, part):
    return Ref("change", f"{version.pk}.{part}")


@pytest.mark.requirement(76)
def test_change_that_two_people_asked_for_stands_once_in_the_thread(cast):
    first = make_version(cast.promise)
    make_consultation(first)
    said = [answered(first, lineage=cast.statement.lineage, key=key) for key in "ab"]
    reword(cast.statement, "Jag får svar inom en timme.", "Saan vastauksen tunnissa.")
    change = change_of(make_version(cast.promise), cast.statement.lineage)
    edges = list(WordingThread().edges([Ref("statement", str(cast.statement.lineage))]))
    assert [start for start, end in edges if end == change] == [
        Ref("contribution", str(row.pk)) for row in said
    ]
    assert [card.ref for card in WordingThread().cards([change])] == [change]


@pytest.mark.requirement(76)
def test_change_of_a_goal_leads_to_its_version_and_not_to_the_goals_beside_it(cast):
    version = make_version(cast.promise)
    make_consultation(version)
    rows = [
        WordingChange.objects.create(
            region=cast.region,
            version=version,
            contribution=answered(version, lineage=cast.statement.lineage, key=viewpoint),
            perspective="availability",
            viewpoint=viewpoint,
            made_at=clock.now(),
        )
        for viewpoint in ("resident", "organiser")
    ]
    change = change_of(version, "availability.organiser")
    assert list(WordingThread().edges([change])) == [
        (Ref("contribution", str(rows[1].contribution_id)), change),
        (change, Ref("version", str(version.pk))),
    ]
    assert [card.ref for card in WordingThread().cards([change])] == [change]


def test_thread_follows_a_split_and_costs_one_query_a_call(cast, reworded):
    _said, version = reworded
    texts = PromiseText.objects.filter(statement=cast.statement)
    new = split_statement(
        statement=cast.statement,
        first={SV: "Ett", FI: "Yksi"},
        second={SV: "Två", FI: "Kaksi"},
        edition=Edition(
            actor=None,
            source_language="sv",
            expected={(row.language, row.register): row.version for row in texts},
        ),
        expected=1,
    )
    old_ref, new_ref = Ref("statement", str(cast.statement.lineage)), Ref("statement", str(new.lineage))
    assert list(LineageThread().edges([new_ref])) == [(old_ref, new_ref)]
    refs = [old_ref, new_ref, Ref("contribution", "1"), change_of(version, new.lineage), Ref("version", "1")]
    for provider in (WordingThread(), LineageThread(), VersionThread()):
        assert count_queries(lambda provider=provider: list(provider.edges(refs)))[0] <= 1
        assert count_queries(lambda provider=provider: list(provider.cards(refs)))[0] <= 1


@pytest.mark.parametrize("provider", [WordingThread(), LineageThread(), VersionThread()])
def test_thread_asks_nothing_of_what_it_does_not_know(cast, provider):
    refs = [Ref("indicator", "7"), Ref("statement", "no-uuid"), Ref("version", "9" * 40)]
    refs += [
        Ref("change", key) for key in ("1", "1.x", "x.availability.resident", "1.availability.\x00", "1.5")
    ]
    assert count_queries(lambda: [*provider.edges(refs), *provider.cards(refs)])[0] == 0


def test_period_of_this_year_and_the_next_is_written_alike_at_both_ends():
    data = {"version": 1, "opens_on": "2026-11-22", "closes_on": "2027-01-03"}
    with translation.override("sv"), clock.fixed(clock.start_of(dt.date(2026, 11, 22))):
        sentence = event_sentence("consultation.opened", data)
    assert (
        sentence == "Kommenteringstiden för version 1 bestämdes: 22\u00a0november 2026 – 3\u00a0januari 2027"
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A comment period was set for version 1: 1–31\u00a0March 2025"),
        ("sv", "Kommenteringstiden för version 1 bestämdes: 1–31\u00a0mars 2025"),
        ("fi", "Version 1 kommentointiaika asetettiin: 1.–31.\u00a0maaliskuuta 2025"),
    ],
)
def test_period_that_was_set_is_told_in_words_that_are_true_after_it_too(language, sentence):
    data = {"version": 1, "opens_on": "2025-03-01", "closes_on": "2025-03-31"}
    with translation.override(language):
        assert event_sentence("consultation.opened", data) == sentence
