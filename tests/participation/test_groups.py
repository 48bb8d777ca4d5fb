"""Stakeholder groups, the participation plan, what was held, and the coverage picture."""

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from accounts.enums import LanguageStatus
from participation.domain.ballot import GivenAnswer
from participation.domain.coding import Coding, code_contributions, enter_contribution, recode_contribution
from participation.domain.contribution import withdraw_contribution
from participation.domain.group import (
    GroupPlace,
    add_group,
    change_group,
    copy_groups,
    place_groups,
    remove_group,
)
from participation.domain.hearing import Turnout, change_hearing, record_hearing
from participation.domain.plan import change_method, drop_method, plan_method
from participation.domain.survey import change_survey
from participation.enums import Channel, Level, Relevance
from participation.models import Attendance, ParticipationEvent, ParticipationMethod, StakeholderGroup
from participation.phase import deadlines
from participation.queries.coverage import coverage_page, groups_heard, heard_rows
from participation.queries.gate import groups_check, heard_check, methods_check
from participation.queries.groups import group_page, hearing_page, plan_page
from participation.queries.words import method_choices, method_name
from projects.enums import Perspective
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.participation import answer, make_group, make_open_survey, make_survey
from tests.factories.projects import make_project, start
from tests.factories.voices import make_contribution
from tests.participation.conftest import url
from tests.support import assert_constant_queries

pytestmark = pytest.mark.usefixtures("in_english")

METHOD = {"method": "workshops", "level": Level.DIALOGUE, "from_day": None, "to_day": None, "responsible": ""}


def hearing_values(**values):
    return {"title": "Kväll", "method": "workshops", "day": clock.today(), "phase": "start_project", **values}


@pytest.mark.requirement(42, 43, 44, 45, 56)
def test_new_project_gets_the_thirteen_groups_and_the_influence_bodies(region):
    project = start(region)
    with region_scope(region):
        rows = list(StakeholderGroup.objects.filter(project=project))
        names = {row.key: (row.name_sv, row.name_fi, row.name_en) for row in rows}
        bodies = [row.key for row in rows if row.is_influence_body and row.key != "councils"]
        assert len(rows) - len(bodies) == 13
        assert bodies == [
            "youth_council",
            "older_peoples_council",
            "disability_council",
            "national_language_committee",
        ]
        assert names["media"] == ("Medier", "Media", "The media")
        assert [row.key for row in rows if row.is_early] == ["staff_organisations_early"]
        assert [row.key for row in rows if row.is_language_minority] == ["regional_special_groups"]
        assert {row.relevance for row in rows} == {Relevance.UNDECIDED}


def test_language_committees_are_added_where_the_law_knows_them(db):
    region = make_region(language_status=LanguageStatus.FINNISH, sami_rights=True)
    project = make_project(region)
    with region_scope(region):
        copy_groups(project=project)
        keys = set(StakeholderGroup.objects.filter(project=project).values_list("key", flat=True))
    assert {"sami_language_committee"} == keys & {"sami_language_committee", "national_language_committee"}


def test_groups_are_copied_once(project, region):
    with region_scope(region):
        assert copy_groups(project=project) == 17
        assert copy_groups(project=project) == 0
        assert StakeholderGroup.objects.first().history.count() == 1


@pytest.mark.requirement(42)
def test_group_that_is_not_relevant_needs_a_reason(project, region):
    group = make_group(project)
    with region_scope(region):
        values = {"relevance": Relevance.NOT_RELEVANT, "reason_sv": " "}
        with pytest.raises(DomainError) as refused:
            change_group(group=group, values=values, expected=group.version, actor=None)
        assert refused.value.field == "reason_sv"
        values["reason_fi"] = "Ei ole täällä."
        change_group(group=group, values=values, expected=group.version, actor=None)
        assert StakeholderGroup.objects.get().reason_fi == "Ei ole täällä."


def test_own_group_needs_a_name_in_each_language_of_the_region(project, region):
    with region_scope(region), pytest.raises(DomainError) as refused:
        add_group(project=project, values={"name_sv": "Skärgården", "name_fi": ""}, actor=None)
    assert refused.value.field == "name_fi"


def test_second_of_two_editors_of_a_group_is_shown_the_conflict(project, region):
    group = make_group(project)
    with region_scope(region):
        stale = StakeholderGroup.objects.get(pk=group.pk)
        change_group(group=group, values={"expected": 5}, expected=1, actor=None)
        with pytest.raises(EditConflict):
            change_group(group=stale, values={"expected": 7}, expected=1, actor=None)
        assert StakeholderGroup.objects.get().expected == 5


def test_placing_several_groups_writes_all_or_nothing(project, region):
    first, second = make_group(project), make_group(project)
    with region_scope(region):
        places = [
            GroupPlace(first, first.version, Relevance.INVOLVED, {}, 4),
            GroupPlace(second, second.version + 1, Relevance.INVOLVED, {}, 4),
        ]
        with pytest.raises(EditConflict):
            place_groups(project=project, places=places, actor=None)
        assert set(StakeholderGroup.objects.values_list("relevance", flat=True)) == {Relevance.CENTRAL}


def test_group_of_another_project_of_the_region_is_not_found_by_any_verb(project, region):
    foreign, contribution = make_group(make_project(region)), make_contribution(project)
    coding, person = Coding(about=[(Perspective.QUALITY, "")], group=foreign), make_user(region)
    paper = {"channel": Channel.PAPER, "language": "sv", "words": "Hej", "event": None}
    days = {"opens_on": clock.today(), "closes_on": clock.today(), "group": foreign}
    survey = make_survey(project)
    acts = [
        lambda: place_groups(
            project=project, places=[GroupPlace(foreign, 1, Relevance.CENTRAL, "", 1)], actor=None
        ),
        lambda: enter_contribution(project=project, values=paper, coding=coding, actor=person),
        lambda: recode_contribution(contribution=contribution, coding=coding, expected=1, actor=person),
        lambda: code_contributions(project=project, ids=[contribution.pk], coding=coding, actor=person),
        lambda: make_contribution(project, group=foreign),
        lambda: make_survey(project, group=foreign),
        lambda: change_survey(survey=survey, values=days, expected=1, actor=None),
    ]
    for act in acts:
        with region_scope(region), pytest.raises(Http404):
            act()


def test_own_group_is_removed_until_somebody_plans_for_it(project, region):
    idle, planned = make_group(project), make_group(project)
    with region_scope(region):
        plan_method(group=planned, values=METHOD, actor=None)
        remove_group(group=idle, actor=None)
        with pytest.raises(DomainError):
            remove_group(group=planned, actor=None)
        assert list(StakeholderGroup.objects.all()) == [planned]


def test_group_of_the_handbook_stays_on_the_list(region):
    project = start(region)
    with region_scope(region), pytest.raises(DomainError):
        remove_group(group=StakeholderGroup.objects.filter(project=project).first(), actor=None)


@pytest.mark.requirement(47, 51, 55)
def test_plan_shows_groups_without_a_method(project, region):
    planned, forgotten = make_group(project), make_group(project)
    make_group(project, relevance=Relevance.NOT_RELEVANT, reason_sv="Nej")
    with region_scope(region):
        values = {
            **METHOD,
            "from_day": dt.date(2026, 3, 1),
            "to_day": dt.date(2026, 4, 1),
            "responsible": "Anna",
        }
        plan_method(group=planned, values=values, actor=None)
        page = plan_page(project)
        assert {row["id"] for row in page["rows"]} == {planned.pk, forgotten.pk}
        assert page["gaps"] == [forgotten.name]
        assert (page["planned"], page["wanted"]) == (1, 2)
        line = page["rows"][0]["methods"][0]
        assert (line["name"], line["level"], line["responsible"]) == ("Workshop", "Dialogue", "Anna")
        assert methods_check(project.pk).state == "partial"


def test_plan_says_once_of_all_groups_without_a_place_that_it_is_decided_first(project, region, client):
    make_group(project)
    undecided = [make_group(project, relevance=Relevance.UNDECIDED) for _number in range(3)]
    client.force_login(make_user(region, "preparer"))
    page = client.get(url(project, "plan"))
    assert page.text.count("Decide their places") == 1
    assert [page.text.count(f'id="group-{group.pk}"') for group in undecided] == [1, 1, 1]
    assert [row["id"] for row in page.context["page"]["undecided"]] == [group.pk for group in undecided]
    assert len(page.context["page"]["rows"]) == 1


def test_plan_refuses_unknown_methods_and_days_in_the_wrong_order(project, region):
    group = make_group(project)
    with region_scope(region):
        with pytest.raises(DomainError) as refused:
            plan_method(group=group, values={**METHOD, "method": "telepathy"}, actor=None)
        assert refused.value.field == "method"
        days = {"from_day": dt.date(2026, 3, 2), "to_day": dt.date(2026, 3, 1)}
        with pytest.raises(DomainError) as refused:
            plan_method(group=group, values={**METHOD, **days}, actor=None)
        assert refused.value.field == "to_day"


def test_dropped_method_leaves_the_plan_and_keeps_its_history(project, region):
    group = make_group(project)
    with region_scope(region):
        method = plan_method(group=group, values=METHOD, actor=None)
        change_method(method=method, values={**METHOD, "responsible": "Bo"}, expected=1, actor=None)
        drop_method(method=method, actor=None)
        assert plan_page(project)["gaps"] == [group.name]
        assert ParticipationMethod.history.count() == 3


@pytest.mark.requirement(53)
def test_event_is_recorded_with_method_groups_day_and_participants(project, region):
    first, second = make_group(project), make_group(project)
    with region_scope(region):
        record_hearing(
            project=project,
            values=hearing_values(notes="Många ville ha kvällstider."),
            turnout=Turnout({first.pk: 12, second.pk: 3}, others=2),
            actor=None,
        )
        row = hearing_page(project)["rows"][0]
        assert (row["method"], row["participants"]) == ("Workshop", "17 people")
        assert row["groups"] == [f"{first.name} (12)", f"{second.name} (3)"]
        assert ProjectEvent.objects.filter(kind="hearing.recorded").count() == 1


def test_event_of_tomorrow_belongs_in_the_plan(project, region):
    values = hearing_values(day=clock.today() + dt.timedelta(days=1))
    with region_scope(region), pytest.raises(DomainError) as refused:
        record_hearing(project=project, values=values, turnout=Turnout(), actor=None)
    assert refused.value.field == "day"


def test_event_cannot_name_a_group_of_another_project(project, region):
    stranger = make_group(make_project(region))
    with region_scope(region), pytest.raises(DomainError):
        record_hearing(
            project=project, values=hearing_values(), turnout=Turnout({stranger.pk: 1}), actor=None
        )


def test_second_of_two_editors_of_an_event_is_shown_the_conflict_when_only_the_turnout_changed(
    project, region
):
    group = make_group(project)
    with region_scope(region):
        values = hearing_values()
        row = record_hearing(project=project, values=values, turnout=Turnout({}, others=5), actor=None)
        change_hearing(hearing=row, values=values, turnout=Turnout({group.pk: 5}), expected=1, actor=None)
        stale = ParticipationEvent.objects.get()
        with pytest.raises(EditConflict):
            change_hearing(
                hearing=stale, values=values, turnout=Turnout({}, others=5), expected=1, actor=None
            )


def test_conflict_over_an_event_shows_and_keeps_who_came(project, region, preparer, client):
    """Who came is asked in a form beside the event's own: it was told as saved, or sent again without the figures."""
    group = make_group(project)
    values = {"title_sv": "Kväll", "method": "workshops", "day": clock.today(), "phase": "start_project"}
    with region_scope(region):
        row = record_hearing(project=project, values=values, turnout=Turnout({}, others=5), actor=None)
    there = url(project, "event_edit", row.pk)
    page = client.get(there)
    sent = {
        bound.html_name: bound.value() for form in _both(page) for bound in form if bound.value() is not None
    }
    mine = {**sent, f"came-group-{group.pk}": 3, "came-others": 2}
    with region_scope(region):
        theirs = Turnout({group.pk: 5})
        change_hearing(hearing=row, values=values, turnout=theirs, expected=1, actor=None)
    refused = client.post(there, mine)
    assert refused.status_code == 409
    told = {field["label"]: (field["theirs"], field["mine"]) for field in refused.context["fields"]}
    assert list(told.values()) == [("5", "3"), ("–", "2")]
    again = {
        bound.html_name: bound.value()
        for form in _both(refused)
        for bound in form
        if bound.value() is not None
    }
    for name in ("opened_version", f"came-group-{group.pk}", "came-others"):
        assert f'name="{name}"' in refused.text
    assert client.post(there, again).status_code == 302
    with region_scope(region):
        assert Attendance.objects.get().participants == 3
        assert ParticipationEvent.objects.get().participants == 5
    assert client.post(there, mine).status_code == 302  # sent twice


def _both(page):
    return page.context["form"], page.context["turnout_form"]


@pytest.mark.requirement(51, 59)
def test_coverage_counts_contributions_events_and_surveys_once(project, region):
    group = make_group(project, expected=20)
    with region_scope(region):
        make_contribution(project, channel=Channel.PAPER, group=group, headcount=3)
        event = record_hearing(
            project=project, values=hearing_values(), turnout=Turnout({group.pk: 4}), actor=None
        )
        make_contribution(project, channel=Channel.WORKSHOP, group=group, event=event)
        make_contribution(project, channel=Channel.SURVEY, group=group)
        survey = make_open_survey(project, group=group)
        question = survey.questions.get(kind="scale")
        answer(survey, GivenAnswer(question.pk, number=4))
        [row] = groups_heard(project.pk)
        assert (row.heard, row.percent) == (8, 40)
        assert [(line.label, line.value) for line in heard_rows(region.slug, project.pk)] == [
            (group.name, "8 of 20")
        ]


@pytest.mark.requirement(51)
def test_coverage_raises_an_alarm_for_each_gap(project, region):
    silent, heard = make_group(project), make_group(project)
    with region_scope(region):
        past = clock.today() - dt.timedelta(days=1)
        plan_method(group=silent, values={**METHOD, "to_day": past}, actor=None)
        make_contribution(project, channel=Channel.PHONE, group=heard, codes=[(Perspective.QUALITY, "")])
        texts = [alarm["text"] for alarm in coverage_page(project)["alarms"]]
        assert texts[:2] == [
            f"{heard.name}: no way of taking part has been planned.",
            f"{silent.name}: the planned days are over and nobody has been heard.",
        ]
        assert len(texts) == 2 + 4
        assert heard_rows(region.slug, project.pk)[0].gap == "not heard yet"
        assert heard_check(project.pk).value == "1 of 2"


@pytest.mark.requirement(59)
def test_coverage_shows_what_each_group_spoke_about(project, region):
    group = make_group(project)
    with region_scope(region):
        codes = [(Perspective.QUALITY, ""), (Perspective.QUALITY, "resident")]
        make_contribution(project, group=group, codes=codes)
        make_contribution(project, codes=[(Perspective.AVAILABILITY, "")])
        matrix = coverage_page(project)["matrix"]
        assert matrix["rows"] == [
            [group.name, "–", "–", "1", "–", "–"],
            ["Others and unknown", "1", "–", "–", "–", "–"],
        ]


def test_what_was_withdrawn_is_not_heard(project, region):
    group = make_group(project)
    codes = [(Perspective.QUALITY, "")]
    with region_scope(region):
        kept, gone = (make_contribution(project, group=group, codes=codes) for _ in range(2))
        withdraw_contribution(contribution=gone)
        [row] = groups_heard(project.pk)
        assert row.heard == 1
        assert coverage_page(project)["matrix"]["rows"] == [[group.name, "–", "–", "1", "–", "–"]]
        withdraw_contribution(contribution=kept)
        assert groups_heard(project.pk)[0].heard == 0
        assert coverage_page(project)["matrix"]["rows"] == [[group.name, *"–––––"]]


@pytest.mark.requirement(44)
def test_gate_asks_for_minorities_even_when_every_other_group_is_placed(region):
    project = start(region)
    with region_scope(region):
        rows = StakeholderGroup.objects.filter(project=project)
        for row in rows:
            if not row.is_language_minority:
                change_group(group=row, values={"relevance": Relevance.INVOLVED}, expected=1, actor=None)
        assert groups_check(project.pk).state == "partial"
        assert group_page(project)["minorities_asked"] is False
        minority = rows.get(is_language_minority=True)
        change_group(group=minority, values={"relevance": Relevance.CENTRAL}, expected=1, actor=None)
        assert groups_check(project.pk).state == "done"
        assert group_page(project)["minorities"] == [minority.name]


@pytest.mark.parametrize("name", ["group_list", "plan", "event_list", "coverage"])
def test_page_costs_the_same_with_many_groups(name, project, region, preparer, client):
    def make_rows(number):
        for _ in range(number):
            group = make_group(project)
            with region_scope(region):
                plan_method(group=group, values=METHOD, actor=None)
                record_hearing(
                    project=project, values=hearing_values(), turnout=Turnout({group.pk: 2}), actor=None
                )
            make_contribution(project, group=group, codes=[(Perspective.QUALITY, "")])

    assert_constant_queries(lambda: client.get(url(project, name)), make_rows)


@pytest.mark.parametrize("name", ["group_list", "plan", "event_list", "coverage"])
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_page_opens_empty_and_in_each_language(name, language, project, preparer, client):
    address = url(project, name).replace("/en/", f"/{language}/", 1)
    assert client.get(address).status_code == 200


def test_places_of_all_groups_are_saved_from_one_page(region, preparer, client):
    project = start(region)
    with region_scope(region):
        groups = list(StakeholderGroup.objects.filter(project=project))
    data = {}
    for group in groups:
        prefix = f"group-{group.pk}"
        data |= {
            f"{prefix}-relevance": "involved",
            f"{prefix}-expected": "12",
            f"{prefix}-reason_sv": "",
            f"{prefix}-reason_fi": "",
            f"{prefix}-opened_version": "1",
        }
    response = client.post(url(project, "group_places"), data)
    assert response.status_code == 302
    with region_scope(region):
        assert set(StakeholderGroup.objects.values_list("relevance", "expected")) == {("involved", 12)}


def test_places_left_as_they_were_are_not_said_to_be_changed(project, preparer, client):
    group = make_group(project)
    prefix = f"group-{group.pk}"
    data = {
        f"{prefix}-relevance": group.relevance,
        f"{prefix}-expected": str(group.expected),
        f"{prefix}-opened_version": "1",
    }
    told = client.post(url(project, "group_places"), data, follow=True).text
    assert "Nothing was written, and nothing is changed." in told
    assert "0 groups were changed" not in told


def test_missing_reason_is_told_beside_its_group_and_everything_is_kept(project, preparer, client):
    group = make_group(project)
    prefix = f"group-{group.pk}"
    data = {
        f"{prefix}-relevance": "not_relevant",
        f"{prefix}-expected": "123",
        f"{prefix}-opened_version": "1",
    }
    response = client.post(url(project, "group_places"), data)
    assert response.status_code == 422
    assert f'href="#id_{prefix}-reason_sv"' in response.text
    assert 'value="123"' in response.text


def test_conflict_over_a_group_shows_both_wordings(project, region, preparer, client):
    group = make_group(project, relevance=Relevance.CENTRAL)
    with region_scope(region):
        change_group(group=group, values={"expected": 77}, expected=1, actor=None)
    data = {
        "name_sv": "Mitt namn",
        "name_fi": "Nimeni",
        "relevance": "central",
        "expected": "10",
        "opened_version": "1",
    }
    response = client.post(url(project, "group_edit", group.pk), data)
    assert response.status_code == 409
    assert "Mitt namn" in response.text
    assert group.name_sv in response.text
    assert "77" in response.text


def test_event_is_recorded_and_put_right_on_its_pages(project, region, preparer, client):
    group = make_group(project)
    data = {
        "title_sv": "Öppen kväll",
        "method": "discussion_meetings",
        "day": clock.today().isoformat(),
        "phase": "dialogue_and_participation",
        "notes": "Köerna.",
        f"came-group-{group.pk}": "14",
        "came-others": "2",
        "opened_version": "1",
    }
    assert client.post(url(project, "event_create"), data).status_code == 302
    with region_scope(region):
        row = ParticipationEvent.objects.get()
        assert (row.participants, Attendance.objects.get().participants) == (16, 14)
    data[f"came-group-{group.pk}"] = ""
    assert client.post(url(project, "event_edit", row.pk), data).status_code == 302
    with region_scope(region):
        row.refresh_from_db()
        assert (row.participants, Attendance.objects.count()) == (2, 0)
    assert client.get(url(project, "event_edit", row.pk)).status_code == 200


def test_name_of_an_event_is_read_in_the_readers_language_and_marked_when_it_is_in_another(
    project, region, preparer, client
):
    values = {"method": "workshops", "phase": "dialogue_and_participation", "day": clock.today(), "notes": ""}
    for words in ({"title_sv": "Kvällen", "title_fi": "Ilta"}, {"title_sv": "Bara på svenska"}):
        with region_scope(region):
            record_hearing(project=project, values={**values, **words}, turnout=Turnout(), actor=None)
    page = client.get(url(project, "event_list").replace("/en/", "/fi/").replace("/sv/", "/fi/")).text
    assert ">Ilta</h3>" in page
    assert 'lang="sv">Bara på svenska</h3>' in page
    assert "Kvällen" not in page
    form = {**values, "title_sv": "", "title_fi": "", "opened_version": "1", "day": clock.today().isoformat()}
    refused = client.post(url(project, "event_create"), form)
    assert refused.context["form"].errors["title_sv"]


def test_removing_an_own_group_and_dropping_a_method_are_asked_first(project, region, preparer, client):
    with region_scope(region):
        own = add_group(project=project, values={"name_sv": "Kören", "name_fi": "Kuoro"}, actor=None)
        method = plan_method(group=make_group(project), values=METHOD, actor=None)
    for edit, ask, row in (("group_edit", "group_remove", own), ("method_edit", "method_drop", method)):
        address = url(project, ask, row.pk)
        shown = client.get(url(project, edit, row.pk)).text
        assert f'href="{address}"' in shown
        assert f'action="{address}"' not in shown
        assert client.get(address).status_code == 200
        with region_scope(region):
            assert type(row).objects.filter(pk=row.pk).exists()
        assert client.post(address).status_code == 302
        with region_scope(region):
            assert not type(row).objects.filter(pk=row.pk).exists()


def test_observer_reads_the_plan_and_changes_nothing(project, region, client):
    group = make_group(project)
    client.force_login(make_user(region, "observer"))
    assert client.get(url(project, "plan")).status_code == 200
    assert client.get(url(project, "method_create", group.pk)).status_code == 403
    assert client.post(url(project, "group_remove", group.pk)).status_code == 403


def test_one_method_is_planned_for_several_groups_at_once_and_for_none_of_another_project(
    project, region, client
):
    groups = [make_group(project) for _number in range(3)]
    foreign = make_group(make_project(region))
    client.force_login(make_user(region, "preparer"))
    page = url(project, "method_create", groups[0].pk)
    offered = {row.pk for row in client.get(page).context["form"].fields["also"].queryset}
    assert offered == {groups[1].pk, groups[2].pk}
    values = {"method": "workshops", "level": "dialogue", "opened_version": 1}
    assert client.post(page, {**values, "also": [groups[1].pk, foreign.pk]}).status_code == 200
    with region_scope(region):
        assert not ParticipationMethod.objects.exists()
    assert client.post(page, {**values, "also": [groups[1].pk]}).status_code == 302
    with region_scope(region):
        planned = ParticipationMethod.objects.order_by("group")
        assert [row.group_id for row in planned] == [groups[0].pk, groups[1].pk]


def test_pages_of_another_region_are_not_found(project, twin_region, client):
    client.force_login(make_user(twin_region, "preparer"))
    assert client.get(url(project, "plan")).status_code == 404
    address = reverse("participation:plan", args=[twin_region.slug, project.pk])
    assert client.get(address).status_code == 404


def test_nobody_is_to_hear_a_group_that_is_no_longer_relevant(project, region):
    group = make_group(project)
    with region_scope(region):
        last = clock.today() + dt.timedelta(days=9)
        values = {"method": "workshops", "level": "dialogue", "to_day": last}
        plan_method(group=group, values=values, actor=None)
        assert [row.day for row in deadlines(project.pk)] == [last]
        group.refresh_from_db()
        changes = {"relevance": Relevance.NOT_RELEVANT, "reason_sv": "Finns inte här"}
        change_group(group=group, values=changes, expected=group.version, actor=None)
        assert list(deadlines(project.pk)) == []


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_way_of_taking_part_is_chosen_with_its_examples_and_shown_without(language):
    with translation.override(language):
        offered = dict(method_choices())
        shown = {key: method_name(key) for key in offered}
    assert "," in offered["face_to_face"]
    assert shown == {key: name.split(",")[0] for key, name in offered.items()}


def test_gate_says_in_words_that_there_is_nobody_to_plan_for_yet(region):
    project = make_project(region)
    with region_scope(region):
        checks = [check(project.pk) for check in (methods_check, heard_check)]
    said = [(check.value, check.state, check.percent) for check in checks]
    assert said == [("no group is central or involved yet", "missing", None)] * 2
