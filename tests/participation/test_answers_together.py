"""Several that say the same are answered at once: each gets the answer as its own, in its language, and is told."""

import pytest
from django.urls import reverse

from notices.models import OutboxMail
from participation.domain.contribution import change_contribution, withdraw_contribution
from participation.domain.moderation import publish_contributions
from participation.domain.response import Answer, SharedAnswer, answer_contributions, write_response
from participation.enums import Channel, Moderation, Outcome
from participation.models import Contribution, Response
from projects.models import ProjectEvent
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import CELL, counts, draft, say
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.voices import make_contribution
from tests.support import assert_constant_queries

WORDS = {"sv": "Vi öppnar tidigare.", "fi": "Avaamme aiemmin."}
SENT = {"outcome": "accepted", "body_sv": WORDS["sv"], "publish": "yes"}


@pytest.fixture
def staff(client, region):
    person = make_user(region, name="Maria Moderator")
    client.force_login(person)
    return person


def url(project, name="contributions_respond"):
    return reverse(f"participation:{name}", args=[project.region.slug, project.pk])


def page_of(project, rows, back=""):
    asked = "&".join(f"chosen={row.pk}" for row in rows)
    return f"{url(project)}?{asked}" + (f"&next={back}" if back else "")


def values(rows):
    return [f"{row.pk}:{row.version}" for row in rows]


def answer_all(project, rows, actor, *, publish=True, words=None):
    with region_scope(project.region):
        return answer_contributions(
            project=project,
            opened={row.pk: row.version for row in rows},
            actor=actor,
            answer=SharedAnswer(Outcome.ACCEPTED, words or WORDS),
            publish=publish,
        )


@pytest.mark.requirement(74)
def test_each_is_answered_in_its_own_language_and_its_writer_is_told(project, staff):
    swedish = make_contribution(project, email="eva@example.fi", wants_answer=True)
    finnish = make_contribution(project, language="fi", email="matti@example.fi", wants_answer=True)
    english, silent = make_contribution(project, language="en"), make_contribution(project)
    rows = [swedish, finnish, english, silent]
    result = answer_all(project, rows, staff)
    assert (result.done, result.left) == (tuple(row.pk for row in rows), ())
    with region_scope(project.region):
        kept = Response.objects.order_by("contribution_id")
        assert [(row.body, row.language) for row in kept] == [
            (WORDS["sv"], "sv"),
            (WORDS["fi"], "fi"),
            (WORDS["sv"], "sv"),
            (WORDS["sv"], "sv"),
        ]
        assert all(row.published_at and row.written_by == staff and row.history.count() == 1 for row in kept)
        assert ProjectEvent.objects.filter(kind="response.published").count() == 4
        told = OutboxMail.objects.filter(kind="answer").order_by("recipient")
        assert [(row.recipient, row.language) for row in told] == [
            ("eva@example.fi", "sv"),
            ("matti@example.fi", "fi"),
        ]


def test_answers_that_are_saved_wait_for_publishing_and_tell_nobody(project, staff):
    row = make_contribution(project, email="eva@example.fi", wants_answer=True)
    answer_all(project, [row], staff, publish=False)
    with region_scope(project.region):
        assert Response.objects.get().published_at is None
        assert not OutboxMail.objects.filter(kind="answer").exists()


def test_what_was_answered_changed_or_taken_back_meanwhile_is_left(project, staff):
    rows = [make_contribution(project) for _ in range(4)]
    answered, changed, taken_back, still = rows
    with region_scope(project.region):
        write_response(
            contribution=answered, actor=staff, answer=Answer("noted", "Tack.", "sv"), publish=False
        )
        change_contribution(contribution=changed, words="Något helt annat")
        withdraw_contribution(contribution=taken_back)
        current = Contribution.objects.get(pk=taken_back.pk)
        taken_back.version = current.version
        assert current.moderation == Moderation.WITHDRAWN
    result = answer_all(project, rows, staff)
    assert (result.done, result.left) == ((still.pk,), (answered.pk, changed.pk, taken_back.pk))
    with region_scope(project.region):
        assert Response.objects.get(contribution=answered).body == "Tack."


def test_another_projects_contribution_is_left(project, region, staff):
    foreign = make_contribution(make_project(region))
    assert answer_all(project, [foreign], staff).left == (foreign.pk,)


def test_words_are_missing_in_no_language(project, staff):
    with pytest.raises(DomainError) as refused:
        answer_all(project, [make_contribution(project)], staff, words={"sv": "Ja.", "fi": "  "})
    assert refused.value.field == "body_fi"


def test_counts_of_what_was_commented_on_follow(region, staff):
    project, version, _statement = draft(region)
    ids = [say(version, CELL).pk for _ in range(2)]
    with region_scope(region):
        publish_contributions(project=project, opened=dict.fromkeys(ids, 1), actor=staff)
        answer_all(project, list(Contribution.objects.filter(pk__in=ids)), staff)
        assert counts(version)[CELL][1] == 2


@pytest.mark.requirement(74)
def test_ticked_ones_of_the_inbox_are_answered_on_one_page(client, project, staff):
    rows = [make_contribution(project, f"Öppna tidigare, {number}") for number in range(3)]
    ticked = {"ids": [row.pk for row in rows[:2]], "answer": "yes"}
    there = client.post(f"{url(project, 'inbox_code')}?channel=email", ticked)
    page = client.get(there.url)
    assert "Öppna tidigare, 0" in page.text
    assert "Öppna tidigare, 2" not in page.text
    assert page.text.count(" checked") == 2
    back = client.post(there.url, {**SENT, "chosen": values(rows[:2])})
    assert back.url == f"{url(project, 'inbox')}?channel=email"
    assert "2 svar är klara." in client.get(back.url).text
    with region_scope(project.region):
        assert Response.objects.count() == 2


def test_ticked_ones_of_the_table_of_comments_are_answered_on_one_page(client, region, staff):
    project, version, statement = draft(region)
    with region_scope(region):
        make_promise(project)
    rows = [say(version, str(statement.lineage), words=f"Öppna tidigare, {number}") for number in range(2)]
    table = reverse("drafting:analysis", args=[region.slug, project.pk])
    shown = client.get(table).text
    assert f'action="{url(project)}"' in shown
    assert all(f'name="chosen" value="{row.pk}"' in shown for row in rows)
    address = page_of(project, rows, back=table)
    assert client.get(address).context["form"].initial["lineage"] == str(statement.lineage)
    assert client.post(address, {**SENT, "chosen": values(rows)}).url == table
    assert 'name="chosen"' not in client.get(table).text


def test_what_was_said_is_read_before_the_answer_is_written(client, project, staff):
    """On a phone one column follows the other: whoever answers has the words before the fields."""
    row = make_contribution(project, "Öppna på kvällar.")
    single = reverse("participation:contribution_respond", args=[project.region.slug, project.pk, row.pk])
    for address in (single, page_of(project, [row])):
        main = client.get(address).text.partition("<main")[2]
        assert main.index("Öppna på kvällar.") < main.index('name="outcome"')


def test_form_asks_for_words_in_each_language_that_was_written_in(client, project, staff):
    swedish, finnish = make_contribution(project), make_contribution(project, language="fi")
    alone = client.get(page_of(project, [swedish])).context["form"]
    assert (alone.languages, alone["body_sv"].label) == (["sv"], "Svar och motivering (svenska)")
    address = page_of(project, [swedish, finnish])
    assert [*client.get(address).context["form"].languages] == ["sv", "fi"]
    refused = client.post(address, {**SENT, "chosen": values([swedish])})
    assert [*refused.context["form"].errors] == ["body_fi"]
    assert refused.text.count(" checked") == 2, "the outcome, and the one that is still ticked"
    assert WORDS["sv"] in refused.text


def test_one_left_out_is_not_answered_and_one_changed_meanwhile_is_told_of(client, project, staff):
    said, other, left_out = (make_contribution(project) for _ in range(3))
    address = page_of(project, [said, other, left_out])
    client.get(address)
    with region_scope(project.region):
        change_contribution(contribution=other, words="Något helt annat")
    page = client.post(address, {**SENT, "chosen": values([said, other])}, follow=True)
    assert "1 svar är klart." in page.text
    assert "1 inlägg lämnades" in page.text
    with region_scope(project.region):
        assert Response.objects.get().contribution_id == said.pk


@pytest.mark.parametrize("chosen", ["", "chosen=nonsense", "chosen=999999999999999999999999"])
def test_nothing_to_answer_leads_back_with_what_to_do(client, project, staff, chosen):
    page = client.get(f"{url(project)}?{chosen}", follow=True)
    assert page.redirect_chain[-1][0] == url(project, "inbox")
    assert "Kryssa för" in page.text


def test_nothing_ticked_on_the_page_is_refused_and_keeps_the_words(client, project, staff):
    row = make_contribution(project)
    refused = client.post(page_of(project, [row]), SENT)
    assert [*refused.context["form"].errors] == ["chosen"]
    assert WORDS["sv"] in refused.text


def test_page_costs_the_same_with_more_rows(client, region, staff):
    project, version, _statement = draft(region)
    rows = []

    def make(number):
        rows.extend(say(version, CELL) for _ in range(number))

    assert_constant_queries(lambda: client.get(page_of(project, rows)), make)


def test_channels_of_the_inbox_are_answered_together_whatever_they_are(project, staff):
    with region_scope(project.region):
        make_statement(make_promise(project), "quality")
    rows = [make_contribution(project, channel=channel) for channel in (Channel.PAPER, Channel.PHONE)]
    assert len(answer_all(project, rows, staff).done) == 2


def test_what_is_told_says_which_answers_everybody_sees(client, region, project, staff):
    shown, waiting = make_contribution(project), make_contribution(project)
    with region_scope(region):
        publish_contributions(project=project, opened={shown.pk: shown.version}, actor=staff)
        shown.refresh_from_db()
    there = page_of(project, [shown, waiting])
    page = client.get(there)
    assert [bool(row["unseen"]) for row in page.context["rows"]] == [False, True]
    assert page.context["unseen"] is True
    back = client.post(there, {**SENT, "chosen": values([shown, waiting])})
    told = [str(message) for message in client.get(back.url).context["messages"]]
    assert len(told) == 2
    assert told[0] == "1 svar är publicerat."
    assert url(project, "moderation_list") in told[1]


def test_it_is_told_whether_nothing_was_ticked_or_nothing_of_it_waits(client, project, staff):
    row = make_contribution(project, "Öppna tidigare.")
    with region_scope(project.region):
        Contribution.objects.update(moderation="erased")
    told = {
        (): "Kryssa för de inlägg som du vill besvara tillsammans.",
        (row,): "Inget av de inlägg som du kryssade för väntar på svar.",
    }
    for rows, words in told.items():
        assert words in client.get(page_of(project, list(rows)), follow=True).text


def test_answer_to_one_leads_back_to_where_it_was_begun(client, project, staff):
    row = make_contribution(project, "Öppna tidigare.")
    single = reverse("participation:contribution_respond", args=[project.region.slug, project.pk, row.pk])
    there = url(project, "inbox")
    assert f'href="{there}">Tillbaka' in client.get(f"{single}?next={there}").text
