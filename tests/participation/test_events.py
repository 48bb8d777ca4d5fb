"""Events with residents: prepared, announced in each language, read by everybody, called off, and then a record."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from participation.domain.announcement import (
    NotAnnounceable,
    announce_hearing,
    call_off_hearing,
    hide_hearing,
    prepare_hearing,
    reword_hearing,
)
from participation.domain.group import change_group
from participation.domain.hearing import Turnout, change_hearing, record_hearing
from participation.enums import EventState
from participation.models import ParticipationEvent, Synthesis
from participation.phase import deadlines, still_open
from participation.queries.events import coming_events, prepared_rows, public_events
from participation.queries.groups import hearing_page
from projects.domain.project import close_project
from projects.models import ProjectEvent
from servicelofte.common import clock, public_cache
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.participation import make_group
from tests.factories.projects import make_project
from tests.participation.conftest import url
from tests.support import assert_constant_queries

pytestmark = pytest.mark.usefixtures("in_english")

NOON = dt.datetime(2026, 12, 1, 12, 0, tzinfo=clock.HELSINKI)
DAY = dt.date(2026, 12, 15)
WHOLE = {
    "title_sv": "Kväll om utkastet",
    "title_fi": "Ilta luonnoksesta",
    "place_sv": "Biblioteket",
    "place_fi": "Kirjasto",
}


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.fixed(NOON):
        yield


def values(**changes):
    return {
        **WHOLE,
        "method": "workshops",
        "phase": "dialogue_and_participation",
        "day": DAY,
        "begins": dt.time(17),
        "ends": dt.time(19, 30),
        **changes,
    }


def prepare(project, **changes):
    with region_scope(project.region):
        return prepare_hearing(project=project, values=values(**changes), actor=None)


def announce(project, **changes):
    row = prepare(project, **changes)
    with region_scope(project.region):
        return announce_hearing(hearing=row, actor=None)


def held(project, *, people=12, **changes):
    facts = {**WHOLE, "method": "workshops", "phase": "start_project", "notes": "Hemliga ord", **changes}
    facts = {"day": clock.today() - dt.timedelta(days=3), **facts}
    with region_scope(project.region):
        row = record_hearing(project=project, values=facts, turnout=Turnout(others=people), actor=None)
        return announce_hearing(hearing=row, actor=None)


def public(project, name="events", *args, language="sv"):
    with translation.override(language):
        return reverse(f"participation:{name}", args=[project.region.slug, project.slug, *args])


def test_prepared_event_is_nobodys_business_until_it_is_announced(project, region, client):
    row = prepare(project)
    addresses = [public(project), f"/sv/{region.slug}/", f"/sv/{region.slug}/take-part/"]
    assert [page for page in addresses if "Kväll om" in client.get(page).text] == []
    assert client.get(public(project, "event_calendar", row.pk)).status_code == 404
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        announce_hearing(hearing=row, actor=None)
    addresses.append(f"/sv/{region.slug}/{project.slug}/")
    assert [page for page in addresses if "Kväll om" not in client.get(page).text] == []
    assert client.get(public(project, "event_calendar", row.pk)).status_code == 200
    with region_scope(region):
        assert list(ProjectEvent.objects.values_list("kind", flat=True).order_by("pk"))[-2:] == [
            "hearing.prepared",
            "hearing.announced",
        ]
        assert ParticipationEvent.history.count() == 2


def test_announced_event_tells_all_that_it_takes_to_come(project, region, client):
    group = make_group(project, name_sv="Äldrerådet", name_fi="Vanhusneuvosto")
    announce(
        project,
        about_sv="Mening *för* mening.",
        about_fi="Lause lauseelta.",
        sign_up_sv="Ring [06 555](tel:06555).",
        sign_up_fi="Soita.",
        access_sv="Hörslinga.",
        access_fi="Induktiosilmukka.",
        link="https://mote.example/1",
        invited=group,
    )
    page = client.get(public(project)).text
    for words in (
        'tisdag 15 december <span class="text-nowrap">kl. 17.00–19.30</span>',
        'datetime="2026-12-15T17:00:00+02:00"',
        "<em>för</em>",
        "Biblioteket",
        'href="https://mote.example/1"',
        "Äldrerådet",
        'href="tel:06555"',
        "Hörslinga.",
    ):
        assert words in page
    for language, day, times in (
        ("fi", "tiistai 15. joulukuuta", "klo 17.00–19.30"),
        ("en", "Tuesday 15 December", "17:00–19:30"),
    ):
        page = client.get(public(project, language=language)).text
        assert f'{day} <span class="text-nowrap">{times}</span>' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_fi": ""}, "title_fi"),
        ({"access_sv": "Hörslinga."}, "access_fi"),
        ({"place_sv": "", "place_fi": ""}, "place_sv"),
    ],
)
def test_event_is_announced_only_when_it_is_whole_in_each_language(changes, field, project, region):
    row = prepare(project, **changes)
    with region_scope(region):
        with pytest.raises(NotAnnounceable) as refused:
            announce_hearing(hearing=row, actor=None)
        assert refused.value.field == field
        assert prepared_rows(project)[0]["lacks"] != []
        assert "announce" not in prepared_rows(project)[0]["actions"]


def test_event_online_needs_no_place(project):
    row = announce(project, place_sv="", place_fi="", link="https://mote.example/1")
    assert row.state == EventState.ANNOUNCED


def test_announced_event_is_reworded_and_stays_whole(project, region):
    row = announce(project)
    with region_scope(region):
        with pytest.raises(NotAnnounceable):
            reword_hearing(hearing=row, values={"place_fi": ""}, expected=row.version, actor=None)
        row.refresh_from_db()
        reword_hearing(hearing=row, values={"begins": dt.time(18)}, expected=row.version, actor=None)
        assert coming_events()[0]["when"] == "Tuesday 15 December 18:00–19:30"
        stale = ParticipationEvent.objects.get()
        reword_hearing(hearing=row, values={"place_sv": "Torget"}, expected=row.version, actor=None)
        with pytest.raises(EditConflict):
            reword_hearing(hearing=stale, values={"place_sv": "Parken"}, expected=stale.version, actor=None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": NOON.date() - dt.timedelta(days=1)}, "day"),
        ({"begins": None}, "begins"),
        ({"ends": dt.time(17)}, "ends"),
        ({"method": "telepathy"}, "method"),
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
    ],
)
def test_event_that_cannot_be_is_refused_beside_its_field(changes, field, project):
    with pytest.raises(DomainError) as refused:
        prepare(project, **changes)
    assert refused.value.field == field


def test_event_cannot_invite_a_group_of_another_project(project, region):
    stranger = make_group(make_project(region))
    with pytest.raises(DomainError) as refused:
        prepare(project, invited=stranger)
    assert refused.value.field == "invited"


def test_called_off_event_says_so_until_its_day_is_over_and_can_be_taken_up_again(project, region, client):
    row = announce(project)
    with region_scope(region):
        call_off_hearing(hearing=row, actor=None)
        with pytest.raises(IllegalTransition):
            change_hearing(
                hearing=ParticipationEvent.objects.select_related("project", "region").get(),
                values={"method": "workshops", "day": clock.today()},
                turnout=Turnout(),
                expected=3,
                actor=None,
            )
    page = " ".join(client.get(public(project)).text.split())
    assert '<span class="visually-hidden">Inställt: </span><span>Kväll om utkastet</span></h3>' in page
    event = Calendar.from_ical(client.get(public(project, "events_calendar")).content).walk("VEVENT")[0]
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Inställt: Kväll om utkastet")
    with region_scope(region), clock.fixed(clock.start_of(DAY + dt.timedelta(days=1))):
        page = public_events(project)
        assert (page["coming"], page["past"], hearing_page(project)["rows"]) == ([], [], [])
    with region_scope(region):
        assert announce_hearing(hearing=row, actor=None).state == EventState.ANNOUNCED


def test_event_that_residents_were_never_told_of_is_called_off_in_silence(project, region):
    row = prepare(project)
    with region_scope(region):
        call_off_hearing(hearing=row, actor=None)
        assert coming_events(project) == []
        assert [line["state"] for line in prepared_rows(project)] == ["Called off"]


def test_same_row_is_the_record_afterwards(project, region, client):
    row = announce(project)
    with region_scope(region), clock.fixed(clock.start_of(DAY + dt.timedelta(days=1))):
        assert hearing_page(project)["rows"][0]["participants"] == "nobody is written down yet"
        assert public_events(project)["past"][0]["people"] == ""
        row = ParticipationEvent.objects.select_related("project__region", "region").get()
        facts = {"method": "workshops", "phase": "start_project", "day": DAY, "notes": "Köerna"}
        change_hearing(
            hearing=row, values=facts, turnout=Turnout(others=31), expected=row.version, actor=None
        )
        assert [line["people"] for line in public_events(project)["past"]] == ["31 people came"]
        with pytest.raises(IllegalTransition):
            call_off_hearing(hearing=row, actor=None)
        assert ParticipationEvent.objects.count() == 1


def test_past_event_shows_how_many_came_and_what_was_heard_but_neither_few_nor_notes(project, region, client):
    held(project, people=31)
    held(project, people=4)
    page = client.get(public(project)).text
    assert "31 personer kom" in page
    assert "Färre än fem personer kom" in page
    assert "Hemliga" not in page
    assert "/heard/" not in page
    with region_scope(region):
        Synthesis.objects.create(region=region, project=project, perspective="quality", state="approved")
        assert public_events(project)["heard_url"].endswith("/heard/")


def test_what_was_held_is_taken_off_the_pages_but_what_is_to_come_is_called_off(project, region, client):
    past, coming = held(project), announce(project, title_sv="Senare", title_fi="Myöhemmin")
    with region_scope(region):
        with pytest.raises(IllegalTransition):
            hide_hearing(hearing=coming, actor=None)
        hide_hearing(hearing=past, actor=None)
        assert public_events(project)["past"] == []
        assert len(hearing_page(project)["rows"]) == 1


def test_record_of_the_same_day_is_shown_among_what_was_held_without_a_clock_time(project, region):
    with region_scope(region):
        row = record_hearing(
            project=project,
            values={"title_sv": "Torget", "title_fi": "Tori", "method": "workshops", "day": clock.today()},
            turnout=Turnout(others=31),
            actor=None,
        )
        announce_hearing(hearing=row, actor=None)
        page = public_events(project)
        assert ([line["title"] for line in page["past"]], page["coming"]) == (["Torget"], [])
        hide_hearing(hearing=row, actor=None)
        assert public_events(project)["past"] == []


def test_record_that_residents_read_keeps_its_name_in_each_language(project, region):
    row = held(project)
    with region_scope(region), pytest.raises(DomainError) as refused:
        change_hearing(
            hearing=row,
            values={"method": "workshops", "day": row.day, "title_fi": ""},
            turnout=Turnout(others=12),
            expected=row.version,
            actor=None,
        )
    assert refused.value.field == "title_fi"


def test_coming_events_stand_in_the_order_of_their_days_and_the_front_page_shows_the_next_four(
    project, region, client
):
    for days in (5, 1, 4, 2, 3):
        announce(project, day=DAY + dt.timedelta(days=days), title_sv=f"Kväll {days}")
    home = client.get(f"/sv/{region.slug}/")
    assert [card["title"] for card in home.context["page"].events] == [f"Kväll {n}" for n in (1, 2, 3, 4)]
    assert "/take-part/#events" in home.text
    whole = client.get(f"/sv/{region.slug}/take-part/")
    assert [card["title"] for card in whole.context["page"].events] == [f"Kväll {n}" for n in range(1, 6)]


def test_calendar_file_holds_the_event_at_its_moment_on_both_sides_of_the_clock_change(project, client):
    winter = announce(project, ends=None)
    summer = announce(project, day=dt.date(2027, 3, 28), access_sv="Hörslinga, ramp", access_fi="Ramppi")
    response = client.get(public(project, "events_calendar"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    first, second = Calendar.from_ical(response.content).walk("VEVENT")
    assert first["DTSTART"].dt == dt.datetime(2026, 12, 15, 15, tzinfo=dt.UTC)
    assert "DTEND" not in first
    assert second["DTSTART"].dt == dt.datetime(2027, 3, 28, 14, tzinfo=dt.UTC)
    assert second["DTEND"].dt == dt.datetime(2027, 3, 28, 16, 30, tzinfo=dt.UTC)
    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == ("Kväll om utkastet", "Biblioteket")
    assert "Hörslinga, ramp" in second["DESCRIPTION"]
    assert first["URL"] == f"http://testserver{public(project)}#event-{winter.pk}"
    assert (first["UID"], first["SEQUENCE"]) == (f"event-{winter.pk}@testserver", winter.version)
    one = client.get(public(project, "event_calendar", summer.pk, language="fi")).content
    assert [str(row["SUMMARY"]) for row in Calendar.from_ical(one).walk("VEVENT")] == ["Ilta luonnoksesta"]


def test_words_in_another_language_than_the_page_are_marked(project, client):
    announce(project)
    assert 'lang="sv">Kväll om utkastet' in client.get(public(project, language="en")).text
    calendar = client.get(public(project, "events_calendar", language="en")).text
    assert "SUMMARY;LANGUAGE=sv:Kväll om utkastet" in calendar


def test_kept_pages_are_right_when_the_day_passes_and_after_each_change(project, region):
    visitor, pages = Client(), [public(project), f"/sv/{region.slug}/", f"/sv/{region.slug}/{project.slug}/"]
    announce(project, day=NOON.date())
    row = announce(project, title_sv="Nästa", title_fi="Seuraava", day=NOON.date() + dt.timedelta(days=1))
    cache.clear()
    public_cache._known.clear()
    assert [page for page in pages if "Nästa" not in visitor.get(page).text] == []
    assert visitor.get(pages[0])["Cache-Control"] == "public, no-cache"
    assert "I dag" in visitor.get(pages[0]).text
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        row = reword_hearing(hearing=row, values={"title_sv": "Annat"}, expected=row.version, actor=None)
    assert [page for page in pages if "Annat" not in visitor.get(page).text] == []
    with clock.fixed(NOON + dt.timedelta(days=1)):
        assert "Kväll om" not in visitor.get(pages[1]).text
        assert [len(visitor.get(pages[0]).text.split(mark)) for mark in ('id="coming"', 'id="held"')] == [
            2,
            2,
        ]


def test_kept_page_is_right_when_the_invited_group_is_renamed(project, region, client):
    group = make_group(project, name_sv="Gruppen", name_fi="Ryhmä")
    announce(project, invited=group)
    cache.clear()
    public_cache._known.clear()
    assert "Gruppen" in client.get(public(project)).text
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        change_group(group=group, values={"name_sv": "Skaran"}, expected=group.version, actor=None)
    assert "Skaran" in client.get(public(project)).text


def test_events_of_a_closed_a_hidden_and_anothers_project_are_not_announced(
    project, region, twin_region, client
):
    hidden = make_project(region, is_public=False, closed_reason="Kladd")
    announce(hidden)
    announce(make_project(twin_region), title_sv="Grannens kväll", title_fi="Naapurin ilta")
    assert client.get(public(hidden)).status_code == 404
    assert client.get(public(hidden, "events_calendar")).status_code == 404
    page = client.get(f"/sv/{region.slug}/").text
    assert "Kväll om" not in page
    assert "Grannens" not in page
    held(project)
    with region_scope(region):
        close_project(project=project, actor=make_user(region, "preparer"), reason="Klart")
    closed = client.get(public(project)).text
    assert "Kväll om utkastet" in closed
    assert "Projektet avslutades" in closed


def test_project_is_not_closed_while_residents_may_come(project, region):
    row = announce(project)
    prepare(project, title_sv="Inne")
    with region_scope(region):
        assert [line.until for line in still_open(project.pk)] == [DAY]
        assert [line.day for line in deadlines(project.pk)] == [DAY, DAY]
        call_off_hearing(hearing=row, actor=None)
        assert list(still_open(project.pk)) == []


def test_calendar_of_the_region_holds_what_is_to_come_in_every_open_project_and_nothing_else(
    project, region, twin_region, client
):
    announce(project)
    announce(make_project(region), title_sv="Kväll om barnen")
    announce(make_project(region, is_public=False, closed_reason="Kladd"), title_sv="Hemlig kväll")
    announce(make_project(twin_region), title_sv="Grannens kväll")
    prepare(project, title_sv="Inne")
    address = reverse("participation:region_calendar", args=[region.slug]).replace("/en/", "/sv/")
    assert f'href="{address}"' in client.get(f"/sv/{region.slug}/take-part/").text
    calendar = Calendar.from_ical(client.get(address).content)
    assert {str(row["summary"]) for row in calendar.walk("VEVENT")} == {
        "Kväll om utkastet",
        "Kväll om barnen",
    }
    assert str(calendar["x-wr-calname"]) == f"Evenemang: {region.name_sv}"


def test_calendar_that_is_kept_says_what_was_called_off_and_nothing_of_a_project_that_was_closed(
    project, region, client
):
    row = announce(project)
    cache.clear()
    public_cache._known.clear()
    address = reverse("participation:region_calendar", args=[region.slug])

    def kept() -> list[str]:
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, no-cache"
        return [str(event["STATUS"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]

    assert kept() == ["CONFIRMED"]
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        call_off_hearing(hearing=row, actor=None)
    assert kept() == ["CANCELLED"]
    [told] = client.get(f"/api/v1/regions/{region.slug}/events").json()
    assert told["is_called_off"]
    with region_scope(region), TestCase.captureOnCommitCallbacks(execute=True):
        close_project(project=project, actor=make_user(region, "preparer"), reason="Klart")
    assert kept() == []
    assert client.get(f"/api/v1/regions/{region.slug}/events").json() == []


@pytest.mark.parametrize("address", ["events", "events_calendar"])
def test_public_page_costs_the_same_with_many_events(address, project, client):
    def make_rows(number):
        for _ in range(number):
            announce(project, invited=make_group(project))
            held(project)

    # Asked what no page is kept for, so that the page is made each time.
    assert_constant_queries(lambda: client.get(public(project, address) + "?anew=1"), make_rows)


@pytest.mark.parametrize("address", ["", "take-part/", "take-part/events.ics", "{project}/"])
def test_portal_costs_the_same_with_many_events(address, project, region, client):
    def make_rows(number):
        for _ in range(number):
            announce(project, invited=make_group(project))

    page = f"/sv/{region.slug}/{address.format(project=project.slug)}?anew=1"
    assert_constant_queries(lambda: client.get(page), make_rows)


def test_list_of_those_who_prepare_costs_the_same_with_many_events(project, client, preparer):
    def make_rows(number):
        for _ in range(number):
            announce(project)
            prepare(project, title_fi="")

    assert_constant_queries(lambda: client.get(url(project, "event_list")), make_rows)


def test_event_is_prepared_mended_announced_and_called_off_on_its_pages(project, region, preparer, client):
    data = {
        "title_sv": "Kväll",
        "title_fi": "",
        "place_sv": "Torget",
        "place_fi": "Tori",
        "day": "2026-12-15",
        "begins": "17.30",
        "ends": "",
        "method": "workshops",
        "phase": "dialogue_and_participation",
        "opened_version": "1",
    }
    odd = client.post(url(project, "event_prepare"), {**data, "begins": "kvart"})
    assert list(odd.context["form"].errors) == ["begins"]
    assert client.post(url(project, "event_prepare"), data).status_code == 302
    with region_scope(region):
        row = ParticipationEvent.objects.get()
        assert (row.begins, row.ends, row.state) == (dt.time(17, 30), None, EventState.INSIDE)
    refused = client.post(url(project, "event_announce", row.pk))
    assert "Title (Finnish)" in refused.context["form"].non_field_errors()[0]
    data["title_fi"] = "Ilta"
    assert client.post(url(project, "event_invitation", row.pk), data).status_code == 302
    assert client.post(url(project, "event_announce", row.pk)).status_code == 302
    kept = client.post(
        url(project, "event_invitation", row.pk), {**data, "title_fi": "", "opened_version": "3"}
    )
    assert list(kept.context["form"].errors) == ["title_fi"]
    assert client.post(url(project, "event_call_off", row.pk)).status_code == 302
    with region_scope(region):
        assert ParticipationEvent.objects.get().state == EventState.CALLED_OFF
    page = client.get(url(project, "event_list")).text
    assert "It takes place after all" in page
    assert "Announce to residents" not in page, "it is not the way to tell them that it was called off"


def test_page_that_takes_up_a_called_off_event_asks_in_words_of_its_own(project, region, preparer, client):
    row = announce(project)
    with region_scope(region):
        call_off_hearing(hearing=row, actor=None)
    address = url(project, "event_announce", row.pk)
    page = client.get(address)
    assert (page.context["title"], page.context["submit"]) == (
        "Does it take place after all?",
        "It takes place after all",
    )
    assert "tell those who have signed up" in page.text
    assert "Show it to residents" not in page.text
    done = client.post(address, follow=True).text
    assert "Residents read that it takes place." in done
    with region_scope(region):
        assert ParticipationEvent.objects.get().state == EventState.ANNOUNCED


def test_what_was_held_today_can_be_shown_the_same_evening_without_a_time_or_a_place(project, client):
    held(project, day=clock.today(), place_sv="", place_fi="")
    assert "Kväll om utkastet" in client.get(public(project)).text
    with pytest.raises(NotAnnounceable):
        held(project, day=clock.today(), people=0, place_sv="", place_fi="")


@pytest.mark.parametrize("page", ["event_prepare", "event_create"])
def test_event_is_put_in_a_phase_by_the_name_the_project_gives_it(page, project, region, client):
    with region_scope(region):
        project.phases.filter(number=3).update(title_en="We write the draft")
    client.force_login(make_user(region, "preparer"))
    choices = client.get(url(project, page)).context["form"].fields["phase"].choices
    assert choices[2] == ("official_preparation", "We write the draft")
    assert len(choices) == 6
