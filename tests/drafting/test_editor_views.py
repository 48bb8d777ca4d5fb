"""The editor and its forms: seen by staff, changed by preparers, conflicts that keep both texts."""

import re

import pytest
from django.utils import translation

from drafting.queries.text_history import text_history
from projects.enums import StatementState
from projects.models import Cell, PromiseText, ServicePromise, Statement
from tests.factories.projects import make_project, make_statement
from tests.support import assert_constant_queries

LINKED = {
    "Another statement was merged into it",
    "Split in two",
    "Made from another statement that was split",
    "Merged into another statement",
}


def cell_of(cast, perspective="quality", viewpoint="resident"):
    return Cell.objects.get(promise=cast.promise, perspective=perspective, viewpoint=viewpoint)


def words(owner_field, owner, **values):
    """The form's fields as they stand, with some of them changed."""
    data = {"source": "sv", "reason": ""}
    for language in ("sv", "fi"):
        for register in ("standard", "plain"):
            text = PromiseText.objects.filter(
                **{owner_field: owner}, language=language, register=register
            ).first()
            data[f"{register}_{language}"] = text.body if text else ""
            data[f"seen_{register}_{language}"] = text.version if text else 0
    return {**data, **values}


def test_editor_shows_every_cell_in_both_languages(cast, client):
    cast.sign_in("observer")
    page = client.get(cast.path("promise/")).content.decode()
    assert "Mål quality organiser" in page
    assert 'lang="fi">Tavoite quality organiser' in page
    assert "statements/new" not in page


def test_language_that_lacks_words_leads_to_the_first_that_is_missing(cast, client):
    cast.sign_in()
    PromiseText.objects.filter(cell=cell_of(cast), language="fi").delete()
    page = client.get(cast.path("promise/"))
    swedish, finnish = page.context["page"].languages
    assert finnish["url"].startswith("#")
    assert f'id="{finnish["url"][1:]}"' in page.text
    assert f'href="{finnish["url"]}">Suomi' in page.text
    assert (swedish["state"], swedish["url"]) == ("done", "") or swedish["url"].startswith("#")


@pytest.mark.parametrize(
    ("role", "status"), [("preparer", 200), ("administrator", 200), ("observer", 403), ("producer", 403)]
)
def test_words_are_changed_by_preparers_only(cast, client, role, status):
    cast.sign_in(role)
    assert client.get(cast.path(f"promise/cells/{cell_of(cast).pk}/")).status_code == status


def test_project_of_another_region_is_not_there(cast, client):
    cast.sign_in(region=cast.twin)
    assert client.get(cast.path("promise/")).status_code == 404


@pytest.mark.parametrize("page", ["cells", "principles", "statements"])
def test_words_of_another_project_are_not_there(cast, client, page):
    cast.sign_in()
    other = make_project(cast.region)
    owner = {
        "cells": cell_of(cast),
        "principles": cast.promise.principles.first(),
        "statements": cast.statement,
    }[page]
    path = f"/en/work/{cast.region.slug}/projects/{other.pk}/promise/{page}/{owner.pk}/"
    assert client.get(path).status_code == 404


def test_editor_costs_the_same_however_many_statements_there_are(cast, client):
    cast.sign_in()

    def add(count):
        for _number in range(count):
            make_statement(cast.promise, "quality", "organiser")

    assert assert_constant_queries(lambda: client.get(cast.path("promise/")), add) <= 16


def test_editor_of_a_project_without_a_promise_offers_to_begin_one(cast, client):
    cast.sign_in()
    project = make_project(cast.region)
    base = f"/en/work/{cast.region.slug}/projects/{project.pk}/promise/"
    assert "Begin the promise" in client.get(base).content.decode()
    assert client.get(f"{base}begin/").status_code == 405
    client.post(f"{base}begin/")
    assert ServicePromise.objects.filter(project=project).count() == 1
    publish, _versions = client.get(base).context["actions"]
    assert publish["kind"] == "secondary", "nothing is written that could be published"
    client.post(f"{base}begin/")
    assert ServicePromise.objects.filter(project=project).count() == 1


@pytest.mark.requirement(69)
def test_example_is_inserted_by_a_button(cast, client):
    cast.sign_in()
    project = make_project(cast.region)
    base = f"/en/work/{cast.region.slug}/projects/{project.pk}/promise/"
    client.post(f"{base}begin/")
    promise = ServicePromise.objects.get(project=project)
    client.post(f"{base}{promise.pk}/example/")
    assert promise.statements.count() > 25


def test_goal_is_written_in_all_languages_at_once(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    data = words(
        "cell",
        cell,
        standard_sv="Jag är trygg.",
        standard_fi="Oloni on turvallinen.",
        plain_fi="Olet turvassa.",
    )
    answer = client.post(cast.path(f"promise/cells/{cell.pk}/"), data)
    assert answer.status_code == 302
    assert answer.url.endswith("#quality-resident")
    stored = {(row.language, row.register): row.body for row in PromiseText.objects.filter(cell=cell)}
    assert stored == {
        ("sv", "standard"): "Jag är trygg.",
        ("fi", "standard"): "Oloni on turvallinen.",
        ("fi", "plain"): "Olet turvassa.",
    }


@pytest.mark.requirement(11)
def test_long_goal_is_saved_and_warned_about(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    answer = client.post(
        cast.path(f"promise/cells/{cell.pk}/"),
        words("cell", cell, standard_sv="Ett långt mål " * 8),
        follow=True,
    )
    assert "longer than 90 characters" in answer.content.decode()


def test_second_of_two_editors_sees_both_texts_and_can_save_over(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    path = cast.path(f"promise/cells/{cell.pk}/")
    mine = words("cell", cell, standard_sv="Mitt mål för alla")
    client.post(path, words("cell", cell, standard_sv="Kollegans mål för alla"))
    answer = client.post(path, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kollegans mål för alla" in page
    assert "Mitt mål för alla" in page
    assert "<del>" in page
    again = {**mine, "seen_standard_sv": 3 if 'name="seen_standard_sv" value="3"' in page else 2}
    assert client.post(path, again).status_code == 302
    assert PromiseText.objects.get(cell=cell, language="sv").body == "Mitt mål för alla"


def test_text_that_is_too_long_is_told_beside_its_field_and_kept(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    answer = client.post(
        cast.path(f"promise/cells/{cell.pk}/"), words("cell", cell, standard_sv="x" * 1300), follow=True
    )
    assert answer.status_code == 200
    assert "x" * 1300 in answer.content.decode()


def test_core_and_principles_have_forms(cast, client):
    cast.sign_in()
    principle = cast.promise.principles.get(viewpoint="organiser")
    core = cast.path(f"promise/{cast.promise.pk}/core/")
    assert client.get(core).status_code == 200
    data = {
        key: value
        for key, value in words("promise", None, standard_sv="Nära dig", standard_fi="Lähellä sinua").items()
        if "plain" not in key
    }
    data.update(seen_standard_sv=1, seen_standard_fi=1)
    assert client.post(core, data).status_code == 302
    assert client.get(cast.path(f"promise/principles/{principle.pk}/")).status_code == 200


def test_statement_is_added_edited_and_followed_up(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    path = cast.path(f"promise/{cast.promise.pk}/statements/new/")
    page = client.get(f"{path}?cell={cell.pk}").content.decode()
    assert f'<option value="{cell.pk}" selected>' in page
    data = {
        "standard_sv": "Jag får en kontaktperson.",
        "standard_fi": "Saan yhteyshenkilön.",
        "source": "sv",
        "cell": cell.pk,
    }
    assert client.post(path, data).status_code == 302
    statement = Statement.objects.get(cell=cell)
    change = words(
        "statement",
        statement,
        standard_sv="Jag har en kontaktperson.",
        verification_sv="Enkät varje vår",
        verification_fi="Kysely joka kevät",
    )
    client.post(cast.path(f"promise/statements/{statement.pk}/"), change)
    statement.refresh_from_db()
    assert statement.verification == {"sv": "Enkät varje vår", "fi": "Kysely joka kevät"}
    assert PromiseText.objects.get(statement=statement, language="fi").translated_from.language == "sv"


def test_statement_without_words_is_refused_on_the_form(cast, client):
    cast.sign_in()
    answer = client.post(cast.path(f"promise/{cast.promise.pk}/statements/new/"), {"source": "sv"})
    assert answer.status_code == 200
    assert "Write the statement." in answer.content.decode()


def test_statement_is_moved_split_merged_taken_out_and_brought_back(cast, client):
    cast.sign_in()
    statement, other = (
        cast.statement,
        make_statement(cast.promise, "quality", "resident", sv="Annat", fi="Muu"),
    )
    base = cast.path(f"promise/statements/{statement.pk}/")
    for page in ("move/", "split/", "merge/", f"merge/?other={other.pk}", "take-out/"):
        assert client.get(base + page).status_code == 200
    both = client.get(f"{base}merge/?other={other.pk}").context["form"]
    assert (both["standard_sv"].value(), both["standard_fi"].value()) == (
        "Jag får svar samma dag. Annat",
        "Saan vastauksen samana päivänä. Muu",
    )
    client.post(f"{base}move/", {"place": f"after:{other.pk}", "opened_version": 1, "reason": "Hör ihop"})
    statement.refresh_from_db()
    assert statement.cell == other.cell
    split = {
        **words("statement", statement, standard_sv="Ett", standard_fi="Yksi"),
        "new_sv": "Två",
        "new_fi": "Kaksi",
        "opened_version": statement.version,
    }
    assert client.post(f"{base}split/", split).status_code == 302
    statement.refresh_from_db()
    merge = {
        **words("statement", statement, standard_sv="Allt", standard_fi="Kaikki"),
        "opened_version": statement.version,
        "other_version": 1,
    }
    assert client.post(f"{base}merge/?other={other.pk}", merge).status_code == 302
    other.refresh_from_db()
    assert other.state == StatementState.REMOVED
    second = Statement.objects.latest("pk")
    with translation.override("en"):
        said = {
            row: [entry["what"] for entry in text_history(row) if entry["what"] in LINKED]
            for row in (statement, second, other)
        }
    assert said == {
        statement: ["Another statement was merged into it", "Split in two"],
        second: ["Made from another statement that was split"],
        other: ["Merged into another statement"],
    }
    client.post(cast.path(f"promise/statements/{other.pk}/bring-back/"), {"opened_version": other.version})
    statement.refresh_from_db()
    client.post(f"{base}take-out/", {"reason": "Överflödig", "opened_version": statement.version})
    assert client.get(f"{base}bring-back/").status_code == 405
    states = dict(Statement.objects.values_list("pk", "state"))
    assert (states[statement.pk], states[other.pk]) == (StatementState.REMOVED, StatementState.ACTIVE)
    assert (
        "Överflödig" in client.get(cast.path(f"promise/history/statement/{statement.pk}/")).content.decode()
    )


@pytest.mark.requirement(3)
def test_perspective_is_left_out_with_a_reason_and_taken_in_again(cast, client):
    cast.sign_in()
    path = cast.path(f"promise/{cast.promise.pk}/perspective/quality/")
    assert client.get(cast.path(f"promise/{cast.promise.pk}/perspective/availability/")).status_code == 404
    answer = client.post(path, {"reason_sv": "Följs annars", "reason_fi": "", "opened_version": 1})
    assert "Write the reason" in answer.content.decode()
    client.post(path, {"reason_sv": "Följs annars", "reason_fi": "Muuten", "opened_version": 1})
    cast.promise.refresh_from_db()
    assert cast.promise.left_out == {"quality": {"sv": "Följs annars", "fi": "Muuten"}}
    assert client.get(path).status_code == 200
    client.post(f"{path}take-in/", {"opened_version": 2})
    cast.promise.refresh_from_db()
    assert cast.promise.left_out == {}


def test_promise_is_described_and_a_second_one_begun(cast, client):
    cast.sign_in()
    path = cast.path(f"promise/{cast.promise.pk}/about/")
    assert client.get(path).status_code == 200
    client.post(path, {"customer_group_sv": "Alla", "scope_fi": "Kaikki palvelut", "opened_version": 1})
    cast.promise.refresh_from_db()
    assert (cast.promise.customer_group_sv, cast.promise.scope_fi) == ("Alla", "Kaikki palvelut")
    answer = client.post(cast.path("promise/another/"), {"customer_group_sv": "Barn", "effects": ""})
    assert "Write what a further promise leads to" in answer.content.decode()
    client.post(cast.path("promise/another/"), {"customer_group_sv": "Barn", "effects": "Två budgetar"})
    second = ServicePromise.objects.latest("pk")
    page = client.get(cast.path(f"promise/?promise={second.pk}")).content.decode()
    assert 'aria-current="page"' in page
    assert client.get(cast.path("promise/?promise=999999")).status_code == 404


def test_reason_for_new_words_may_be_a_whole_sentence(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    reason = "a" * 240
    client.post(
        cast.path(f"promise/cells/{cell.pk}/"), words("cell", cell, standard_sv="Nytt mål", reason=reason)
    )
    text = PromiseText.objects.get(cell=cell, language="sv", register="standard")
    assert text.history.latest().history_change_reason == reason


def test_history_tells_author_reason_and_difference(cast, client):
    user = cast.sign_in()
    cell = cell_of(cast)
    client.post(
        cast.path(f"promise/cells/{cell.pk}/"),
        words("cell", cell, standard_sv="Mål quality invånare", reason="Tydligare ord"),
    )
    page = client.get(cast.path(f"promise/history/cell/{cell.pk}/")).content.decode()
    assert "Tydligare ord" in page
    assert user.name in page
    assert "<ins>" in page


def test_history_costs_the_same_however_long_it_is(cast, client):
    cast.sign_in()
    cell = cell_of(cast)

    def write(count):
        for number in range(count):
            row = PromiseText.objects.get(cell=cell, language="sv")
            data = words("cell", cell, standard_sv=f"Mål {row.version} {number}")
            client.post(cast.path(f"promise/cells/{cell.pk}/"), data)

    path = cast.path(f"promise/history/cell/{cell.pk}/")
    assert assert_constant_queries(lambda: client.get(path), write) <= 16


def test_moving_begins_where_the_statement_stands(cast, client):
    cast.sign_in()
    first = cast.statement
    second = make_statement(cast.promise, first.cell.perspective, first.cell.viewpoint)
    places = []
    for row in (first, second):
        form = client.get(cast.path(f"promise/statements/{row.pk}/move/")).context["form"]
        places.append(form["place"].value())
    assert places == [f"first:{first.cell_id}", f"after:{first.pk}"]
    second.cell = None
    second.save()
    form = client.get(cast.path(f"promise/statements/{second.pk}/move/")).context["form"]
    assert form["place"].value() == "none"


@pytest.mark.requirement(69)
def test_translation_that_lags_behind_shows_what_changed_in_its_source(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    path = cast.path(f"promise/cells/{cell.pk}/")
    client.post(
        path, words("cell", cell, standard_sv="Du får svar samma dag.", standard_fi="Saat vastauksen.")
    )
    assert 'class="diff"' not in client.get(path).text
    client.post(path, words("cell", cell, standard_sv="Du får svar inom en vecka."))
    page = client.get(path).text
    assert "Changed since then in Svenska:" in page
    assert page.count('class="diff" lang="sv"') == 1
    assert re.search(r"<del>.*samma dag.*</del>", page)
    assert re.search(r"<ins>.*inom en vecka.*</ins>", page)
    client.post(path, words("cell", cell, standard_fi="Saat vastauksen viikossa."))
    assert 'class="diff"' not in client.get(path).text


def test_plain_words_show_what_changed_in_the_standard_words_of_their_language(cast, client):
    cast.sign_in()
    cell = cell_of(cast)
    path = cast.path(f"promise/cells/{cell.pk}/")
    client.post(path, words("cell", cell, standard_sv="Svar i dag.", plain_sv="Vi svarar i dag."))
    client.post(path, words("cell", cell, standard_sv="Svar i morgon."))
    changes = client.get(path).context["form"].source_changes
    assert [piece.text for piece in changes["sv", "plain"].pieces if piece.op == "insert"] == ["morgon"]
