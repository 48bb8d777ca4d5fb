"""What one person does while another's work on the same thing is not finished: nothing is lost, nothing contradicts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Region
from decisions.domain.package import change_package, create_package, freeze_package
from decisions.enums import PackageState
from decisions.models import DecisionPackage
from drafting.domain.consultation import open_consultation
from drafting.domain.remiss import arrange_request, resend_invitation
from drafting.domain.version import publish_version, withdraw_version
from drafting.enums import ConsultationState, OpinionState, VersionState
from drafting.models import Consultation, OpinionRequest
from monitoring.domain.indicator import edit_indicator
from monitoring.domain.measurement import record_measurement
from monitoring.models import Indicator, Measurement
from participation.domain.announcement import announce_hearing, prepare_hearing
from participation.domain.coding import add_note
from participation.domain.erasure import erase_contribution
from participation.domain.hearing import Turnout, change_hearing, record_hearing
from participation.domain.survey import change_question, move_last_day, publish_survey, remove_question
from participation.models import Attendance, ContributionNote, ParticipationEvent, Survey, SurveyQuestion
from projects.domain.guide import answer_item
from projects.domain.project import close_project
from projects.enums import ProjectState
from projects.models import GuideAnswer, GuideItem, Project
from projects.queries.closing import still_open
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import make_package, reword_core
from tests.factories.drafting import make_version
from tests.factories.monitoring import make_indicator
from tests.factories.participation import make_group, make_open_survey, make_question, make_survey
from tests.factories.projects import make_project, make_promise, make_statement, start
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.trust.test_side_by_side import first_then, side_by_side

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def region() -> Region:
    return make_region()


def test_value_entered_while_the_indicator_is_given_to_another_promise_is_kept(region):
    staff = make_user(region)
    project = make_project(region)
    promise, other = make_promise(project), make_promise(project)
    statement = make_statement(other)
    indicator = make_indicator(promise, make_statement(promise))
    with region_scope(region):
        opened = Indicator.objects.select_related("promise__project__region", "region").get(pk=indicator.pk)
    values = {"statements": [statement.pk], "values": {}, "targets": {}}
    first_then(
        region,
        lambda: edit_indicator(indicator=opened, expected=indicator.version, actor=staff, **values),
        lambda: record_measurement(indicator=indicator, day=clock.today(), value=Decimal(7), actor=staff),
    )
    with region_scope(region):
        assert Measurement.objects.get().value == 7
        assert Indicator.objects.get().promise_id == other.pk


def test_version_taken_back_while_it_is_opened_for_comments_stays(region):
    version = make_version(make_promise(make_project(region)))
    days = {"opens_on": clock.today(), "closes_on": clock.today() + dt.timedelta(days=30)}
    _opened, refused = first_then(
        region,
        lambda: open_consultation(version=version, actor=None, **days),
        lambda: withdraw_version(version=version, actor=None, reason="Fel text"),
    )
    assert isinstance(refused, DomainError)
    with region_scope(region):
        assert Consultation.objects.select_related("draft").get().draft.state == VersionState.PUBLISHED


def test_version_is_not_opened_for_comments_while_it_is_taken_back(region):
    version = make_version(make_promise(make_project(region)))
    days = {"opens_on": clock.today(), "closes_on": clock.today() + dt.timedelta(days=30)}
    _withdrawn, refused = first_then(
        region,
        lambda: withdraw_version(version=version, actor=None, reason="Fel text"),
        lambda: open_consultation(version=version, actor=None, **days),
    )
    assert isinstance(refused, DomainError)
    with region_scope(region):
        assert not Consultation.objects.exists()


def test_package_is_not_begun_of_a_version_while_it_is_taken_back(region):
    version = make_version(make_promise(make_project(region)))
    _withdrawn, refused = first_then(
        region,
        lambda: withdraw_version(version=version, actor=None, reason="Fel text"),
        lambda: create_package(draft=version, actor=None),
    )
    assert isinstance(refused, DomainError)
    with region_scope(region):
        assert not DecisionPackage.objects.exists()


def test_package_is_not_frozen_with_a_version_while_it_is_taken_back(region):
    package = make_package(region=region)
    _withdrawn, refused = first_then(
        region,
        lambda: withdraw_version(version=package.draft, actor=None, reason="Fel text"),
        lambda: freeze_package(package=package, actor=None, opened=package.version),
    )
    assert isinstance(refused, DomainError)
    assert refused.field == "draft"
    with region_scope(region):
        assert DecisionPackage.objects.get().state == PackageState.DRAFT


def test_version_is_taken_back_only_once_the_package_of_it_is_frozen(region):
    """The other way round: neither waits for the other for ever."""
    package = make_package(region=region)
    frozen, withdrawn = first_then(
        region,
        lambda: freeze_package(package=package, actor=None, opened=package.version),
        lambda: withdraw_version(version=package.draft, actor=None, reason="Fel text"),
    )
    assert (frozen.state, withdrawn.state) == (PackageState.FROZEN, VersionState.WITHDRAWN)


def test_package_is_not_given_a_version_while_it_is_taken_back(region):
    package = make_package(region=region)
    with region_scope(region):
        reword_core(package.promise, "Hjälp nära dig")
        newer = publish_version(promise=package.promise, actor=None)
    names = {"presenter": package.presenter, "registry_number": package.registry_number}
    _withdrawn, refused = first_then(
        region,
        lambda: withdraw_version(version=newer, actor=None, reason="Fel text"),
        lambda: change_package(package=package, actor=None, opened=package.version, draft=newer, **names),
    )
    assert isinstance(refused, DomainError)
    with region_scope(region):
        assert DecisionPackage.objects.get().draft_id == package.draft_id


def _close(project: Project) -> Any:
    return close_project(project=project, actor=None, reason="Klart")


def _opening_of_comments(region: Region) -> tuple[Project, Any]:
    version = make_version(make_promise(make_project(region)))
    days = {"opens_on": clock.today(), "closes_on": clock.today() + dt.timedelta(days=30)}
    return version.promise.project, lambda: open_consultation(version=version, actor=None, **days)


def _opening_of_a_survey(region: Region) -> tuple[Project, Any]:
    project = make_project(region)
    with region_scope(region):
        survey = make_survey(project)
        make_question(survey)
    return project, lambda: publish_survey(survey=survey, actor=None)


def _opening_of_an_ended_survey(region: Region) -> tuple[Project, Any]:
    """Its last day is over, and the house has not closed it yet."""
    project = make_project(region)
    survey = make_open_survey(project)
    yesterday, tomorrow = clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=1)
    with region_scope(region):
        Survey.objects.filter(pk=survey.pk).update(opens_on=yesterday, closes_on=yesterday)
    return project, lambda: move_last_day(
        survey=survey, closes_on=tomorrow, expected=survey.version, actor=None
    )


def _announcement(region: Region) -> tuple[Project, Any]:
    project = make_project(region)
    words = {"title_sv": "Kväll", "title_fi": "Ilta", "place_sv": "Biblioteket", "place_fi": "Kirjasto"}
    values = {**words, "method": "workshops", "phase": "dialogue_and_participation", "begins": dt.time(17)}
    with region_scope(region):
        event = prepare_hearing(
            project=project, values={**values, "day": clock.today() + dt.timedelta(days=9)}, actor=None
        )
    return project, lambda: announce_hearing(hearing=event, actor=None)


def _request_in_ended_consultation(region: Region, **state: Any) -> tuple[Any, OpinionRequest]:
    staff = make_user(region)
    _project, version, _statement = draft(region, days=30)
    with region_scope(region):
        request = make_request(version.consultations.select_related("region").get(), staff)
        Consultation.objects.update(state=ConsultationState.CLOSED)
        OpinionRequest.objects.update(**state)
        return staff, OpinionRequest.objects.select_related(
            "consultation__draft__promise__project", "region", "body"
        ).get(pk=request.pk)


def _asking_again(region: Region) -> tuple[Project, Any]:
    staff, row = _request_in_ended_consultation(region, state=OpinionState.CALLED_OFF)
    again = partial(resend_invitation, opinion_request=row, actor=staff, asks_again=True)
    return row.consultation.draft.promise.project, again


def _more_time(state: str, region: Region) -> tuple[Project, Any]:
    """For an opinion that did not come in time, whether the house has noted so or not."""
    over = clock.today() - dt.timedelta(days=1)
    staff, row = _request_in_ended_consultation(region, state=state, due_on=over)
    later = {"due_on": clock.today() + dt.timedelta(days=9), "registry_number": ""}
    arrange = partial(arrange_request, opinion_request=row, actor=staff, opened=row.version, **later)
    return row.consultation.draft.promise.project, arrange


OPENINGS = {
    "comments": _opening_of_comments,
    "survey": _opening_of_a_survey,
    "survey that had ended": _opening_of_an_ended_survey,
    "event": _announcement,
    "asked again": _asking_again,
    "more time": partial(_more_time, OpinionState.MISSED),
    "more time before it is noted": partial(_more_time, OpinionState.INVITED),
}


@pytest.mark.parametrize("opening", OPENINGS.values(), ids=OPENINGS)
@pytest.mark.parametrize("closes_first", [True, False])
def test_nothing_is_opened_to_others_in_a_project_that_is_closed_meanwhile(region, opening, closes_first):
    project, open_it = opening(region)
    both = [lambda: _close(project), open_it]
    first, second = first_then(region, *(both if closes_first else reversed(both)))
    assert not isinstance(first, DomainError), first
    assert isinstance(second, DomainError)
    with region_scope(region):
        is_closed = Project.objects.get(pk=project.pk).state == ProjectState.CLOSED
        assert (is_closed, bool(still_open(project))) == (closes_first, not closes_first)


def test_question_that_is_changed_while_it_is_removed_is_told_so_and_keeps_the_words(region):
    project = make_project(region)
    with region_scope(region):
        question = make_question(make_survey(project), kind="text")
        opened = SurveyQuestion.objects.select_related("survey__project", "region").get(pk=question.pk)
    values = {"kind": "text", "text_sv": "Vad mera?", "text_fi": "Mitä muuta?"}
    _removed, refused = first_then(
        region,
        lambda: remove_question(question=question, actor=None),
        lambda: change_question(question=opened, values=values, options=[], expected=1, actor=None),
    )
    assert isinstance(refused, DomainError)
    assert not isinstance(refused, EditConflict)


def test_turnout_that_two_count_at_once_is_kept_once_and_the_other_is_told(region):
    project = make_project(region)
    group = make_group(project)
    values = {
        "title_sv": "Kväll",
        "method": "workshops",
        "phase": "preparation",
        "day": clock.today(),
        "notes": "",
    }
    with region_scope(region):
        hearing = record_hearing(project=project, values=values, turnout=Turnout(others=10), actor=None)
        rows = ParticipationEvent.objects.select_related("project__region", "region")
        opened = [rows.get(pk=hearing.pk) for _official in range(2)]

    def count(row: ParticipationEvent, people: int) -> Any:
        turnout = Turnout(by_group={group.pk: people}, others=10 - people)
        return change_hearing(hearing=row, values=values, turnout=turnout, expected=1, actor=None)

    _first, second = first_then(region, lambda: count(opened[0], 4), lambda: count(opened[1], 6))
    assert isinstance(second, EditConflict)
    with region_scope(region):
        assert Attendance.objects.get().participants == 4


def test_note_left_while_the_words_are_erased_does_not_outlive_them(region):
    staff = make_user(region)
    row = make_contribution(make_project(region), "Ring mig, jag heter Kanarie")
    _erased, refused = first_then(
        region,
        lambda: erase_contribution(contribution=row),
        lambda: add_note(contribution=row, body="Kanarie ringde igen", actor=staff),
    )
    assert isinstance(refused, DomainError)
    with region_scope(region):
        assert not ContributionNote.objects.exists()


def test_answer_to_the_handbook_waits_for_nobody_who_works_on_the_project(region):
    """Whoever passes a gate holds the project and then its phase; the other way round would be a deadlock."""
    project = start(region)
    with region_scope(region):
        item = GuideItem.objects.filter(phase__project=project, kind="question").first()
    holds, answered = Event(), Event()

    def hold() -> bool:
        with transaction.atomic():
            Project.objects.select_for_update(no_key=True).get(pk=project.pk)
            holds.set()
            return answered.wait(5)

    def answer() -> Any:
        assert holds.wait(30)
        row = answer_item(item=item, actor=None, expected=0, state="done", words="Ja")
        answered.set()
        return row

    was_answered, row = side_by_side(region, [hold, answer])
    assert was_answered, "the answer waited for the project"
    assert isinstance(row, GuideAnswer)
