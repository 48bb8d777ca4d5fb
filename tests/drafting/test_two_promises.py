"""A project with two promises: what is said of one never lands on the other, which has goals of the same names."""

import re

import pytest
from django.utils.html import escape

from drafting.models import WordingChange
from participation.queries.voices import subjects_of
from projects.models import Cell
from tests.drafting.test_comment import CELL, say
from tests.drafting.test_version import answered
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_promise, make_statement, write_text


@pytest.fixture
def pair(cast):
    """The versions of two promises of one project, both open for comments; the second opened last."""
    other = make_promise(cast.project, customer_group_sv="Barnfamiljer", customer_group_fi="Lapsiperheet")
    make_statement(other, sv="Vi ringer upp.", fi="Soitamme takaisin.")
    goal = Cell.objects.get(promise=other, perspective="availability", viewpoint="resident")
    write_text(owner=goal, language="sv", body="De andras mål", expected=1)
    versions = make_version(cast.promise), make_version(other, accepts_stale=True)
    for version in versions:
        make_consultation(version, moderates_first=False)
    return versions


def test_goal_is_commented_on_in_the_promise_that_was_read(cast, client, pair):
    for version in pair:
        page = client.get(f"{cast.public()}?promise={version.promise_id}").text
        [link] = [url for url in re.findall(r'href="([^"]+)"', page) if url.endswith(f"part={CELL}")][:1]
        target = client.get(link.replace("&amp;", "&")).context["target"]
        assert (target.version, target.part.key) == (version, CELL)


def test_sentence_of_the_first_promise_is_found_though_the_second_was_opened_later(cast, client, pair):
    page = client.get(f"{cast.public()}?promise={pair[0].promise_id}").text
    [link] = [url for url in re.findall(r'href="([^"]+)"', page) if url.endswith(str(cast.statement.lineage))]
    target = client.get(link.replace("&amp;", "&")).context["target"]
    assert (target.version, target.is_unknown) == (pair[0], False)


def test_list_quotes_the_words_of_the_promise_a_comment_is_on_and_keeps_to_the_one_asked_for(
    cast, client, pair
):
    for version in pair:
        say(version, CELL, words=f"Om löfte {version.promise_id}")
    quoted = {row["words"]: row["about"] for row in client.get(cast.public("comments/")).context["page"].rows}
    assert quoted == {
        f"Om löfte {pair[0].promise_id}": "Mål availability resident",
        f"Om löfte {pair[1].promise_id}": "De andras mål",
    }
    address = f"{cast.public('comments/')}?promise={pair[0].promise_id}&part={CELL}"
    answer = client.get(address)
    page = answer.context["page"]
    assert [row["words"] for row in page.rows] == [f"Om löfte {pair[0].promise_id}"]
    assert (page.shown, page.quote) == (1, "Mål availability resident")
    assert answer.context["comment_url"].endswith(
        f"?promise={pair[0].promise_id}&part=availability%2Fresident"
    )
    assert escape(answer.context["all_url"]) in answer.text
    assert answer.context["all_url"].endswith(f"?promise={pair[0].promise_id}")


def test_receipt_leads_to_the_version_of_the_promise_that_was_commented_on(cast, client, pair):
    said = say(pair[1], CELL)
    subject = subjects_of([said], "sv")[said.pk]
    assert "De andras mål" in client.get(subject.url).text
    assert subject.quote == "De andras mål"


def test_answer_about_one_promise_is_not_linked_to_new_words_of_the_other(cast, pair):
    answered(pair[0], perspective="availability", viewpoint="resident")
    goal = Cell.objects.get(promise=pair[1].promise, perspective="availability", viewpoint="resident")
    write_text(owner=goal, language="sv", body="Nya ord om de andra", expected=2)
    make_version(pair[1].promise, accepts_stale=True)
    assert WordingChange.objects.count() == 0
    own = Cell.objects.get(promise=pair[0].promise, perspective="availability", viewpoint="resident")
    write_text(owner=own, language="sv", body="Nya ord om de första", expected=1)
    newer = make_version(pair[0].promise, accepts_stale=True)
    assert [row.version for row in WordingChange.objects.all()] == [newer]
