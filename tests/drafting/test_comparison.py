"""What is new between two versions, in every language."""

import pytest

from drafting.domain.snapshot import build_snapshot
from drafting.queries.comparison import Change, changed_parts, compare_snapshots
from projects.domain.promise import leave_out_perspective, take_in_perspective
from projects.domain.statement import merge_statements, move_statement, remove_statement, split_statement
from projects.domain.text import Edition, write_words
from projects.models import Cell, PromiseText
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.projects import make_project, make_promise, make_statement, write_text

SV, FI = ("sv", "standard"), ("fi", "standard")


@pytest.fixture
def promise(db):
    region = make_region()
    with region_scope(region):
        yield make_promise(make_project(region))


def opened(statement):
    texts = PromiseText.objects.filter(statement=statement)
    expected = {(row.language, row.register): row.version for row in texts}
    return Edition(actor=None, source_language="sv", expected=expected)


def only_change(before, promise, language="sv"):
    comparison = compare_snapshots(before, build_snapshot(promise=promise), language)
    [section] = comparison.sections
    [change] = section.changes
    return section, change


@pytest.mark.requirement(81)
def test_new_wording_is_shown_word_by_word_in_both_languages(promise):
    statement = make_statement(promise)
    before = build_snapshot(promise=promise)
    write_words(
        owner=statement,
        words={SV: "Jag får svar nästa dag.", FI: "Saan vastauksen samana päivänä."},
        edition=opened(statement),
    )
    section, change = only_change(before, promise)
    assert (section.name, change.kind) == ("Tillgång", Change.REWORDED)
    swedish, finnish = change.words
    assert [(piece.op, piece.text) for piece in swedish.pieces if piece.op != "equal"] == [
        ("delete", "samma"),
        ("insert", "nästa"),
    ]
    assert (finnish.lang, [piece.op for piece in finnish.pieces]) == ("fi", ["equal"])


def test_plain_language_is_compared_too(promise):
    cell = Cell.objects.get(promise=promise, perspective="quality", viewpoint="resident")
    before = build_snapshot(promise=promise)
    write_text(owner=cell, language="sv", register="plain", body="Du är trygg.", expected=0)
    _section, change = only_change(before, promise)
    assert [bool(row.note) for row in change.words] == [False, False, True]


def test_moved_statement_says_where_it_stood(promise):
    statement = make_statement(promise)
    before = build_snapshot(promise=promise)
    target = Cell.objects.get(promise=promise, perspective="integration", viewpoint="organiser")
    move_statement(statement=statement, cell=target, actor=None, expected=1)
    section, change = only_change(before, promise, "fi")
    assert (section.key, change.kind) == ("integration", Change.MOVED)
    assert "Saatavuus" in change.note


def test_added_and_removed_statements_are_told_apart(promise):
    removed = make_statement(promise, sv="Borta", fi="Pois")
    before = build_snapshot(promise=promise)
    remove_statement(statement=removed, actor=None, expected=1, reason="Upprepning")
    make_statement(promise, sv="Ny", fi="Uusi")
    comparison = compare_snapshots(before, build_snapshot(promise=promise), "sv")
    assert dict(comparison.counts) == {Change.ADDED: 1, Change.REMOVED: 1}
    assert comparison.unchanged == 13


def test_split_statement_is_compared_with_the_sentence_it_came_from(promise):
    statement = make_statement(promise, sv="Hjälp i tid och nära", fi="Apua ajoissa ja lähellä")
    before = build_snapshot(promise=promise)
    split_statement(
        statement=statement,
        first={SV: "Hjälp i tid", FI: "Apua ajoissa"},
        second={SV: "Hjälp nära", FI: "Apua lähellä"},
        edition=opened(statement),
        expected=1,
    )
    [section] = compare_snapshots(before, build_snapshot(promise=promise), "sv").sections
    assert [change.kind for change in section.changes] == [Change.REWORDED, Change.SPLIT]
    assert next(piece.text for piece in section.changes[1].words[0].pieces if piece.op == "equal") == "Hjälp "


def test_merged_statement_says_where_it_lives_on(promise):
    kept, merged = make_statement(promise, sv="Ett", fi="Yksi"), make_statement(promise, sv="Två", fi="Kaksi")
    before = build_snapshot(promise=promise)
    merge_statements(
        kept=kept, merged=merged, words={SV: "Båda", FI: "Molemmat"}, edition=opened(kept), expected=(1, 1)
    )
    [section] = compare_snapshots(before, build_snapshot(promise=promise), "fi").sections
    kinds = {change.kind: change.note for change in section.changes}
    assert "Molemmat" in kinds[Change.MERGED]


def test_perspective_left_out_and_taken_in_again_is_told_with_its_reason(promise):
    whole = build_snapshot(promise=promise)
    reasons = {"sv": "Följs upp annars.", "fi": "Seurataan muuten."}
    leave_out_perspective(promise=promise, perspective="quality", reasons=reasons, actor=None, expected=1)
    without = build_snapshot(promise=promise)
    [section] = compare_snapshots(whole, without, "sv").sections
    assert (section.key, section.changes[0].kind) == ("quality", Change.LEFT_OUT)
    assert [piece.text for piece in section.changes[0].words[0].pieces] == ["Följs upp annars."]
    take_in_perspective(promise=promise, perspective="quality", actor=None, expected=2)
    [section] = compare_snapshots(without, build_snapshot(promise=promise), "sv").sections
    assert section.changes[0].kind == Change.TAKEN_IN


def test_same_promise_has_no_changes(promise):
    make_statement(promise)
    snapshot = build_snapshot(promise=promise)
    comparison = compare_snapshots(snapshot, snapshot, "sv")
    assert (comparison.sections, comparison.unchanged) == ([], 14)
    assert changed_parts(snapshot, snapshot) == set()


@pytest.mark.parametrize(("language", "order"), [("sv", ["sv", "fi"]), ("fi", ["fi", "sv"])])
def test_readers_own_language_comes_first(promise, language, order):
    before = build_snapshot(promise=promise)
    make_statement(promise)
    _section, change = only_change(before, promise, language)
    assert [row.lang for row in change.words] == order
