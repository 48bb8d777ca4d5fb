"""Every input is gone through, linked to what changed, and everybody can see what it led to."""

import pytest
from django.urls import reverse

from drafting.domain.analysis import link_change, unlink_change
from drafting.domain.opinion import submit_opinion
from drafting.exports import export_project
from drafting.models import WordingChange
from drafting.queries.analysis import AnalysisPage
from drafting.queries.thread import CommentThread
from participation.domain.moderation import hide_contributions, publish_contributions
from participation.domain.response import Answer, write_response
from participation.enums import Outcome
from participation.models import Contribution
from participation.queries.thread import VoicesThread
from projects.models import ProjectEvent
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.drafting.test_comment import CELL, draft, say
from tests.drafting.test_remiss import FULL
from tests.factories.accounts import make_user
from tests.factories.drafting import make_version
from tests.factories.projects import make_statement
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.support import assert_constant_queries


@pytest.fixture
def case(region):
    return draft(region)


def answer(row, staff, outcome=Outcome.ACCEPTED, words="Så gör vi.", **values):
    with region_scope(row.region):
        current = Contribution.objects.get(pk=row.pk)
        publish_contributions(project=current.project, opened={row.pk: current.version}, actor=staff)
        write_response(
            contribution=row, actor=staff, answer=Answer(outcome, words, "sv", **values), publish=True
        )


def later(version):
    """Publish the promise once more: what was said before may have changed this version."""
    make_statement(version.promise, "quality")
    return make_version(version.promise)


def table(project, query="", language="en"):
    address = reverse("drafting:analysis", args=[project.region.slug, project.pk]).replace(
        "/sv/", f"/{language}/"
    )
    return f"{address}?{query}" if query else address


def test_nothing_to_go_through_is_no_full_bar(client, case, staff):
    page = client.get(table(case[0]))
    assert (page.context["page"].total, page.context["page"].percent) == (0, 0)


@pytest.mark.requirement(74)
def test_table_has_comments_and_opinions_with_outcome_and_need_for_change(client, region, case, staff):
    project, version, _statement = case
    first, _second = say(version, CELL, words="Öppna tidigare"), say(version, words="Om allt")
    answer(first, staff, needs_change=True)
    with region_scope(region):
        row = make_request(version.consultations.select_related("region").get(), staff)
        submit_opinion(opinion_request=row, answers=FULL, opened=1)
    page = client.get(table(project)).text
    for words in (
        "Öppna tidigare",
        "Om allt",
        "Vi stöder utkastet.",
        "Skriv ut tiden.",
        row.body.name,
        "Supports with changes",
        "needs a change",
        "Waits to be gone through",
        "1 of 4 gone through",
    ):
        assert words in page, words


@pytest.mark.requirement(74)
def test_refused_comment_waits_for_nobody(client, case, staff):
    project, version, _statement = case
    refused, _other = say(version, CELL, words="Köp billigt"), say(version, words="Om allt")
    with region_scope(project.region):
        opened = {refused.pk: Contribution.objects.get(pk=refused.pk).version}
        hide_contributions(project=project, opened=opened, actor=staff, reason="advertising")
    page = client.get(table(project))
    assert "1 of 2 gone through" in page.text
    assert page.text.count("Waits to be gone through") == 1
    waiting = client.get(table(project, "outcome=none")).context["page"].rows
    assert [row["words"] for row in waiting] == ["Om allt"]


@pytest.mark.requirement(74)
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("outcome=none", {"Om allt"}),
        ("outcome=accepted", {"Öppna tidigare"}),
        ("perspective=availability", {"Öppna tidigare"}),
        ("perspective=quality", set()),
        ("channel=opinion", set()),
        ("channel=nonsense&outcome=<script>", {"Öppna tidigare", "Om allt"}),
    ],
)
def test_table_is_narrowed(client, case, staff, query, shown):
    project, version, _statement = case
    answer(say(version, CELL, words="Öppna tidigare"), staff)
    say(version, words="Om allt")
    page = client.get(table(project, query)).text
    assert {words for words in ("Öppna tidigare", "Om allt") if words in page} == shown


@pytest.mark.requirement(76)
def test_input_is_linked_to_the_wording_it_changed_once(region, case, staff):
    _project, version, statement = case
    row = say(version, str(statement.lineage))
    version = later(version)
    with region_scope(region):
        change = link_change(contribution=row, version=version, part=str(statement.lineage), actor=staff)
        assert (
            link_change(contribution=row, version=version, part=str(statement.lineage), actor=staff) == change
        )
        assert (change.lineage, change.contribution, change.version) == (statement.lineage, row, version)
        goal = link_change(contribution=row, version=version, part=CELL, actor=staff)
        assert (goal.lineage, goal.perspective, goal.viewpoint) == (None, "availability", "resident")
        unlink_change(change=goal, actor=staff)
        assert WordingChange.objects.count() == 1
        kinds = ProjectEvent.objects.filter(kind__startswith="contribution.").order_by("pk")
        assert [event.kind for event in kinds][-3:] == [
            "contribution.led_to_change",
            "contribution.led_to_change",
            "contribution.change_unlinked",
        ]


@pytest.mark.parametrize("part", ["", "whole", "nothing", "availability/nobody", "x" * 70])
def test_link_to_no_part_is_refused(region, case, staff, part, in_english):
    _project, version, _statement = case
    row = say(version)
    version = later(version)
    with region_scope(region), pytest.raises(DomainError, match="has no such part"):
        link_change(contribution=row, version=version, part=part, actor=staff)


def test_link_to_another_projects_version_is_refused(region, case, staff):
    row = say(case[1])
    _project, elsewhere, _statement = draft(region)
    with region_scope(region), pytest.raises(DomainError):
        link_change(contribution=row, version=elsewhere, part=CELL, actor=staff)


@pytest.mark.requirement(76)
def test_link_is_made_on_its_page(client, region, case, staff):
    project, version, statement = case
    row = say(version)
    version = later(version)
    address = reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": version.pk}).status_code == 200
    assert client.post(address, {"version": version.pk, "part": str(statement.lineage)}).status_code == 302
    assert "changed in version 2" in client.get(table(project)).text


@pytest.mark.requirement(76)
def test_only_versions_after_the_one_it_was_said_on_are_linked(client, region, case, staff, in_english):
    project, first, _statement = case
    second = later(first)
    with region_scope(region):
        request = make_request(second.consultations.select_related("region").get(), staff)
        opinion = submit_opinion(opinion_request=request, answers=FULL, opened=1)
        stance = opinion.stances.get(perspective="availability")
    said = [say(second), opinion.contribution, stance.contribution]
    for row in said:
        address = reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])
        empty = client.get(address)
        assert ("No version has come after this yet" in empty.text, empty.text.count("<select")) == (True, 0)
        for version in (first, second):
            with region_scope(region), pytest.raises(DomainError, match="that came after"):
                link_change(contribution=row, version=version, part=CELL, actor=staff)
    third = later(second)
    for row in said:
        address = reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])
        choices = client.get(address).context["form"].fields["version"].choices
        assert [key for key, _name in choices] == [str(third.pk)]
    with region_scope(region):
        heard = make_contribution(project)
    address = reverse("drafting:change_link", args=[region.slug, project.pk, heard.pk])
    choices = client.get(address).context["form"].fields["version"].choices
    assert [key for key, _name in choices] == [str(row.pk) for row in (third, second, first)]


@pytest.mark.requirement(75)
def test_everybody_sees_what_the_inputs_led_to(client, region, case, staff):
    project, version, _statement = case
    shown, hidden = say(version, CELL, words="Öppna tidigare"), say(version, words="Väntar ännu")
    answer(shown, staff, Outcome.PARTLY, "Två kvällar i veckan.")
    with region_scope(region):
        link_change(contribution=shown, version=later(version), part=CELL, actor=staff)
        write_response(
            contribution=hidden, actor=staff, answer=Answer(Outcome.NOTED, "Dolt svar", "sv"), publish=True
        )
    client.logout()
    page = client.get(f"/en/{region.slug}/{project.slug}/draft/answers/").text
    for words in (
        "Öppna tidigare",
        "Accepted in part",
        "Två kvällar i veckan.",
        "changed in version 2",
        "1 answer so far",
    ):
        assert words in page, words
    for words in ("Väntar ännu", "Dolt svar"):
        assert words not in page, words


def test_outcomes_are_added_up_over_comments_and_opinions(client, region, case, staff):
    project, version, _statement = case
    for _ in range(2):
        answer(say(version), staff)
    with region_scope(region):
        row = make_request(version.consultations.select_related("region").get(), staff)
        opinion = submit_opinion(opinion_request=row, answers=FULL, opened=1)
    answer(opinion.contribution, staff)
    page = client.get(f"/en/{region.slug}/{project.slug}/draft/answers/").text
    assert "3 answers so far" in page
    assert ">3</td>" in page


@pytest.mark.requirement(75, 76)
def test_thread_goes_from_a_comment_to_its_answer_and_its_sentence(client, region, case, staff):
    project, version, statement = case
    row = say(version, str(statement.lineage), words="Svara snabbare")
    answer(row, staff)
    said, sentence = Ref("contribution", str(row.pk)), Ref("statement", str(statement.lineage))
    with region_scope(region):
        response = Ref("response", str(Contribution.objects.get(pk=row.pk).response.pk))
        assert list(CommentThread().edges([said])) == [(said, sentence)]
        assert list(CommentThread().edges([sentence])) == [(said, sentence)]
        assert list(VoicesThread().edges([said])) == [(said, response)]
        link_change(contribution=row, version=later(version), part=str(statement.lineage), actor=staff)
    client.logout()
    address = reverse("thread", args=[region.slug, project.slug, "contribution", row.pk])
    page = client.get(address).text
    for words in ("Svara snabbare", "Så gör vi.", "Jag får svar samma dag."):
        assert words in page, words


def test_thread_tells_what_was_spoken_of_and_leads_on_from_each_thing_said(client, region, case, staff):
    project, version, statement = case
    goal = say(version, CELL, words="Vem svarar på natten?")
    row = say(version, str(statement.lineage), words="Svara snabbare")
    for each in (goal, row):
        answer(each, staff)
    client.logout()
    place = [region.slug, project.slug]
    own, other = (reverse("thread", args=[*place, "contribution", each.pk]) for each in (row, goal))
    page = client.get(own).text
    assert "Kommentar till ett utkast: Jag får svar samma dag." in page
    assert f'<a href="{own}">' not in page
    assert "Kommentar till ett utkast: Mål availability resident" in client.get(other).text
    sentence = client.get(reverse("thread", args=[*place, "statement", statement.lineage])).text
    assert f'<a href="{own}">' in sentence


def test_public_thread_shows_no_words_that_wait_or_are_hidden(client, region, case):
    project, version, _statement = case
    row = say(version, words="Väntar ännu")
    with region_scope(region):
        assert list(VoicesThread().cards([Ref("contribution", str(row.pk))])) == []
    address = reverse("thread", args=[region.slug, project.slug, "contribution", row.pk])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "9" * 40, "\u0660", "-1", "1.5"])
def test_nonsense_in_a_threads_address_is_no_error(region, key):
    refs = [Ref(kind, key) for kind in ("contribution", "response", "statement")]
    with region_scope(region):
        for provider in (CommentThread(), VoicesThread()):
            assert list(provider.edges(refs)) == []
            assert list(provider.cards(refs)) == []


def test_export_names_places_and_requests(region, case, staff):
    project, version, statement = case
    row = say(version, str(statement.lineage))
    with region_scope(region):
        make_request(version.consultations.select_related("region").get(), staff)
        data = export_project(project.pk)
        assert data["comments"][0]["contribution"] == row.pk
        assert data["opinion_requests"][0]["state"] == "invited"


@pytest.mark.parametrize(
    ("role", "reads", "links"), [("preparer", 200, 200), ("observer", 200, 403), ("producer", 403, 403)]
)
def test_staff_read_and_preparers_link(client, region, case, role, reads, links):
    project, version, _statement = case
    row = say(version)
    client.force_login(make_user(region, role))
    assert client.get(table(project)).status_code == reads
    assert (
        client.get(reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])).status_code
        == links
    )


def test_link_made_by_mistake_is_taken_back(client, region, case, staff):
    project, version, statement = case
    row = say(version, str(statement.lineage))
    version = later(version)
    with region_scope(region):
        change = link_change(contribution=row, version=version, part=str(statement.lineage), actor=staff)
        goal = link_change(contribution=row, version=version, part=CELL, actor=staff)
    page = reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])
    address = reverse("drafting:change_unlink", args=[region.slug, project.pk, row.pk, change.pk])
    assert address in client.get(page).text
    assert client.get(address).status_code == 405
    assert client.post(address).url == page
    assert address not in client.get(page).text
    with region_scope(region):
        assert list(WordingChange.objects.all()) == [goal]
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("role", ["observer", "producer"])
def test_link_is_taken_back_by_those_who_link(client, region, case, staff, role):
    project, version, _statement = case
    row = say(version)
    version = later(version)
    with region_scope(region):
        change = link_change(contribution=row, version=version, part=CELL, actor=staff)
    client.force_login(make_user(region, role))
    address = reverse("drafting:change_unlink", args=[region.slug, project.pk, row.pk, change.pk])
    assert client.post(address).status_code == 403
    with region_scope(region):
        assert WordingChange.objects.filter(pk=change.pk).exists()


def test_another_regions_input_is_not_found(client, region, twin_region, case, staff):
    foreign = say(draft(twin_region)[1])
    project, version, _statement = case
    address = reverse("drafting:change_link", args=[region.slug, project.pk, foreign.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"version": version.pk, "part": CELL}).status_code == 404


def test_table_and_summary_cost_the_same_with_more_rows(client, region, case, staff):
    project, version, _statement = case

    def make(number):
        for _ in range(number):
            answer(say(version, CELL), staff)
            say(version)

    assert assert_constant_queries(lambda: client.get(table(project)), make) <= 20
    public = reverse("drafting:answers", args=[region.slug, project.slug])
    assert assert_constant_queries(lambda: client.get(public), make) <= 8


def test_linking_leads_back_to_the_table_as_it_was_narrowed(client, region, case, staff):
    project, version, statement = case
    row = say(version, CELL)
    version = later(version)
    narrowed = table(project, "channel=comment")
    address = next(row["change_url"] for row in client.get(narrowed).context["page"].rows)
    assert client.post(address, {"version": version.pk, "part": str(statement.lineage)}).url == narrowed
    bare = reverse("drafting:change_link", args=[region.slug, project.pk, row.pk])
    data = {"version": version.pk, "part": CELL}
    assert client.post(f"{bare}?next=https://evil.example/", data).url == table(project)


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (1, 2, 50), (2, 3, 66), (3, 3, 100)])
def test_share_of_what_has_been_gone_through_is_counted_in_whole_per_cent(done, total, percent):
    assert AnalysisPage(rows=[], done=done, total=total, next_cursor="").percent == percent


def test_table_and_opinion_mark_what_not_everybody_can_read(client, region, case, staff):
    project, version, _statement = case
    shown, _waiting = say(version, CELL, words="Öppna tidigare"), say(version, words="Om allt")
    with region_scope(region):
        publish_contributions(project=project, opened={shown.pk: shown.version}, actor=staff)
    rows = client.get(table(project)).context["page"].rows
    assert {row["words"]: row["unseen"] for row in rows} == {
        "Öppna tidigare": "",
        "Om allt": "Waiting to be read",
    }


def test_form_of_a_change_begins_with_the_statement_that_the_answer_named(case, staff, client):
    project, version, statement = case
    row = say(version)
    answer(row, staff, needs_change=True, lineage=statement.lineage)
    later(version)
    address = reverse("drafting:change_link", args=[project.region.slug, project.pk, row.pk])
    assert client.get(address).context["form"]["part"].value() == str(statement.lineage)
