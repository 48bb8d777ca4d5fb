"""The inbox: every channel, filters, paging, coding, notes, and what staff enter for others."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from accounts.enums import LanguageStatus
from participation.domain import coding as coding_verbs
from participation.domain.coding import (
    Coding,
    add_note,
    add_theme,
    code_contributions,
    recode_contribution,
)
from participation.domain.contribution import withdraw_contribution
from participation.domain.erasure import erase_contribution
from participation.domain.response import Answer, write_response
from participation.enums import STAFF_CHANNELS, Channel, Moderation, Outcome
from participation.models import Contribution, ContributionCode, ContributionContact, ContributionNote, Theme
from participation.queries.gate import coded_check
from participation.queries.inbox import SHOWN_AT_ONCE, filtered, next_uncoded, unread
from projects.enums import Perspective
from projects.models import ProjectEvent
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.participation import make_group
from tests.factories.projects import make_project
from tests.factories.voices import code_of, make_contribution
from tests.participation.conftest import url
from tests.support import assert_constant_queries

pytestmark = pytest.mark.usefixtures("in_english")

QUALITY, ACCESS = Perspective.QUALITY, Perspective.ACCESSIBILITY


def entry(project, **values):
    return {
        "channel": "paper",
        "received_on": clock.today().isoformat(),
        "language": "sv",
        "words": "Bussen går för sällan.",
        "headcount": "1",
        **values,
    }


# ---- what staff enter ----


@pytest.mark.requirement(15, 16, 59)
@pytest.mark.parametrize("channel", STAFF_CHANNELS)
def test_what_comes_on_paper_or_by_telephone_stands_beside_the_rest(
    channel, project, region, preparer, client
):
    group = make_group(project)
    data = entry(
        project,
        channel=channel.value,
        about=["accessibility:resident"],
        group=str(group.pk),
        service="Hemvård",
        headcount="4",
    )
    response = client.post(url(project, "contribution_create"), data)
    with region_scope(region):
        row = Contribution.objects.get()
        assert (row.channel, row.headcount, row.service, row.group) == (channel, 4, "Hemvård", group)
        assert (row.entered_by, row.is_coded) == (preparer, True)
        assert not ContributionContact.objects.exists()
    assert response.url == url(project, "contribution_detail", row.pk)
    assert code_of(row) in client.get(response.url).text
    assert "Bussen går för sällan." in client.get(url(project, "inbox")).text


def test_what_came_an_earlier_day_shows_the_day_and_no_clock(project, region, preparer, client):
    client.post(url(project, "contribution_create"), entry(project, received_on="2026-03-09"))
    with region_scope(region):
        row = Contribution.objects.get()
    pages = [url(project, "inbox"), url(project, "moderation_list")]
    pages += [url(project, name, row.pk) for name in ("contribution_detail", "contribution_respond")]
    for page in pages:
        shown = client.get(page).text
        assert "9\u00a0March 2026" in shown
        assert "at\u00a000:00" not in shown


def test_row_that_is_not_coded_says_so_of_one(project, region, preparer, client):
    client.post(url(project, "contribution_create"), entry(project))
    address = url(project, "inbox").replace("/en/", "/sv/", 1)
    assert '<span class="tag tag-warning">Inte märkt än</span>' in " ".join(client.get(address).text.split())


@pytest.mark.requirement(15)
def test_next_of_a_pile_begins_with_what_the_pile_has_in_common(project, region, preparer, client):
    address = url(project, "contribution_create")
    assert 'name="go_on"' in client.get(address).text
    with region_scope(region):
        group = make_group(project)
    data = entry(project, channel="phone", language="fi", group=group.pk, service="Hemvård", go_on="yes")
    response = client.post(address, data, follow=True)
    assert response.redirect_chain[0][0].startswith(f"{address}?")
    form = response.context["form"]
    assert [str(form[name].value()) for name in ("channel", "language", "group", "service")] == [
        "phone",
        "fi",
        str(group.pk),
        "Hemvård",
    ]
    assert not form["words"].value()
    assert client.get(f"{address}?group=x&received_on=9&channel=zz&language=zz").status_code == 200


@pytest.mark.parametrize("state", [Moderation.HIDDEN, Moderation.WITHDRAWN, Moderation.ERASED])
def test_what_is_of_no_use_waits_neither_to_be_read_nor_to_be_coded(project, region, state):
    gone, heard = make_contribution(project, "Köp billigt"), make_contribution(project, "Telefonen")
    with region_scope(region):
        Contribution.objects.filter(pk=gone.pk).update(moderation=state)
        assert unread(region.pk) == 1
        assert next_uncoded(heard) is None
        assert coded_check(project.pk).value == "0 of 1"
        assert list(filtered(Contribution.objects.all(), {"coded": "no"})) == [heard]


def test_coding_goes_on_to_the_next_that_is_not_coded(project, region, preparer, client):
    with region_scope(region):
        rows = [make_contribution(project) for _ in range(3)]
    first, second, third = (url(project, "contribution_code", row.pk) for row in rows)
    data = {"about": ["quality:"], "opened_version": 1, "go_on": "yes"}
    assert f'href="{first}"' in client.get(url(project, "contribution_detail", rows[1].pk)).text
    assert client.post(second, data).url == first
    assert client.post(first, data).url == third
    assert 'name="go_on"' not in client.get(third).text
    assert client.post(third, data).url == url(project, "contribution_detail", rows[2].pk)


def test_long_words_are_kept_on_the_device_until_they_are_stored(project, preparer, client):
    address = url(project, "contribution_create")
    assert f'data-keep="{preparer.pk}:{address.split("/", 2)[2]}"' in client.get(address).text
    assert "data-received" in client.post(address, entry(project), follow=True).text
    assert "data-received" not in client.post(address, entry(project, words="")).text


def test_double_click_enters_it_once(project, region, preparer, client):
    form = client.get(url(project, "contribution_create")).context["form"]
    data = entry(project, form_nonce=form["form_nonce"].value())
    for _ in range(2):
        assert client.post(url(project, "contribution_create"), data).status_code == 302
    with region_scope(region):
        assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"words": "Läkaren svarar inte."}, {"headcount": "3"}, {"channel": "phone"}]
)
def test_what_is_entered_after_going_back_in_the_browser_is_kept_beside_the_first(
    other, project, region, preparer, client
):
    form = client.get(url(project, "contribution_create")).context["form"]
    data = entry(project, form_nonce=form["form_nonce"].value())
    pages = {client.post(url(project, "contribution_create"), sent).url for sent in (data, {**data, **other})}
    with region_scope(region):
        assert (len(pages), Contribution.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("words", " ", "Write what was said."),
        ("received_on", "2099-01-01", "Choose today or an earlier day."),
        ("headcount", "0", "Write a number, at least 1."),
        ("email", "anna", "Write the whole address"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_the_words_are_kept(
    field, value, words, project, preparer, client
):
    data = entry(project, service="Munhälsa", **{field: value})
    response = client.post(url(project, "contribution_create"), data)
    assert response.status_code == 200
    assert words in response.text
    assert f'href="#id_{field}"' in response.text
    assert "Munhälsa" in response.text


def test_theme_without_a_perspective_is_told_beside_it(project, region, preparer, client):
    response = client.post(url(project, "contribution_create"), entry(project, new_theme="Köer"))
    assert response.status_code == 200
    assert "Choose the perspective that the theme belongs to." in response.text
    with region_scope(region):
        assert not Contribution.objects.exists()
        assert not Theme.objects.exists()


# ---- coding ----


@pytest.mark.requirement(59)
def test_contribution_is_coded_by_perspective_viewpoint_theme_group_and_service(
    project, region, preparer, client
):
    row, group = make_contribution(project), make_group(project)
    data = {
        "about": ["quality:resident", "availability:"],
        "new_theme": "Köer",
        "group": str(group.pk),
        "service": "Hälsocentralen",
        "opened_version": str(row.version),
    }
    assert client.post(url(project, "contribution_code", row.pk), data).status_code == 302
    with region_scope(region):
        row.refresh_from_db()
        codes = ContributionCode.objects.values_list("perspective", "viewpoint", "theme__name")
        assert sorted(codes) == [("availability", "", "Köer"), ("quality", "resident", "Köer")]
        assert (row.group, row.service, row.is_coded) == (group, "Hälsocentralen", True)
        assert coded_check(project.pk).state == "done"
        event = ProjectEvent.objects.get(kind="contribution.coded")
        assert event.actor == preparer.uuid
        assert sorted(event.data["about"]) == [["availability", ""], ["quality", "resident"]]


def test_coding_anew_takes_the_place_of_the_old(project, region):
    actor = make_user(region)
    row = make_contribution(project, codes=[(QUALITY, ""), (ACCESS, "resident")])
    with region_scope(region):
        coding = Coding(about=[(QUALITY, "organiser")])
        recode_contribution(contribution=row, coding=coding, expected=row.version, actor=actor)
        codes = list(ContributionCode.objects.values_list("perspective", "viewpoint"))
        assert codes == [(QUALITY, "organiser")]
        recode_contribution(contribution=row, coding=Coding(), expected=row.version, actor=actor)
        assert (ContributionCode.objects.count(), Contribution.objects.get().is_coded) == (0, False)


def test_second_of_two_who_code_is_shown_the_conflict(project, region, preparer, client):
    row = make_contribution(project)
    with region_scope(region):
        coding = Coding(about=[(ACCESS, "")])
        recode_contribution(
            contribution=Contribution.objects.get(), coding=coding, expected=row.version, actor=preparer
        )
        with pytest.raises(EditConflict):
            recode_contribution(contribution=row, coding=Coding(), expected=row.version, actor=preparer)
    data = {"about": ["quality:"], "service": "Min text", "opened_version": "1"}
    response = client.post(url(project, "contribution_code", row.pk), data)
    assert "Somebody else saved this while you were writing." in response.text
    assert "Min text" in response.text
    data["opened_version"] = response.context["form"]["opened_version"].value()
    assert client.post(url(project, "contribution_code", row.pk), data).status_code == 302


def test_several_are_coded_at_once_and_nothing_said_before_is_lost(project, region, preparer, client):
    first, second = make_contribution(project, codes=[(ACCESS, "")]), make_contribution(project)
    data = {"ids": [first.pk, second.pk], "code-about": ["quality:"], "code-new_theme": "Köer"}
    response = client.post(f"{url(project, 'inbox_code')}?channel=comment", data)
    assert response.url == f"{url(project, 'inbox')}?channel=comment"
    with region_scope(region):
        theme = Theme.objects.get()
        assert set(first.codes.values_list("perspective", "theme")) == {(ACCESS, None), (QUALITY, theme.pk)}
        assert list(second.codes.values_list("perspective", "theme")) == [(QUALITY, theme.pk)]


def test_same_coding_twice_is_kept_once_and_a_theme_joins_its_bare_code(project, region):
    actor, row = make_user(region), make_contribution(project)
    with region_scope(region):
        theme = add_theme(project=project, name="Köer", actor=actor)
        for themes in ((), (), (theme,), (theme,), ()):
            coding = Coding(about=[(QUALITY, "")], themes=themes)
            code_contributions(project=project, ids=[row.pk], coding=coding, actor=actor)
        assert list(row.codes.values_list("perspective", "theme")) == [(QUALITY, theme.pk)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"code-about": ["quality:"]}, "Tick at least one contribution."),
        ({"ids": "mine"}, "Choose what the ticked contributions are about."),
        ({"ids": "mine", "code-about": ["nonsense:"]}, "nonsense"),
    ],
)
def test_bulk_coding_tells_what_is_missing(data, words, project, preparer, client):
    row = make_contribution(project)
    data = {**data, "ids": [row.pk]} if data.get("ids") else data
    response = client.post(url(project, "inbox_code"), data)
    assert response.status_code == 422
    assert words in response.text


def test_contributions_of_another_project_are_not_found_and_not_coded(project, region):
    foreign = make_contribution(make_project(region))
    actor = make_user(region)
    with region_scope(region):
        coding = Coding(about=[(QUALITY, "")])
        with pytest.raises(Http404):
            code_contributions(project=project, ids=[foreign.pk], coding=coding, actor=actor)
        assert not ContributionCode.objects.exists()


def test_group_of_a_foreign_region_cannot_be_chosen(project, twin_region, preparer, client):
    row, foreign = make_contribution(project), make_group(make_project(twin_region))
    data = {"about": ["quality:"], "group": str(foreign.pk), "opened_version": "1"}
    response = client.post(url(project, "contribution_code", row.pk), data)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"group"}


def test_theme_of_the_same_name_is_made_once(project, region):
    actor = make_user(region)
    with region_scope(region):
        first = add_theme(project=project, name="Köer", actor=actor)
        assert add_theme(project=project, name=" köer ".strip(), actor=actor) == first
        with pytest.raises(DomainError):
            add_theme(project=project, name=" ", actor=actor)


# ---- notes and history ----


def test_note_is_for_the_preparers_and_stands_on_the_page(project, region, preparer, client):
    row = make_contribution(project)
    response = client.post(url(project, "contribution_note", row.pk), {"body": "Fråga hemvården."})
    assert response.status_code == 302
    page = client.get(url(project, "contribution_detail", row.pk)).text
    assert "Fråga hemvården." in page
    assert preparer.name in page
    assert client.post(url(project, "contribution_note", row.pk), {"body": ""}).status_code == 422


def test_page_tells_what_happened_to_the_contribution_and_who_did_it(project, region, preparer, client):
    row = make_contribution(project, channel=Channel.PAPER)
    with region_scope(region):
        coding = Coding(about=[(QUALITY, "")])
        recode_contribution(contribution=row, coding=coding, expected=1, actor=preparer)
        add_note(contribution=row, body="Obs", actor=preparer)
    history = client.get(url(project, "contribution_detail", row.pk)).context["page"]["history"]
    assert [(line["what"], line["who"]) for line in history] == [
        ("A note was left beside a contribution", preparer.name),
        ("It was coded what a contribution is about", preparer.name),
        ("Paper came in", "without signing in"),
    ]


def test_contact_is_shown_to_those_who_may_see_it(project, region, client):
    row = make_contribution(project, name="Anna A", email="anna@example.fi")
    for role, sees in (("preparer", True), ("observer", False)):
        client.force_login(make_user(region, role))
        page = client.get(url(project, "contribution_detail", row.pk)).text
        # It may break where a reader would break it.
        assert ("anna@example.fi" in page.replace("<wbr>", "")) is sees


def test_observer_reads_the_inbox_and_codes_nothing(project, region, client):
    row = make_contribution(project)
    client.force_login(make_user(region, "observer"))
    assert "Code the ticked ones" not in client.get(url(project, "inbox")).text
    assert client.post(url(project, "inbox_code"), {"ids": [row.pk]}).status_code == 403
    assert client.get(url(project, "contribution_create")).status_code == 403


# ---- filters and paging ----


@pytest.mark.requirement(15, 59)
def test_filters_narrow_the_list(project, region):
    group = make_group(project)
    actor = make_user(region)
    paper = make_contribution(project, "Vägen är lång", channel=Channel.PAPER, group=group)
    coded = make_contribution(
        project, "Kön är lång", language="fi", codes=[(QUALITY, ""), (QUALITY, "resident")]
    )
    shown = make_contribution(project, "Tack", moderates_first=False)
    with region_scope(region):
        theme = add_theme(project=project, name="Köer", actor=actor)
        coding = Coding(about=[(QUALITY, "")], themes=[theme])
        code_contributions(project=project, ids=[coded.pk], coding=coding, actor=actor)

        def found(**chosen):
            return set(filtered(Contribution.objects.all(), chosen))

        assert found() == {paper, coded, shown}
        assert found(channel="paper") == {paper}
        assert found(perspective="quality") == {coded}
        assert found(theme=theme) == {coded}
        assert found(group=group) == {paper}
        assert found(moderation=Moderation.PUBLISHED) == {shown}
        assert found(coded="no") == {paper, shown}
        assert found(language="fi") == {coded}
        assert found(words="LÅNG".lower()) == {paper, coded}
        assert found(words="lång", coded="yes") == {coded}


def test_only_languages_of_the_region_and_those_that_occur_are_offered(project, region, preparer, client):
    def offered(query=""):
        page = client.get(url(project, "inbox") + query)
        return [code for code, _name in page.context["filter_form"].fields["language"].choices]

    assert offered() == ["", *region.languages]
    with region_scope(region):
        make_contribution(project, "Mun boađán", language="se")
    assert offered() == ["", *region.languages, "se"]
    assert offered("?language=smn") == offered()


def test_list_tells_and_narrows_by_what_is_answered(project, region, preparer, client):
    asks, waits, told, refused = (make_contribution(project, word) for word in ("A", "B", "C", "D"))
    answer = Answer(outcome=Outcome.NOTED, body="Tack.", language="sv")
    with region_scope(region):
        for row, publish in ((waits, False), (told, True)):
            write_response(contribution=row, actor=make_user(region), answer=answer, publish=publish)
        Contribution.objects.filter(pk=refused.pk).update(moderation=Moderation.HIDDEN)

    def found(how):
        rows = client.get(url(project, "inbox"), {"answered": how}).context["page"]["rows"]
        return [(row["id"], row["answer"] and row["answer"]["text"]) for row in rows]

    assert found("no") == [(asks.pk, None)]
    assert found("unseen") == [(waits.pk, "Answer not published")]
    assert found("yes") == [(told.pk, "Answered")]


def test_list_has_one_button_that_stands_out(project, preparer, client):
    make_contribution(project)
    page = client.get(url(project, "inbox"))
    assert [action["kind"] for action in page.context["actions"]] == ["secondary"]
    assert page.text.count("btn btn-primary") == 1


def test_list_is_paged_by_key_both_ways_and_keeps_the_filter(project, preparer, client):
    for number in range(SHOWN_AT_ONCE + 3):
        make_contribution(project, f"Ord {number}", channel=Channel.PAPER)
    first = client.get(url(project, "inbox"), {"channel": "paper"}).context["page"]
    assert (len(first["rows"]), first["newer_url"]) == (SHOWN_AT_ONCE, "")
    assert "channel=paper" in first["older_url"]
    second = client.get(first["older_url"]).context["page"]
    assert ([row["words"] for row in second["rows"]], second["older_url"]) == (
        ["Ord 2", "Ord 1", "Ord 0"],
        "",
    )
    back = client.get(second["newer_url"]).context["page"]
    assert [row["id"] for row in back["rows"]] == [row["id"] for row in first["rows"]]


@pytest.mark.parametrize(
    "query", ["before=x", "after=99999999999999999999", "group=7&theme=abc", "channel=nonsense"]
)
def test_nonsense_in_the_address_narrows_nothing(query, project, preparer, client):
    make_contribution(project)
    response = client.get(f"{url(project, 'inbox')}?{query}")
    assert response.status_code == 200
    assert len(response.context["page"]["rows"]) == 1


def test_region_inbox_shows_all_projects_and_the_number_of_unread(project, region, preparer, client):
    make_contribution(project, "Från ena")
    make_contribution(make_project(region), "Från andra")
    page = client.get(reverse("participation:region_inbox", args=[region.slug])).text
    assert "Från ena" in page
    assert "Från andra" in page
    with region_scope(region):
        assert unread(region.pk) == 2
    assert registry.navigation["inbox"].url_name == "participation:region_inbox"


def test_withdrawn_contribution_shows_no_words_as_published(project, region, preparer, client):
    row = make_contribution(project, moderates_first=False)
    with region_scope(region):
        withdraw_contribution(contribution=row)
    assert client.get(url(project, "contribution_detail", row.pk)).status_code == 200


def test_inbox_of_another_region_is_not_found(project, twin_region, client):
    row = make_contribution(project, "Hemligt")
    client.force_login(make_user(twin_region, "preparer"))
    assert client.get(url(project, "inbox")).status_code == 404
    assert client.get(url(project, "contribution_detail", row.pk)).status_code == 404
    twin = reverse("participation:region_inbox", args=[twin_region.slug])
    assert "Hemligt" not in client.get(twin).text


@pytest.mark.parametrize("name", ["inbox", "region_inbox", "contribution_detail"])
def test_page_costs_the_same_with_many_rows(name, project, region, preparer, client):
    row = make_contribution(project)

    def make_rows(number):
        for _ in range(number):
            group = make_group(project)
            other = make_contribution(project, group=group, codes=[(QUALITY, "")])
            with region_scope(region):
                theme = add_theme(project=project, name=f"Tema {other.pk}", actor=preparer)
                coding = Coding(about=[(QUALITY, "")], themes=[theme])
                code_contributions(project=project, ids=[other.pk, row.pk], coding=coding, actor=preparer)
                add_note(contribution=row, body="Obs", actor=preparer)

    address = {
        "inbox": url(project, "inbox"),
        "region_inbox": reverse("participation:region_inbox", args=[region.slug]),
        "contribution_detail": url(project, "contribution_detail", row.pk),
    }[name]
    assert_constant_queries(lambda: client.get(address), make_rows)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_pages_open_in_each_language(language, project, preparer, client):
    row = make_contribution(project, codes=[(QUALITY, "resident")])
    with translation.override(language):
        pages = ["inbox", "contribution_create"]
        assert [client.get(url(project, name)).status_code for name in pages] == [200, 200]
        for name in ("contribution_detail", "contribution_code"):
            assert client.get(url(project, name, row.pk)).status_code == 200


def test_notes_go_when_the_contribution_is_erased(project, region):
    row = make_contribution(project)
    with region_scope(region):
        add_note(contribution=row, body="Kanarie", actor=make_user(region))
        erase_contribution(contribution=row)
        assert not ContributionNote.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_second_of_two_who_code_the_same_at_once_is_told_of_the_conflict(monkeypatch):
    region = make_region()
    project, actor = make_project(region), make_user(region)
    row = make_contribution(project)
    begun, write = Event(), coding_verbs._write_codes

    def slowly(*args):
        write(*args)
        begun.set()
        sleep(0.5)

    monkeypatch.setattr(coding_verbs, "_write_codes", slowly)

    def code(number):
        if number:
            begun.wait(5)
        try:
            with region_scope(region):
                mine = Contribution.objects.select_related("project", "region").get(pk=row.pk)
                recode_contribution(
                    contribution=mine, coding=Coding(about=[(QUALITY, "")]), expected=row.version, actor=actor
                )
            return "saved"
        except EditConflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(code, range(2))) == ["saved", "conflict"]
    with region_scope(region):
        assert ContributionCode.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_theme_at_once_are_given_one(monkeypatch):
    region = make_region()
    project, actor = make_project(region), make_user(region)
    begun, create = Event(), coding_verbs.create_row

    def slowly(*args, **kwargs):
        create(*args, **kwargs)
        begun.set()
        sleep(0.5)

    monkeypatch.setattr(coding_verbs, "create_row", slowly)

    def name(number):
        if number:
            begun.wait(5)
        try:
            with region_scope(region):
                return add_theme(project=project, name="köer" if number else "Köer", actor=actor).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(name, range(2))
    assert first == second
    with region_scope(region):
        assert [theme.name for theme in Theme.objects.all()] == ["Köer"]


def test_page_shows_the_answer_and_whether_everybody_reads_it(project, region, preparer, client):
    row = make_contribution(project)
    address = url(project, "contribution_detail", row.pk)
    assert client.get(address).context["page"]["response"] is None
    answer = Answer(outcome=Outcome.NOTED, body="Tack, vi skriver antalet dagar.", language="sv")
    with region_scope(region):
        write_response(contribution=row, actor=preparer, answer=answer, publish=True)
    page = client.get(address).text
    assert "Tack, vi skriver antalet dagar." in page
    assert "shown once the contribution is published" in page
    assert "Change the answer" in page
    with region_scope(region):
        Contribution.objects.filter(pk=row.pk).update(moderation=Moderation.PUBLISHED)
    assert "shown once the contribution is published" not in client.get(address).text


@pytest.mark.parametrize(
    ("status", "asked"), [(LanguageStatus.FINNISH, False), (LanguageStatus.BILINGUAL, True)]
)
def test_language_of_the_words_is_asked_only_where_there_is_a_choice(status, asked, db, client):
    region = make_region(language_status=status)
    project = make_project(region)
    client.force_login(make_user(region, "preparer"))
    form = client.get(url(project, "contribution_create")).context["form"]
    assert form["language"].is_hidden is not asked
    assert asked or form["language"].value() == "fi"
