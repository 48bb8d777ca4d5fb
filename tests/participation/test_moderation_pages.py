"""The moderation queue and the answer: who may, what stands first, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from participation.domain.contribution import change_contribution, withdraw_contribution
from participation.domain.response import Answer, write_response
from participation.enums import Moderation, Outcome
from participation.models import Contribution, ModerationMark, Response
from participation.queries.voices import moderation_queue
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft, say
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.voices import make_contribution
from tests.support import assert_constant_queries, send


@pytest.fixture
def staff(client, region):
    person = make_user(region, name="Maria Moderator")
    client.force_login(person)
    return person


def url(name, project, *args):
    return reverse(f"participation:{name}", args=[project.region.slug, project.pk, *args])


def fresh(row):
    with region_scope(row.region):
        return Contribution.objects.get(pk=row.pk)


def test_queue_has_suspect_and_personal_data_first_then_the_oldest(client, project, staff):
    for words in ("Kajutbåt", "Skottkärra"):
        make_contribution(project, words)
    make_contribution(project, "Skräp", is_suspect=True)
    make_contribution(project, "Ring 050 123 4567")
    page = client.get(url("moderation_list", project)).text
    order = [page.index(words) for words in ("Skräp", "Ring 050", "Kajutbåt", "Skottkärra")]
    assert order == sorted(order)


def test_what_was_read_whole_is_published_from_its_own_page(client, project, staff):
    row = make_contribution(project, "Bussen går för sällan")
    page = client.get(url("contribution_detail", project, row.pk)).text
    assert f'action="{url("moderate", project)}"' in page
    assert f'name="chosen" value="{row.pk}:{row.version}"' in page
    client.post(url("moderate", project), {"chosen": f"{row.pk}:{row.version}", "act": "publish"})
    assert fresh(row).moderation == Moderation.PUBLISHED
    assert 'value="publish"' not in client.get(url("contribution_detail", project, row.pk)).text


@pytest.mark.parametrize(
    "name", ["participation:moderation_list", "participation:inbox", "drafting:analysis"]
)
def test_list_with_nothing_in_it_offers_no_filters(client, project, staff, name):
    address = reverse(name, args=[project.region.slug, project.pk])
    assert "filter-bar" not in client.get(address).text
    assert "filter-bar" in client.get(address, {"channel": "opinion"}).text


def test_filters_beyond_the_first_three_unfold_and_stand_open_while_one_is_set(client, project, staff):
    make_contribution(project, "Bussen går för sällan")
    address = reverse("participation:inbox", args=[project.region.slug, project.pk])
    folded, unfolded = client.get(address).text, client.get(address, {"coded": "no"}).text
    assert '<details class="filter-more">' in folded
    assert '<details class="filter-more" open>' in unfolded
    for page in (folded, unfolded):
        assert page.index('name="perspective"') < page.index("filter-more") < page.index('name="coded"')
        assert page.count('name="coded"') == 1


def test_queue_is_paged_by_key_without_gaps_also_where_the_suspect_end(client, project, staff, monkeypatch):
    monkeypatch.setattr("participation.queries.voices.PAGE", 2)
    rows = [make_contribution(project, f"Ord-{number}", is_suspect=number > 2) for number in range(5)]
    seen, cursor = [], ""
    with region_scope(project.region):
        while True:
            page = moderation_queue(project, state="waiting", channel="", cursor=cursor, language="sv")
            seen += [row["pk"] for row in page.rows]
            cursor = page.next_cursor
            if not cursor:
                break
    assert seen == [rows[number].pk for number in (3, 4, 0, 1, 2)]


@pytest.mark.requirement(137)
def test_several_are_published_at_once(client, project, staff):
    rows = [make_contribution(project) for _ in range(3)]
    chosen = [f"{row.pk}:{row.version}" for row in rows[:2]]
    response = client.post(url("moderate", project), {"chosen": chosen, "act": "publish"})
    assert response.status_code == 302
    assert [fresh(row).moderation for row in rows] == [
        Moderation.PUBLISHED,
        Moderation.PUBLISHED,
        Moderation.PENDING,
    ]


def test_not_publishing_needs_a_reason_and_keeps_the_choice(client, project, staff):
    row = make_contribution(project)
    value = f"{row.pk}:{row.version}"
    refused = client.post(
        url("moderate", project), {"chosen": [value], "act": "hide", "note": "Om en granne"}
    )
    assert refused.status_code == 422
    assert f'value="{value}" id="chosen-{row.pk}" checked' in refused.text
    assert "Om en granne" in refused.text
    client.post(url("moderate", project), {"chosen": [value], "act": "hide", "reason": "insult"})
    with region_scope(project.region):
        assert (fresh(row).moderation, ModerationMark.objects.get().reason) == (Moderation.HIDDEN, "insult")


def test_what_was_changed_meanwhile_is_left_and_told(client, project, staff):
    row = make_contribution(project)
    with region_scope(project.region):
        change_contribution(contribution=row, words="Nya ord")
    response = client.post(
        url("moderate", project).replace("/sv/", "/en/"),
        {"chosen": [f"{row.pk}:1"], "act": "publish"},
        follow=True,
    )
    assert "1 contribution was left" in response.text
    assert fresh(row).moderation == Moderation.PENDING


@pytest.mark.parametrize("value", ["", "x", "1", "1:", ":1", "1:x", "9" * 30 + ":1", "-1:1", "1:1:1"])
def test_nonsense_in_the_choice_is_refused(client, project, staff, value):
    response = client.post(url("moderate", project), {"chosen": [value], "act": "publish"})
    assert response.status_code in (302, 422)


@pytest.mark.requirement(137)
def test_parts_are_removed_with_a_reason(client, project, staff):
    row = make_contribution(project, "Min kod är 131052-308T. Öppna på kvällar.")
    address = url("contribution_redact", project, row.pk)
    assert "131052-308T" in client.get(address).text
    values = {"public_text": "[…] Öppna på kvällar.", "opened_version": 1}
    assert client.post(address, values).status_code == 200
    assert fresh(row).moderation == Moderation.PENDING
    assert client.post(address, {**values, "reason": "personal_data"}).status_code == 302
    assert fresh(row).public_text == "[…] Öppna på kvällar."


def test_conflict_keeps_the_moderators_words(client, project, staff):
    row = make_contribution(project)
    with region_scope(project.region):
        change_contribution(contribution=row, words="Nya ord")
    address = url("contribution_redact", project, row.pk)
    values = {"public_text": "Mina ord", "reason": "insult", "opened_version": 1}
    response = client.post(address, values)
    assert response.status_code == 409
    assert "Mina ord" in response.text
    assert 'name="opened_version" value="2"' in response.text


@pytest.mark.requirement(74)
def test_answer_is_saved_then_published(client, project, staff):
    promise = make_promise(project)
    statement = make_statement(promise)
    row = make_contribution(project)
    address = url("contribution_respond", project, row.pk)
    values = {
        "outcome": "accepted",
        "body": "Vi öppnar två kvällar.",
        "language": "sv",
        "needs_change": "on",
        "lineage": str(statement.lineage),
        "opened_version": 0,
    }
    assert send(client, address, {**values, "save": "yes"}).status_code == 302
    with region_scope(project.region):
        response = Response.objects.get()
        assert (response.published_at, response.lineage, response.written_by) == (
            None,
            statement.lineage,
            staff,
        )
    send(client, address, {**values, "publish": "yes", "opened_version": 1})
    with region_scope(project.region):
        assert Response.objects.get().published_at is not None


def test_answer_to_words_that_nobody_has_published_is_said_to_wait_for_them(client, project, staff):
    row = make_contribution(project)
    address, there = url("contribution_respond", project, row.pk), url("contribution_detail", project, row.pk)
    answer = {"outcome": "noted", "body": "Tack.", "language": "sv", "publish": "yes"}
    assert f'<a href="{there}">' in client.get(address).text
    told = client.get(send(client, address, {**answer, "opened_version": 0}).url).context["messages"]
    assert [f'<a href="{there}">' in str(message) for message in told] == [True]
    client.post(url("moderate", project), {"chosen": [f"{row.pk}:{row.version}"], "act": "publish"})
    client.get(there)
    assert f'<a href="{there}">' not in client.get(address).text
    told = client.get(send(client, address, {**answer, "opened_version": 1}).url).context["messages"]
    assert [str(message) for message in told] == ["Svaret är publicerat."]


def test_answer_to_words_that_were_taken_back_is_said_to_reach_nobody_else(client, project, staff):
    row = make_contribution(project)
    with region_scope(project.region):
        withdraw_contribution(contribution=row)
    answer = {"outcome": "noted", "body": "Tack.", "language": "sv", "publish": "yes", "opened_version": 0}
    back = send(client, url("contribution_respond", project, row.pk), answer)
    (told,) = client.get(back.url).context["messages"]
    assert "publicera" not in str(told)


def test_answer_begins_with_the_sentence_that_was_commented_on(client, region):
    commented, version, statement = draft(region)
    client.force_login(make_user(region))
    row = say(version, str(statement.lineage))
    page = client.get(url("contribution_respond", commented, row.pk))
    assert page.context["form"]["lineage"].value() == str(statement.lineage)
    assert f'<option value="{statement.lineage}" selected' in page.text
    on_the_whole = say(version, "whole", words="Allt är bra.")
    page = client.get(url("contribution_respond", commented, on_the_whole.pk))
    assert page.context["form"]["lineage"].value() == ""


def test_sentences_of_an_answer_stand_in_groups_in_the_promises_order(client, region):
    commented, version, _statement = draft(region)
    for perspective in ("quality", "availability"):
        make_statement(version.promise, perspective, "organiser")
    client.force_login(make_user(region))
    form = client.get(url("contribution_respond", commented, say(version, "whole").pk)).context["form"]
    groups = [place for place, rows in form.fields["lineage"].choices if isinstance(rows, list)]
    assert groups == ["Tillgång · Invånaren", "Tillgång · Anordnaren", "Kvalitet · Anordnaren"]


def test_second_answer_shows_the_colleagues_and_keeps_ones_own(client, project, staff):
    row = make_contribution(project)
    with region_scope(project.region):
        write_response(
            contribution=row, actor=staff, answer=Answer(Outcome.NOTED, "Kollegans svar", "sv"), publish=False
        )
    values = {
        "outcome": "accepted",
        "body": "Mitt svar",
        "language": "sv",
        "opened_version": 0,
        "publish": "yes",
    }
    response = client.post(url("contribution_respond", project, row.pk), values)
    assert response.status_code == 409
    assert "Kollegans svar" in response.text
    assert "Mitt svar" in response.text


def test_words_that_were_changed_after_they_were_read_are_not_answered(client, project, staff):
    row = make_contribution(project, "Bussen går för sällan.")
    there = url("contribution_respond", project, row.pk)
    form = client.get(there).context["form"]
    values = {"outcome": "accepted", "body": "Vi håller med", "language": "sv", "opened_version": 0}
    values |= {"seen": form["seen"].value(), "publish": "yes"}
    with region_scope(project.region):
        change_contribution(contribution=row, words="Bussen går för ofta.")
    refused = client.post(there, values)
    assert refused.status_code == 409
    assert "Skribenten har ändrat texten efter att du öppnade den här sidan." in refused.text
    assert "Bussen går för ofta." in refused.text
    assert "Vi håller med" in refused.text
    with region_scope(project.region):
        assert not Response.objects.exists()
    values["seen"] = refused.context["form"]["seen"].value()
    assert client.post(there, values).status_code == 302


def test_answer_leads_back_only_inside_the_site(client, project, staff):
    row = make_contribution(project)
    values = {"outcome": "noted", "body": "Tack", "language": "sv", "opened_version": 0, "save": "yes"}
    address = url("contribution_respond", project, row.pk)
    response = send(client, f"{address}?next=//elsewhere.example/", values)
    assert "elsewhere" not in response.url
    response = send(client, f"{address}?next=/sv/work/", {**values, "opened_version": 1})
    assert response.url == "/sv/work/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("preparer", 200), ("administrator", 200), ("observer", 403), ("manager", 403), ("producer", 403)],
)
def test_only_preparers_moderate_and_answer(client, region, project, role, status):
    row = make_contribution(project)
    client.force_login(make_user(region, role))
    for address in (
        url("moderation_list", project),
        url("contribution_redact", project, row.pk),
        url("contribution_respond", project, row.pk),
    ):
        assert client.get(address).status_code == status
    act = client.post(url("moderate", project), {"chosen": [f"{row.pk}:1"], "act": "publish"})
    assert act.status_code == (302 if status == 200 else 403)


def test_another_regions_contribution_is_not_found(client, region, twin_region, project, staff):
    foreign = make_contribution(make_project(twin_region))
    for name in ("contribution_redact", "contribution_respond"):
        assert client.get(url(name, project, foreign.pk)).status_code == 404
    client.post(url("moderate", project), {"chosen": [f"{foreign.pk}:1"], "act": "publish"})
    assert fresh(foreign).moderation == Moderation.PENDING


@pytest.mark.parametrize("state", ["waiting", "shown", "hidden"])
def test_queue_costs_the_same_with_more_rows(client, project, staff, state):
    def make(number):
        for _ in range(number):
            row = make_contribution(project, moderates_first=state == "waiting")
            if state == "hidden":
                client.post(
                    url("moderate", project), {"chosen": [f"{row.pk}:1"], "act": "hide", "reason": "insult"}
                )

    address = f"{url('moderation_list', project)}?state={state}"
    assert assert_constant_queries(lambda: client.get(address), make) <= 20
