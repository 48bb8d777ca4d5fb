"""The promise as a whole: its ten cells, what is left out and why, the handbook's example, and how it is read."""

import pytest
from django.utils import translation

from projects.domain.promise import (
    change_promise,
    create_promise,
    insert_examples,
    leave_out_perspective,
    take_in_perspective,
)
from projects.domain.text import Edition, write_words
from projects.enums import Perspective, Register, Viewpoint
from projects.models import Cell, Principle, PromiseText, ServicePromise, Statement
from projects.queries.promise import (
    chosen_promise,
    language_reports,
    long_goals,
    part_label,
    promise_view,
    wheel_data,
)
from projects.wheel import draw_wheel, wheel_twin
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.projects import make_project, make_promise, make_statement, write_text
from tests.support import count_queries

REASONS = {"sv": "Följs upp på annat sätt.", "fi": "Seurataan muulla tavalla."}


@pytest.fixture
def region(db):
    made = make_region()
    with region_scope(made):
        yield made


@pytest.fixture
def promise(region):
    return make_promise(make_project(region))


@pytest.mark.requirement(3, 4, 6)
def test_new_promise_has_a_core_two_principles_and_five_pairs_of_cells(region):
    promise = create_promise(project=make_project(region), actor=None)
    assert sorted(Principle.objects.values_list("viewpoint", flat=True)) == ["organiser", "resident"]
    cells = set(Cell.objects.filter(promise=promise).values_list("perspective", "viewpoint"))
    assert cells == {
        (perspective, viewpoint) for perspective in Perspective.values for viewpoint in Viewpoint.values
    }


@pytest.mark.requirement(21)
def test_second_promise_of_a_project_says_its_effects_first(promise):
    with pytest.raises(DomainError) as refused:
        create_promise(project=promise.project, actor=None)
    assert refused.value.field == "effects"
    create_promise(project=promise.project, actor=None, effects="Två följs upp samtidigt.")
    assert ServicePromise.objects.count() == 2


def test_promise_says_for_whom_it_is_and_what_it_covers(promise):
    change_promise(
        promise=promise,
        titles={"customer_group_sv": "Barnfamiljer", "scope_fi": "Perhepalvelut", "title_sv": "obehörigt"},
        effects="",
        actor=None,
        expected=1,
    )
    promise.refresh_from_db()
    assert (promise.customer_group_sv, promise.scope_fi, promise.version) == (
        "Barnfamiljer",
        "Perhepalvelut",
        2,
    )
    with pytest.raises(EditConflict):
        change_promise(promise=promise, titles={}, effects="", actor=None, expected=1)


@pytest.mark.requirement(3)
@pytest.mark.parametrize("perspective", ["availability", "accessibility", "colour"])
def test_availability_and_accessibility_cannot_be_left_out(promise, perspective):
    with pytest.raises(DomainError):
        leave_out_perspective(
            promise=promise, perspective=perspective, reasons=REASONS, actor=None, expected=1
        )


@pytest.mark.requirement(3)
@pytest.mark.parametrize("perspective", ["quality", "effectiveness", "integration"])
def test_other_perspectives_are_left_out_with_a_reason_and_taken_in_again(promise, perspective):
    leave_out_perspective(promise=promise, perspective=perspective, reasons=REASONS, actor=None, expected=1)
    view = promise_view(promise, "sv")
    assert [row.key for row in view.perspectives if row.is_left_out] == [perspective]
    assert next(row for row in view.perspectives if row.key == perspective).left_out == REASONS
    take_in_perspective(promise=promise, perspective=perspective, actor=None, expected=2)
    assert promise_view(promise, "sv").included == promise_view(promise, "sv").perspectives


def test_reason_for_leaving_out_is_demanded_in_every_language(promise):
    with pytest.raises(DomainError) as refused:
        leave_out_perspective(
            promise=promise, perspective="quality", reasons={"sv": "Ja", "fi": " "}, actor=None, expected=1
        )
    assert refused.value.field == "reason_fi"


@pytest.mark.requirement(69)
def test_example_fills_an_empty_promise_in_both_languages(region):
    promise = create_promise(project=make_project(region), actor=None)
    assert insert_examples(promise=promise, actor=None) > 60
    for language in ("sv", "fi"):
        view = promise_view(promise, language)
        assert view.core.lang == language
        assert [cell.part for cell in view.cells if not cell.goal.body or not cell.statements] == []
    assert [report.missing + report.stale for report in language_reports(view)] == [(), ()]
    assert insert_examples(promise=promise, actor=None) == 0


@pytest.mark.requirement(69)
def test_example_leaves_what_somebody_wrote(region):
    promise = create_promise(project=make_project(region), actor=None)
    cell = Cell.objects.get(perspective="quality", viewpoint="resident")
    write_text(owner=cell, language="sv", body="Vårt eget mål", expected=0)
    statement = make_statement(promise, "quality", "resident")
    insert_examples(promise=promise, actor=None)
    assert list(Statement.objects.filter(cell=cell)) == [statement]
    assert [row.body for row in PromiseText.objects.filter(cell=cell)] == ["Vårt eget mål"]


@pytest.mark.requirement(69)
def test_example_of_one_cell_can_be_changed(region):
    promise = create_promise(project=make_project(region), actor=None)
    cell = Cell.objects.get(perspective="integration", viewpoint="organiser")
    insert_examples(promise=promise, actor=None, cell=cell)
    assert set(PromiseText.objects.exclude(cell=None).values_list("cell", flat=True)) == {cell.pk}
    standard = Register.STANDARD.value
    edition = Edition(actor=None, source_language="sv", expected={("sv", standard): 1, ("fi", standard): 1})
    write_words(owner=cell, words={("sv", standard): "Eget", ("fi", standard): "Oma"}, edition=edition)
    goal = next(row.goal for row in promise_view(promise, "fi").cells if row.pk == cell.pk)
    assert (goal.body, goal.stale) == ("Oma", ())


@pytest.mark.requirement(4)
def test_every_perspective_is_read_as_a_pair(promise):
    for row in promise_view(promise, "fi").perspectives:
        assert [cell.viewpoint for cell in row.cells] == ["resident", "organiser"]
        assert {cell.perspective for cell in row.cells} == {row.key}


def test_words_fall_back_to_another_language_and_say_which(promise):
    make_statement(promise)
    PromiseText.objects.filter(statement__isnull=False, language="fi").delete()
    view = promise_view(promise, "fi")
    words = view.cells[0].statements[0].words
    assert (words.body, words.lang, words.missing) == ("Jag får svar samma dag.", "sv", ("fi",))
    assert view.cells[0].goal.lang == "fi"


@pytest.mark.requirement(1)
def test_language_report_names_what_is_missing_and_what_lags_behind(promise):
    statement = make_statement(promise)
    text = PromiseText.objects.get(statement=statement, language="fi")
    source = PromiseText.objects.get(statement=statement, language="sv")
    text.translated_from, text.source_digest = source, "old"
    text.save()
    PromiseText.objects.filter(
        cell__perspective="quality", cell__viewpoint="resident", language="fi"
    ).delete()
    view = promise_view(promise, "sv")
    swedish, finnish = language_reports(view)
    assert (swedish.missing, swedish.stale, swedish.total) == ((), (), 14)
    assert (finnish.missing, finnish.stale) == (("quality/resident",), (str(statement.lineage),))
    assert part_label(view, "quality/resident").startswith("Kvalitet")
    with translation.override("en"):
        assert part_label(view, str(statement.lineage)) == "Tillgång: “Jag får svar samma dag.”"


@pytest.mark.requirement(11)
def test_long_headline_is_found(promise):
    cell = Cell.objects.get(perspective="quality", viewpoint="resident")
    write_text(owner=cell, language="sv", body="Ett mycket långt mål " * 6, expected=1)
    make_statement(promise, sv="En lång sats " * 12)
    assert long_goals(promise_view(promise, "sv")) == [("quality/resident", "sv")]


def test_promise_is_read_with_the_same_number_of_queries_however_long_it_is(promise):
    make_statement(promise)
    promise = chosen_promise(promise.project)
    few, _sql = count_queries(lambda: promise_view(promise, "sv"))
    for _number in range(5):
        make_statement(promise, "quality", "organiser")
    many, _sql = count_queries(lambda: promise_view(promise, "sv"))
    assert few == many == 4


@pytest.mark.requirement(7, 8)
def test_wheel_and_its_words_are_made_from_the_promise(promise):
    make_statement(promise)
    leave_out_perspective(
        promise=promise, perspective="integration", reasons=REASONS, actor=None, expected=promise.version
    )
    data = wheel_data(promise_view(promise, "fi"), url=lambda cell: f"#{cell.perspective}")
    svg = draw_wheel(data)
    assert 'href="#availability"' in svg
    twin = wheel_twin(data)
    assert (twin[0].perspective, twin[0].count, twin[0].goal) == (
        "Saatavuus",
        1,
        "Tavoite availability resident",
    )
    assert data.sectors[-1].is_left_out is True


def test_promise_of_another_project_is_not_found(promise):
    other = make_project(promise.region)
    assert chosen_promise(other, promise.pk) is None
    assert chosen_promise(promise.project).pk == promise.pk
