"""The public page of a promise in force, and of an indicator: what they show, in which language, at what cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from drafting.domain.version import publish_version
from projects.domain.statement import change_verification
from projects.enums import Perspective
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.monitoring import (
    decide,
    make_corrective,
    make_feedback,
    make_indicator,
    make_measurement,
    make_status,
)
from tests.factories.projects import make_project, make_promise, make_statement
from tests.support import clear_cache, count_queries


def address(cast, name="promise", *keys, language="sv"):
    with translation.override(language):
        return reverse(f"monitoring:{name}", args=[cast.region.slug, cast.project.slug, *keys])


def page_queries(client, page):
    """Return how many statements make a page; the look at the cache's version, once a second, does not count."""
    clear_cache()
    _all, statements = count_queries(lambda: client.get(page))
    kept = [sql for sql in statements if "common_pageversion" not in sql]
    return len(kept), kept


def statements_of(response):
    return {
        row["text"]: row
        for section in response.context["page"].sections
        for cell in section["cells"]
        for row in cell["statements"]
    }


def test_before_the_decision_the_page_tells_where_the_preparation_is(client, cast):
    response = client.get(address(cast))
    assert response.status_code == 200
    assert next(template.name for template in response.templates) == "monitoring/promise_not_yet.html"
    assert response.context["page"]["draft_url"] == ""
    with region_scope(cast.region):
        publish_version(promise=cast.promise, actor=None, accepts_stale=True)
    clear_cache()
    assert client.get(address(cast)).context["page"]["draft_url"]


@pytest.mark.requirement(13, 107)
def test_each_statement_has_status_evidence_and_day_without_login(client, cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 80}, name_sv="Svar samma dag")
    value = make_measurement(indicator, dt.date(2027, 3, 1), "75.5")
    make_status(cast.first, "at_risk", evidence={}, is_automatic=True, indicator=indicator, measurement=value)
    decide(cast.promise)
    response = client.get(address(cast))
    row = statements_of(response)["Du får svar samma dag."]
    assert row["status"] == "at_risk"
    assert "Svar samma dag: 75,5\u00a0%" in row["evidence"]["text"]
    assert "80\u00a0%" in row["evidence"]["text"]
    assert "2027" in row["status_note"]
    assert not response.cookies
    links = [action["url"] for action in row["actions"]]
    assert links[0] == address(cast, "indicator", indicator.pk)
    assert links[1].endswith(f"/thread/statement/{cast.first.lineage}/")
    assert links[2].endswith(f"/feedback/?statement={cast.first.lineage}")


@pytest.mark.requirement(107)
def test_statement_that_nobody_measured_says_so(client, cast, noon):
    decide(cast.promise)
    rows = statements_of(client.get(address(cast)))
    assert {row["status"] for row in rows.values()} == {"not_measured"}


@pytest.mark.requirement(107, 119)
def test_broken_promise_tells_what_is_done_about_it(client, cast, noon):
    make_status(cast.first, "broken")
    make_corrective(cast.first, title_sv="Fler svarar i telefon")
    decide(cast.promise)
    page = client.get(address(cast)).content.decode()
    assert "Fler svarar i telefon" in page


def test_page_shows_the_promise_as_decided_and_not_as_written_since(client, cast, noon):
    decide(cast.promise)
    later = make_statement(cast.promise, sv="Nytt som ingen beslutat om.", fi="Uutta, josta ei ole päätetty.")
    make_status(later, "kept")
    page = client.get(address(cast)).content.decode()
    assert "Nytt som ingen beslutat om." not in page
    assert "Du får svar samma dag." in page


@pytest.mark.requirement(2)
@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "viljeförklaring"), ("fi", "tahdonilmaus"), ("en", "declaration of intent")],
)
def test_page_says_that_it_is_a_declaration_of_intent(client, cast, noon, language, words):
    decide(cast.promise)
    assert words in client.get(address(cast, language=language)).content.decode()


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "Du får svar samma dag."), ("fi", "Saat vastauksen samana päivänä.")],
)
def test_page_speaks_both_languages_of_the_region(client, cast, noon, language, text):
    make_status(cast.first, "kept", evidence={"sv": "Vi har frågat."})
    make_status(cast.second, "kept", evidence={"sv": "Växeln svarar.", "fi": "Vaihde vastaa."})
    decide(cast.promise)
    page = client.get(address(cast, language=language)).content.decode()
    assert text in page
    assert ('lang="sv">Vi har frågat.' in page) is (language == "fi")
    assert {"sv": "Växeln svarar.", "fi": "Vaihde vastaa."}[language] in page
    assert {"sv": "Vaihde vastaa.", "fi": "Växeln svarar."}[language] not in page


@pytest.mark.parametrize(
    ("language", "shown"),
    [("sv", "</strong> <span>Kundenkäten</span>"), ("fi", '</strong> <span lang="sv">Kundenkäten</span>')],
)
def test_way_of_follow_up_is_marked_with_its_language(client, cast, noon, language, shown):
    with region_scope(cast.region):
        change_verification(
            statement=cast.first, verification={"sv": "Kundenkäten"}, actor=None, expected=cast.first.version
        )
        change_verification(
            statement=cast.second,
            verification={"sv": "Växelns statistik", "fi": "Vaihteen tilasto"},
            actor=None,
            expected=cast.second.version,
        )
    decide(cast.promise)
    page = client.get(address(cast, language=language)).content.decode()
    assert shown in page
    assert {"sv": "<span>Växelns statistik", "fi": "<span>Vaihteen tilasto"}[language] in page


def test_way_of_follow_up_gives_way_to_an_indicator(client, cast, noon):
    """Of several, the central one leads to the figures."""
    with region_scope(cast.region):
        change_verification(
            statement=cast.first, verification={"sv": "Kundenkäten"}, actor=None, expected=cast.first.version
        )
    make_indicator(cast.promise, cast.first, is_central=False)
    central = make_indicator(cast.promise, cast.first)
    decide(cast.promise)
    response = client.get(address(cast))
    assert "Kundenkäten" not in response.text
    actions = statements_of(response)["Du får svar samma dag."]["actions"]
    assert actions[0]["url"] == address(cast, "indicator", central.pk)


def test_wheel_and_its_twin_show_the_worst_status_of_each_part(client, cast, noon):
    third = make_statement(cast.promise, sv="Du får tid inom sju dagar.", fi="Saat ajan viikossa.")
    make_status(cast.first, "kept")
    make_status(third, "broken")
    make_corrective(third)
    decide(cast.promise)
    twin = client.get(address(cast)).context["page"].twin
    statuses = {(row.key, row.viewpoint): row.status for row in twin}
    assert statuses["availability", "resident"] == "broken"
    assert statuses["availability", "organiser"] == "not_measured"
    assert statuses["quality", "resident"] == ""


def test_perspective_that_is_left_out_is_named(client, cast, noon):
    with region_scope(cast.region):
        cast.promise.left_out = {Perspective.QUALITY: {"sv": "Tas upp nästa år", "fi": "Ensi vuonna"}}
        cast.promise.save()
    decide(cast.promise)
    page = client.get(address(cast)).context["page"]
    assert len(page.left_out) == 1
    assert "quality" not in [section["key"] for section in page.sections]


def test_day_of_the_councils_decision_is_told(client, cast, noon):
    decide(cast.promise, on=dt.date(2027, 2, 10))
    assert client.get(address(cast)).context["page"].decided_on == dt.date(2027, 2, 10)


def test_promise_is_not_called_in_force_before_the_first_year_of_its_period(client, cast):
    decide(cast.promise, on=dt.date(2027, 2, 10))
    first = cast.project.period_from
    for year, words in (
        (first - 1, f"Gäller från {first}, beslutat av fullmäktige"),
        (first, "I kraft, beslutat"),
    ):
        clear_cache()
        with clock.fixed(dt.datetime(year, 11, 9, 12, tzinfo=dt.UTC)):
            assert words in client.get(address(cast)).text.replace("\n", " ")


def test_several_promises_are_tabs(client, cast, noon):
    other = make_promise(cast.project, customer_group_sv="Barnfamiljer", customer_group_fi="Lapsiperheet")
    make_statement(other, sv="Barn får hjälp genast.", fi="Lapset saavat apua heti.")
    decide(cast.promise)
    decide(other)
    response = client.get(address(cast) + f"?promise={other.pk}")
    assert [tab["current"] for tab in response.context["page"].promises] == [False, True]
    assert "Barn får hjälp genast." in response.content.decode()
    assert client.get(address(cast) + "?promise=99999999").status_code == 200


def test_closed_project_is_not_found(client, cast, noon):
    indicator = make_indicator(cast.promise)
    decide(cast.promise)
    with region_scope(cast.region):
        cast.project.is_public, cast.project.closed_reason = False, "Sekretess"
        cast.project.save()
    clear_cache()
    assert client.get(address(cast)).status_code == 404
    assert client.get(address(cast, "indicator", indicator.pk)).status_code == 404


@pytest.mark.requirement(107)
def test_promise_page_costs_the_same_with_more_of_everything(client, cast, noon):
    def more(number):
        for _each in range(number):
            row = make_statement(cast.promise)
            indicator = make_indicator(cast.promise, row, targets={2027: 80})
            value = make_measurement(indicator, dt.date(2027, 3, 1), 50)
            make_status(row, "broken", indicator=indicator, measurement=value, evidence={})
            make_corrective(row)
            make_feedback(cast.promise, row)

    more(1)
    decide(cast.promise)
    client.get(address(cast))
    few, _sql = page_queries(client, address(cast))
    more(3)
    decide(cast.promise)
    many, sql = page_queries(client, address(cast))
    assert few == many <= 14, "\n".join(sql)


def test_promise_page_is_answered_from_the_cache_and_right_again_after_a_change(
    client, cast, noon, django_capture_on_commit_callbacks
):
    from monitoring.domain.status import set_status

    decide(cast.promise)
    client.get(address(cast))
    assert count_queries(lambda: client.get(address(cast)))[0] <= 1
    with region_scope(cast.region), django_capture_on_commit_callbacks(execute=True):
        set_status(
            statement=cast.first,
            status="kept",
            since=dt.date(2027, 3, 1),
            evidence={"sv": "Växeln svarar."},
            actor=cast.manager,
        )
    assert "Växeln svarar." in client.get(address(cast)).content.decode()


@pytest.mark.requirement(116)
def test_indicator_page_shows_drawing_table_source_and_promises(client, cast, noon):
    indicator = make_indicator(
        cast.promise, cast.first, targets={2027: 80}, baseline="61.5", name_sv="Svar samma dag"
    )
    make_measurement(indicator, dt.date(2026, 6, 1), 60)
    make_measurement(indicator, dt.date(2027, 3, 1), "75.5")
    make_status(cast.first, "at_risk")
    decide(cast.promise)
    response = client.get(address(cast, "indicator", indicator.pk))
    page = response.context["page"]
    body = response.content.decode()
    assert "<svg" in body
    assert page["chart"].rows[0][0] == "6/2026"
    assert len(page["chart"].rows) == 4
    assert (page["facts"]["source"], page["facts"]["baseline"]) == ("Kundenkät", "61,5\u00a0%")
    assert [row["status"] for row in page["statements"]] == ["at_risk"]


@pytest.mark.parametrize("is_decided", [True, False])
def test_words_that_nobody_has_decided_on_stand_on_no_public_page_of_follow_up(client, cast, is_decided):
    """Neither a statement written since, nor the new words of one that is in force."""
    if is_decided:
        decide(cast.promise)
    later = make_statement(cast.promise, sv="Ännu hemligt nytt löfte.", fi="Vielä salainen lupaus.")
    with region_scope(cast.region):
        cast.first.texts.filter(language="sv").update(body="Ännu hemliga nya ord.")
    indicator = make_indicator(cast.promise, cast.first, later)
    form, lineages = address(cast, "feedback_form"), (cast.first.lineage, later.lineage)
    pages = [address(cast, "indicator", indicator.pk), *(f"{form}?statement={each}" for each in lineages)]
    shown = [client.get(page).content.decode() for page in pages]
    assert [page for page in shown if "Ännu hemlig" in page] == []
    assert ["Du får svar samma dag." in page for page in shown] == [is_decided, is_decided, False]


def test_indicator_without_values_says_so(client, cast):
    indicator = make_indicator(cast.promise)
    response = client.get(address(cast, "indicator", indicator.pk))
    assert response.status_code == 200
    assert response.context["page"]["chart"] is None


def test_indicator_page_costs_the_same_with_more_values_and_promises(client, cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2027: 80})
    make_measurement(indicator, dt.date(2027, 1, 1), 1)
    client.get(address(cast, "indicator", indicator.pk))
    few, _sql = page_queries(client, address(cast, "indicator", indicator.pk))
    with region_scope(cast.region):
        for number in range(3):
            row = make_statement(cast.promise)
            indicator.statements.add(row)
            make_status(row, "kept")
            make_indicator(cast.promise, row)
            make_measurement(indicator, dt.date(2027, 2, 1 + number), number)
    many, sql = page_queries(client, address(cast, "indicator", indicator.pk))
    assert few == many, "\n".join(sql)


def test_indicator_of_another_project_or_region_is_not_found(client, cast):
    twin = make_promise(make_project(make_region()))
    sibling = make_promise(make_project(cast.region))
    for indicator in (make_indicator(twin), make_indicator(sibling)):
        assert client.get(address(cast, "indicator", indicator.pk)).status_code == 404


def test_public_page_of_an_indicator_says_when_a_value_has_not_come_in_time(client, cast):
    with region_scope(cast.region):
        indicator = make_indicator(cast.promise, next_due_on=dt.date(2026, 11, 30))
        decide(cast.promise)
    page = address(cast, "indicator", indicator.pk)
    for day, is_late in ((30, False), (31, True)):
        clear_cache()
        with clock.fixed(dt.datetime(2026, 10, 31, 12, tzinfo=dt.UTC) + dt.timedelta(days=day)):
            text = client.get(page).text
        assert ("Ett värde skulle ha kommit" in text) is is_late
        assert ("Nästa värde senast" in text) is not is_late
