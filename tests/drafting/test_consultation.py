"""Consultations: local days, open on the last one until midnight, closed early and opened again by the table."""

import datetime as dt

import pytest

from drafting.domain.consultation import (
    change_consultation,
    close_consultation,
    open_consultation,
    reopen_consultation,
)
from drafting.domain.version import withdraw_version
from drafting.enums import ConsultationState
from drafting.models import Consultation
from drafting.queries.versions import consultation_rows
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition, PeriodClosed
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_project, make_promise, make_statement

NOON = dt.datetime(2026, 11, 3, 12, tzinfo=clock.HELSINKI)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(db):
    region = make_region()
    with region_scope(region), clock.fixed(NOON):
        yield make_version(make_promise(make_project(region)))


@pytest.mark.requirement(71)
def test_consultation_is_open_from_its_first_day_to_the_end_of_its_last(version):
    consultation = open_consultation(
        version=version, opens_on=dt.date(2026, 11, 10), closes_on=dt.date(2026, 11, 24), actor=None
    )
    assert consultation.state == ConsultationState.PLANNED
    first, last = clock.start_of(consultation.opens_on), clock.end_of(consultation.closes_on)
    tick = dt.timedelta(milliseconds=1)
    opened = [consultation.is_open(at=moment) for moment in (first - tick, first, last - tick, last)]
    assert opened == [False, True, True, False]
    assert [consultation.is_over(at=moment) for moment in (last - tick, last)] == [False, True]


@pytest.mark.parametrize(
    ("day", "hours"), [(dt.date(2027, 3, 28), 23), (dt.date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_last_day_of_a_clock_change_is_as_long_as_that_day_is(version, day, hours):
    Consultation.objects.create(
        region=version.region, draft=version, opens_on=day, closes_on=day, state=ConsultationState.RUNNING
    )
    consultation = Consultation.objects.get()
    begin = clock.start_of(day).astimezone(dt.UTC)
    last = begin + dt.timedelta(hours=hours)
    tick = dt.timedelta(milliseconds=1)
    assert [consultation.is_open(at=moment) for moment in (begin, last - tick, last)] == [True, True, False]


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [
        (dt.date(2026, 11, 10), dt.date(2026, 11, 9), "closes_on"),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 24), "opens_on"),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 2), "closes_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(version, opens, closes, field):
    with pytest.raises(DomainError) as refused:
        open_consultation(version=version, opens_on=opens, closes_on=closes, actor=None)
    assert refused.value.field == field


def test_two_consultations_of_a_promise_are_not_open_at_once(version):
    make_consultation(version, days=7)
    with pytest.raises(DomainError):
        make_consultation(version, days=9)
    with clock.fixed(NOON + 8 * DAY):
        assert make_consultation(version, days=3).pk


def closed(version, **days):
    consultation = make_consultation(version, **days)
    return close_consultation(consultation=consultation, actor=None, expected=1, reason="Klart")


def test_closed_or_ended_consultation_is_not_opened_again_beside_another(version):
    by_hand = closed(version)
    ended = make_consultation(version, days=2)
    with clock.fixed(NOON + 4 * DAY):
        other = make_consultation(version, days=9)
        last = other.closes_on + DAY
        with pytest.raises(DomainError):
            reopen_consultation(consultation=by_hand, closes_on=last, actor=None, expected=2)
        with pytest.raises(DomainError):
            change_consultation(
                consultation=ended,
                opens_on=ended.opens_on,
                closes_on=last,
                moderates_first=True,
                actor=None,
                expected=1,
            )
        assert [row.pk for row in Consultation.objects.all() if row.is_open()] == [other.pk]
        rows = consultation_rows(version.promise)
        assert [(row["row"].pk, row["can_change"], row["can_reopen"]) for row in rows] == [
            (other.pk, True, False),
            (ended.pk, False, False),
            (by_hand.pk, False, False),
        ]


def test_consultation_that_is_opened_again_goes_on_over_the_newest_version(version):
    consultation = closed(version)
    assert [row["can_reopen"] for row in consultation_rows(version.promise)] == [True]
    make_statement(version.promise)
    newer = make_version(version.promise)
    reopen_consultation(consultation=consultation, closes_on=clock.today() + DAY, actor=None, expected=2)
    consultation.refresh_from_db()
    assert (consultation.draft_id, consultation.is_open()) == (newer.pk, True)


def test_consultation_is_not_opened_again_over_a_version_that_was_taken_back(version):
    consultation = closed(version)
    withdraw_version(version=version, actor=None, reason="Fel")
    with pytest.raises(DomainError):
        reopen_consultation(consultation=consultation, closes_on=clock.today() + DAY, actor=None, expected=2)
    assert not Consultation.objects.get().is_open()


@pytest.mark.requirement(73)
def test_only_the_published_version_can_be_commented_on(version):
    withdraw_version(version=version, actor=None, reason="Fel")
    with pytest.raises(DomainError):
        make_consultation(version)


def test_closing_early_ends_it_at_once_and_is_told(version):
    consultation = make_consultation(version)
    with pytest.raises(DomainError):
        close_consultation(consultation=consultation, actor=None, expected=1, reason=" ")
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Brådskande beslut")
    consultation.refresh_from_db()
    assert (consultation.is_open(), consultation.is_over()) == (False, True)
    assert consultation.history.first().history_change_reason == "Brådskande beslut"
    assert ProjectEvent.objects.filter(kind="consultation.closed").count() == 1
    with pytest.raises(IllegalTransition):
        close_consultation(consultation=consultation, actor=None, expected=2, reason="Igen")


def test_planned_consultation_can_be_called_off(version):
    consultation = make_consultation(version, opens_on=clock.today() + 5 * DAY)
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Skjuts upp")
    assert consultation.state == ConsultationState.CLOSED


def test_closed_consultation_is_opened_again_to_a_new_last_day(version):
    consultation = make_consultation(version)
    with pytest.raises(IllegalTransition):
        reopen_consultation(consultation=consultation, closes_on=clock.today(), actor=None, expected=1)
    close_consultation(consultation=consultation, actor=None, expected=1, reason="Misstag")
    reopen_consultation(consultation=consultation, closes_on=clock.today() + 30 * DAY, actor=None, expected=2)
    assert consultation.is_open() is True


def test_last_day_can_be_moved_but_not_the_first_once_it_has_come(version):
    consultation = make_consultation(version)
    today = clock.today()
    change_consultation(
        consultation=consultation,
        opens_on=today,
        closes_on=today + 40 * DAY,
        moderates_first=False,
        actor=None,
        expected=1,
    )
    consultation.refresh_from_db()
    assert (consultation.closes_on, consultation.moderates_first) == (today + 40 * DAY, False)
    with pytest.raises(DomainError) as refused:
        change_consultation(
            consultation=consultation,
            opens_on=today + DAY,
            closes_on=today + 40 * DAY,
            moderates_first=False,
            actor=None,
            expected=2,
        )
    assert refused.value.field == "opens_on"


def test_second_of_two_who_change_it_is_told(version):
    consultation, stale = make_consultation(version), Consultation.objects.get()
    days = {"opens_on": consultation.opens_on, "closes_on": consultation.closes_on, "moderates_first": True}
    change_consultation(consultation=consultation, actor=None, expected=1, **days)
    with pytest.raises(EditConflict):
        change_consultation(consultation=stale, actor=None, expected=1, **days)


def test_closed_consultation_is_not_changed_but_opened_again_first(version):
    consultation = closed(version)
    days = {"opens_on": consultation.opens_on, "closes_on": consultation.closes_on + DAY}
    with pytest.raises(PeriodClosed):
        change_consultation(consultation=consultation, actor=None, expected=2, moderates_first=True, **days)
    assert Consultation.objects.get().closes_on == consultation.opens_on + 14 * DAY


def test_planned_consultation_that_is_moved_to_today_is_running(version):
    consultation = open_consultation(
        version=version, opens_on=dt.date(2026, 11, 10), closes_on=dt.date(2026, 11, 24), actor=None
    )
    for opens_on, state in ((NOON.date() + DAY, "planned"), (NOON.date(), "running")):
        change_consultation(
            consultation=consultation,
            opens_on=opens_on,
            closes_on=consultation.closes_on,
            moderates_first=True,
            actor=None,
            expected=consultation.version,
        )
        assert Consultation.objects.get().state == state
