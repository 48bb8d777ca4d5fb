"""The public draft: readable by everybody, nothing before publication, the same cost however long it is."""

import datetime as dt

import pytest
from django.template.base import Template
from django.utils import translation

from drafting.domain.analysis import link_change
from drafting.domain.consultation import close_consultation
from drafting.domain.version import withdraw_version
from drafting.models import TargetCount, WordingChange
from drafting.queries.draft_page import draft_page
from projects.domain.promise import leave_out_perspective
from projects.models import Cell, PromiseText
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_version import answered, reword
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_project, make_promise, make_statement, write_text
from tests.support import assert_constant_queries, clear_cache, count_queries

MOST_QUERIES = 8


def page_of(cast, client, rest="", language="sv"):
    answer = client.get(cast.public(rest, language))
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_seen_before_publication(cast, client):
    page = page_of(cast, client)
    assert "Jag får svar samma dag." not in page
    assert client.get(cast.public("1/")).status_code == 404
    assert client.get(cast.public("compare/")).status_code == 404
    make_version(cast.promise)
    clear_cache()
    assert "Jag får svar samma dag." in page_of(cast, client)


def test_rewritten_words_are_not_seen_before_the_next_version(cast, client):
    make_version(cast.promise)
    reword(cast.statement, "Hemligt än så länge", "Vielä salaista")
    assert "Hemligt" not in page_of(cast, client)


def test_closed_preparation_and_withdrawn_version_are_not_there(cast, client):
    version = make_version(cast.promise)
    withdraw_version(version=version, actor=None, reason="Fel")
    assert "Jag får svar" not in page_of(cast, client)
    assert client.get(cast.public("1/")).status_code == 404
    cast.project.is_public, cast.project.closed_reason = False, "Upphandling"
    cast.project.save()
    assert client.get(f"{cast.public()}?x").status_code == 404


def test_perspectives_are_drawn_once_for_pages_made_anew(cast, client, monkeypatch):
    make_version(cast.promise)
    drawn = []
    render = Template.render

    def counted(self, context):
        drawn.append(self.origin.template_name)
        return render(self, context)

    page = page_of(cast, client, "?anew=1")
    monkeypatch.setattr(Template, "render", counted)
    assert page_of(cast, client, "?anew=2") == page.replace("anew=1", "anew=2")
    assert "drafting/draft.html" in drawn
    assert "components/perspective_section.html" not in drawn


@pytest.mark.requirement(13)
def test_draft_is_read_without_signing_in_and_without_a_cookie(cast, client):
    make_version(cast.promise)
    answer = client.get(cast.public())
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.requirement(2)
@pytest.mark.parametrize(("language", "words"), [("sv", "viljeförklaring"), ("fi", "tahdonilmaus")])
def test_draft_says_that_it_declares_an_intention(cast, client, language, words):
    make_version(cast.promise)
    assert words in page_of(cast, client, language=language)


@pytest.mark.requirement(4, 5, 6, 7)
def test_draft_shows_core_principles_pairs_and_the_wheel(cast, client):
    make_version(cast.promise)
    page = page_of(cast, client)
    assert "<svg" in page
    assert "Princip resident" in page
    assert page.count('class="perspective p-') == 5
    assert page.index("Mål availability resident</h3>") < page.index("Mål availability organiser</h3>")


@pytest.mark.requirement(8)
def test_wheel_has_a_twin_in_words_that_leads_to_the_words(cast, client):
    make_version(cast.promise)
    page = page_of(cast, client)
    assert '<a href="#quality-organiser">Mål quality organiser</a>' in page
    assert 'id="quality-organiser"' in page


def test_words_in_another_language_are_marked(cast, client):
    make_version(cast.promise)
    page = page_of(cast, client, language="en")
    assert '<p class="statement-text" lang="sv">Jag får svar samma dag.</p>' in page
    assert '<p class="statement-text">Saan vastauksen samana päivänä.</p>' in page_of(
        cast, client, language="fi"
    )


@pytest.mark.requirement(71)
def test_each_sentence_goal_and_the_whole_can_be_commented_on_while_it_is_open(cast, client):
    consultation = make_consultation(make_version(cast.promise))
    page = page_of(cast, client, language="en")
    comment = f"{cast.public('comment/', 'en')}?promise={cast.promise.pk}"
    for part in (cast.statement.lineage, "quality/organiser"):
        assert f'href="{comment}&amp;part={part}"' in page
    assert f'href="{comment}"' in page
    assert "Open for comments until and including" in page
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Klart")
    clear_cache()
    page = page_of(cast, client, language="en")
    assert f'href="{comment}' not in page
    assert "pill-closed" in page


def test_draft_tells_whom_to_call_while_it_is_open(cast, client):
    cast.region.contact_phone = "06 555 0100"
    cast.region.save()
    version = make_version(cast.promise)
    assert "06 555 0100" not in page_of(cast, client)
    make_consultation(version)
    clear_cache()
    assert 'Ring <span class="text-nowrap">06 555 0100</span>.' in page_of(cast, client)


def test_page_tells_when_comments_open(cast):
    version = make_version(cast.promise)
    make_consultation(version, opens_on=clock.today() + dt.timedelta(days=3))
    with translation.override("en"):
        page = draft_page(cast.project, "en")
    assert (page.pill["state"], page.is_open) == ("soon", False)


def test_comments_follow_their_sentence_through_the_versions(cast):
    first = make_version(cast.promise)
    lineage = str(cast.statement.lineage)
    TargetCount.objects.create(region=cast.region, draft=first, part=lineage, shown=3, answered=1)
    TargetCount.objects.create(region=cast.region, draft=first, part="quality/resident", shown=2)
    reword(cast.statement, "Nytt", "Uusi")
    second = make_version(cast.promise)
    TargetCount.objects.create(region=cast.region, draft=second, part=lineage, shown=1, answered=1)
    with translation.override("en"):
        page = draft_page(cast.project, "en")
    statement = page.sections[0]["cells"][0]["statements"][0]
    assert statement["meta"][0]["text"] == "Read 4 comments"
    assert page.counts[:2] == ["6 comments on all versions", "2 answered"]


@pytest.mark.requirement(75, 76)
def test_sentence_that_was_reworded_after_answers_says_so(cast, client):
    first = make_version(cast.promise)
    make_consultation(first)
    answered(first, lineage=cast.statement.lineage)
    reword(cast.statement, "Jag får svar inom en timme.", "Saan vastauksen tunnissa.")
    make_version(cast.promise)
    assert WordingChange.objects.count() == 1
    page = page_of(cast, client)
    assert "statement-badge" in page
    assert f"/thread/statement/{cast.statement.lineage}/" in page
    assert "statement-badge" not in page_of(cast, client, "1/")


@pytest.mark.requirement(75, 76)
def test_sentence_that_is_new_after_answers_is_not_said_to_be_reworded(cast, client):
    first = make_version(cast.promise)
    make_consultation(first)
    added = make_statement(cast.promise, sv="Jag får svar också på natten.")
    said = answered(first, lineage=cast.statement.lineage)
    link_change(
        contribution=said, version=make_version(cast.promise), part=str(added.lineage), actor=cast.sign_in()
    )
    page = page_of(cast, client)
    assert f"/thread/statement/{added.lineage}/" in page
    assert "formulerat efter era synpunkter" in page
    assert "omformulerat" not in page


def test_older_version_stays_readable_and_leads_to_the_newest(cast, client):
    make_consultation(make_version(cast.promise, summary={"sv": "Det första utkastet"}))
    reword(cast.statement, "Nytt", "Uusi")
    make_version(cast.promise)
    page = page_of(cast, client, "1/")
    assert "Jag får svar samma dag." in page
    assert "Det första utkastet" in page
    assert cast.public("comment/") not in page
    assert client.get(cast.public("3/")).status_code == 404


@pytest.mark.requirement(81)
def test_two_versions_are_compared_in_both_languages(cast, client):
    make_version(cast.promise)
    assert 'class="empty"' in page_of(cast, client, "compare/")
    reword(cast.statement, "Jag får svar nästa dag.", "Saan vastauksen seuraavana päivänä.")
    make_version(cast.promise)
    clear_cache()
    page = page_of(cast, client, "compare/?from=1&to=2")
    added = [f"</span>{word}<span" for word in ("nästa", "seuraavana")]
    assert [word for word in added if word not in page] == []
    assert "Omformulerat: <strong>1</strong>" in page
    page = page_of(cast, client, "compare/?from=9&to=x")
    assert [word for word in added if word not in page] == []


@pytest.mark.requirement(3)
def test_perspective_that_is_left_out_is_named_with_its_reason(cast, client):
    reasons = {"sv": "Följs upp annars.", "fi": "Seurataan muuten."}
    leave_out_perspective(
        promise=cast.promise, perspective="quality", reasons=reasons, actor=None, expected=1
    )
    make_version(cast.promise)
    page = page_of(cast, client, language="fi")
    assert "Seurataan muuten." in page
    assert page.count('class="perspective p-') == 4


@pytest.mark.requirement(12)
def test_draft_can_be_read_in_plain_language(cast, client):
    cell = Cell.objects.get(promise=cast.promise, perspective="quality", viewpoint="resident")
    write_text(owner=cell, language="sv", register="plain", body="Du är trygg.", expected=0)
    make_version(cast.promise)
    assert "Du är trygg." not in page_of(cast, client)
    assert "Du är trygg." in page_of(cast, client, "?plain=1")


def test_promises_of_several_groups_stand_beside_each_other(cast, client):
    make_version(cast.promise)
    other = make_promise(cast.project, customer_group_sv="Barnfamiljer", customer_group_fi="Lapsiperheet")
    PromiseText.objects.filter(promise=other, language="sv", cell=None, principle=None).update(
        body="För barnen"
    )
    make_version(other)
    assert "Barnfamiljer" in page_of(cast, client)
    assert "För barnen" in page_of(cast, client, f"?promise={other.pk}")
    assert client.get(cast.public("?promise=99999")).status_code == 404


def test_twin_regions_draft_is_never_shown(cast, client):
    with region_scope(cast.twin):
        project = make_project(cast.twin, slug=cast.project.slug)
        promise = make_promise(project)
        make_statement(promise, sv="Kanariefågel", fi="Kanarialintu")
        make_version(promise)
    make_version(cast.promise)
    assert "Kanariefågel" not in page_of(cast, client)
    assert "Kanariefågel" in client.get(f"/sv/{cast.twin.slug}/{project.slug}/draft/").content.decode()


def test_draft_costs_at_most_eight_queries_however_long_it_is(cast, client):
    make_consultation(make_version(cast.promise))
    TargetCount.objects.create(
        region=cast.region, draft=cast.promise.versions.get(), part=str(cast.statement.lineage), shown=3
    )

    def add(count):
        for _number in range(count):
            make_statement(cast.promise, "quality", "organiser")
            make_version(cast.promise)

    assert assert_constant_queries(lambda: client.get(cast.public()), add) <= MOST_QUERIES


def test_comparison_costs_the_same_however_many_versions_there_are(cast, client):
    make_version(cast.promise)

    def add(count):
        for _number in range(count):
            make_statement(cast.promise, "quality", "organiser")
            make_version(cast.promise)

    assert assert_constant_queries(lambda: client.get(cast.public("compare/")), add) <= MOST_QUERIES


def test_page_from_the_cache_costs_at_most_one_query(cast, client):
    make_version(cast.promise)
    client.get(cast.public())
    spent, _sql = count_queries(lambda: client.get(cast.public()))
    assert spent <= 1


def test_kept_page_tells_after_midnight_that_comments_are_over(cast, client):
    consultation = make_consultation(make_version(cast.promise), days=2)
    midnight = clock.end_of(consultation.closes_on)
    with clock.fixed(midnight - dt.timedelta(milliseconds=1)):
        assert "pill-open" in page_of(cast, client)
    with clock.fixed(midnight):
        assert "pill-closed" in page_of(cast, client)
