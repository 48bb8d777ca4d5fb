"""Statements: their lineage outlives rewording, moving, splitting and merging, and nothing of them is lost."""

import pytest
from django.http import Http404

from projects.domain.statement import (
    change_verification,
    create_statement,
    merge_statements,
    move_statement,
    remove_statement,
    restore_statement,
    split_statement,
)
from projects.domain.text import Edition, write_words
from projects.enums import LinkKind, Register, StatementState
from projects.models import Cell, ProjectEvent, PromiseText, Statement, StatementLink
from projects.queries.promise import promise_view
from projects.queries.statements import statement_words
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.projects import make_project, make_promise, make_statement

SV, FI = ("sv", Register.STANDARD.value), ("fi", Register.STANDARD.value)
FRESH = Edition(actor=None, source_language="sv", expected={})


@pytest.fixture
def promise(db):
    region = make_region()
    with region_scope(region):
        yield make_promise(make_project(region))


def cell(promise, perspective="availability", viewpoint="resident"):
    return Cell.objects.get(promise=promise, perspective=perspective, viewpoint=viewpoint)


def opened(statement, **values):
    texts = PromiseText.objects.filter(statement=statement)
    expected = {(row.language, row.register): row.version for row in texts}
    return Edition(**{"actor": None, "source_language": "sv", "expected": expected, **values})


def in_cell(promise, perspective="availability", viewpoint="resident"):
    view = promise_view(promise, "sv")
    found = next(row for row in view.cells if (row.perspective, row.viewpoint) == (perspective, viewpoint))
    return [row.words.body for row in found.statements]


def add(promise, words, where=None, **values):
    return create_statement(
        promise=promise, cell=where, words={SV: words, FI: f"{words} (fi)"}, edition=FRESH, **values
    )


@pytest.mark.requirement(5)
def test_statement_is_a_detail_under_its_cells_goal(promise):
    where = cell(promise)
    add(promise, "Ett", where)
    add(promise, "Två", where)
    assert in_cell(promise) == ["Ett", "Två"]
    assert promise_view(promise, "sv").cells[0].goal.body == "Mål availability resident"


def test_statement_may_belong_to_no_cell_yet(promise):
    add(promise, "Ännu ingenstans")
    assert [row.words.body for row in promise_view(promise, "sv").unplaced] == ["Ännu ingenstans"]


def test_statement_without_any_words_is_refused(promise):
    with pytest.raises(DomainError):
        create_statement(promise=promise, cell=None, words={SV: "  ", FI: ""}, edition=FRESH)
    assert Statement.objects.count() == 0


def test_statement_comes_right_after_its_neighbour(promise):
    where = cell(promise)
    first = add(promise, "Ett", where)
    add(promise, "Tre", where)
    add(promise, "Två", where, after=first)
    assert in_cell(promise) == ["Ett", "Två", "Tre"]


def test_lineage_survives_rewording_and_moving(promise):
    statement = add(promise, "Hjälp i tid", cell(promise))
    lineage = statement.lineage
    write_words(owner=statement, words={SV: "Hjälp i rätt tid"}, edition=opened(statement))
    move_statement(
        statement=statement,
        cell=cell(promise, "quality", "organiser"),
        actor=None,
        expected=statement.version,
        reason="Hör hit",
    )
    assert in_cell(promise) == []
    assert in_cell(promise, "quality", "organiser") == ["Hjälp i rätt tid"]
    assert Statement.objects.get().lineage == lineage
    assert statement.history.first().history_change_reason == "Hör hit"


def test_statement_moves_within_its_cell(promise):
    where = cell(promise)
    one, two, three = (add(promise, words, where) for words in ("Ett", "Två", "Tre"))
    move_statement(statement=three, cell=where, first=True, actor=None, expected=1)
    assert in_cell(promise) == ["Tre", "Ett", "Två"]
    one.refresh_from_db()
    move_statement(statement=one, cell=where, after=two, actor=None, expected=one.version)
    assert in_cell(promise) == ["Tre", "Två", "Ett"]


def test_renumbered_neighbours_keep_their_history(promise):
    where = cell(promise)
    one, two = add(promise, "Ett", where), add(promise, "Två", where)
    move_statement(statement=two, cell=where, first=True, actor=None, expected=1)
    one.refresh_from_db()
    assert one.history.first().order == one.order == 2


def test_moving_what_somebody_else_moved_is_a_conflict(promise):
    statement = add(promise, "Ett", cell(promise))
    move_statement(statement=statement, cell=None, actor=None, expected=1)
    stale = Statement.objects.get()
    with pytest.raises(EditConflict):
        move_statement(statement=stale, cell=cell(promise, "quality"), actor=None, expected=1)


def test_statement_of_one_region_cannot_go_into_a_cell_of_another(promise):
    statement = add(promise, "Ett", cell(promise))
    twin = make_region()
    foreign = make_promise(make_project(twin))
    with region_scope(twin):
        target = cell(foreign)
    with pytest.raises(Http404):
        move_statement(statement=statement, cell=target, actor=None, expected=1)


def test_statement_cannot_go_into_another_promise(promise):
    statement = add(promise, "Ett", cell(promise))
    other = make_promise(promise.project)
    with pytest.raises(DomainError):
        move_statement(statement=statement, cell=cell(other), actor=None, expected=1)


def test_statement_is_taken_out_with_a_reason_and_brought_back(promise):
    statement = add(promise, "Ett", cell(promise))
    with pytest.raises(DomainError):
        remove_statement(statement=statement, actor=None, expected=1, reason=" ")
    remove_statement(statement=statement, actor=None, expected=1, reason="Sägs redan i målet")
    view = promise_view(promise, "sv")
    assert (in_cell(promise), [row.words.body for row in view.removed]) == ([], ["Ett"])
    with pytest.raises(DomainError):
        remove_statement(statement=statement, actor=None, expected=2, reason="Igen")
    restore_statement(statement=statement, actor=None, expected=2)
    assert in_cell(promise) == ["Ett"]
    reasons = [row.history_change_reason for row in statement.history.all()]
    assert "Sägs redan i målet" in reasons


def test_split_statement_keeps_its_lineage_and_leads_to_the_new_one(promise):
    where = cell(promise)
    statement = add(promise, "Hjälp i tid och nära", where)
    add(promise, "Annat", where)
    new = split_statement(
        statement=statement,
        first={SV: "Hjälp i tid", FI: "Apua ajoissa"},
        second={SV: "Hjälp nära", FI: "Apua lähellä"},
        edition=opened(statement, reason="Två löften i ett"),
        expected=1,
    )
    assert in_cell(promise) == ["Hjälp i tid", "Hjälp nära", "Annat"]
    link = StatementLink.objects.get()
    assert (link.before, link.after, link.kind) == (statement.lineage, new.lineage, LinkKind.SPLIT)


def test_merged_statement_is_linked_to_the_one_that_stays(promise):
    where = cell(promise)
    kept, merged = add(promise, "Ett", where), add(promise, "Två", where)
    merge_statements(
        kept=kept,
        merged=merged,
        words={SV: "Ett och två", FI: "Yksi ja kaksi"},
        edition=opened(kept),
        expected=(1, 1),
    )
    assert in_cell(promise) == ["Ett och två"]
    link = StatementLink.objects.get()
    assert (link.before, link.after, link.kind) == (merged.lineage, kept.lineage, LinkKind.MERGED)
    merged.refresh_from_db()
    assert merged.state == StatementState.REMOVED
    restore_statement(statement=merged, actor=None, expected=merged.version)
    assert StatementLink.objects.count() == 0


def test_statement_is_not_merged_with_itself(promise):
    statement = add(promise, "Ett", cell(promise))
    with pytest.raises(DomainError):
        merge_statements(
            kept=statement, merged=statement, words={}, edition=opened(statement), expected=(1, 1)
        )


@pytest.mark.requirement(78)
def test_way_of_follow_up_is_said_for_a_statement(promise):
    statement = make_statement(promise)
    change_verification(
        statement=statement, verification={"sv": "Räknas ur  tidboken", "fi": " "}, actor=None, expected=1
    )
    change_verification(statement=statement, verification={"fi": "Ajanvaraus"}, actor=None, expected=2)
    statement.refresh_from_db()
    assert statement.verification == {"sv": "Räknas ur tidboken", "fi": "Ajanvaraus"}
    assert change_verification(
        statement=statement, verification={"sv": "Räknas ur tidboken"}, actor=None, expected=3
    )
    assert statement.version == 3, "nothing is written when nothing changed"


def test_every_verb_is_an_event_that_leaves_public_pages_alone(promise, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        statement = add(promise, "Ett", cell(promise))
        move_statement(statement=statement, cell=None, actor=None, expected=1)
        remove_statement(statement=statement, actor=None, expected=2, reason="Nej")
        restore_statement(statement=statement, actor=None, expected=3)
    kinds = set(ProjectEvent.objects.values_list("kind", flat=True))
    assert kinds == {
        "text.written",
        "statement.created",
        "statement.moved",
        "statement.removed",
        "statement.restored",
    }
    assert callbacks == []


def test_words_that_were_emptied_in_a_language_are_read_in_another(promise):
    statement = add(promise, "Ett", cell(promise))
    assert statement_words([statement.pk], "fi")[statement.pk] == ("Ett (fi)", "fi")
    write_words(owner=statement, words={SV: "Ett", FI: " "}, edition=opened(statement))
    assert statement_words([statement.pk], "fi")[statement.pk] == ("Ett", "sv")
