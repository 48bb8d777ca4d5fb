"""Reminders of actions: one mail a person and week, whatever the clock does; none after the thing is done."""

import datetime as dt

import pytest
from django.core import mail

from implementation.domain.action import move_action
from implementation.enums import ActionState
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders
from notices.models import OutboxMail
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import make_action, make_clause, make_contract, make_producer
from tests.factories.projects import make_project, make_promise, make_statement

pytestmark = pytest.mark.usefixtures("in_english")

WEDNESDAY = dt.datetime(2027, 3, 17, 9, tzinfo=clock.HELSINKI)
HOUR = dt.timedelta(hours=1)


def beat(moment):
    """One beat of the scheduler and one of the outbox."""
    with clock.fixed(moment):
        queue_due_reminders()
        send_due_mail()


def sent():
    return [message for message in mail.outbox if "service promise" in message.subject]


@pytest.fixture
def owner(cast):
    return make_user(cast.region, "manager", email="mats@example.fi", name="Mats Chef", language="en")


def test_owner_gets_one_grouped_mail_of_what_is_late_and_soon(cast, owner):
    make_action(cast.first, owner=owner, title_en="Late thing", due_on=dt.date(2027, 3, 1))
    make_action(cast.second, owner=owner, title_en="Soon thing", due_on=dt.date(2027, 3, 25))
    make_action(cast.second, owner=owner, title_en="Far thing", due_on=dt.date(2027, 6, 1))
    beat(WEDNESDAY)
    assert [message.to for message in sent()] == [["mats@example.fi"]]
    body = sent()[0].body
    assert "Late thing (1\u00a0March 2027)" in body
    assert "Soon thing (25\u00a0March 2027)" in body
    assert "Far thing" not in body
    assert f"/en/work/{cast.region.slug}/projects/{cast.project.pk}/actions/" in body


@pytest.mark.parametrize(
    "moments",
    [
        [WEDNESDAY + HOUR * step for step in range(12)],
        [WEDNESDAY, WEDNESDAY + 2 * HOUR, WEDNESDAY, WEDNESDAY - 2 * HOUR],
        [WEDNESDAY - 2 * HOUR, WEDNESDAY, WEDNESDAY + 26 * HOUR],
        [WEDNESDAY + 26 * HOUR],
    ],
    ids=["every hour", "clock two hours to and fro", "down for 26 hours", "only after 26 hours"],
)
def test_reminder_goes_once_whatever_the_clock_does(cast, owner, moments):
    make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 25))
    for moment in moments:
        beat(moment)
    assert len(sent()) == 1


def test_two_beats_at_once_queue_one_mail(cast, owner):
    make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 25))
    with clock.fixed(WEDNESDAY):
        assert [queue_due_reminders(), queue_due_reminders()] == [1, 0]


def test_next_week_reminds_again_of_what_still_waits(cast, owner):
    make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 1))
    beat(WEDNESDAY)
    beat(WEDNESDAY + dt.timedelta(days=7))
    assert len(sent()) == 2


def test_nothing_is_sent_after_the_action_is_done(cast, owner):
    action = make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 25))
    with clock.fixed(WEDNESDAY):
        queue_due_reminders()
        with region_scope(cast.region):
            move_action(action=action, target=ActionState.DONE, actor=owner)
        send_due_mail()
    beat(WEDNESDAY + dt.timedelta(days=7))
    with every_region():
        states = list(OutboxMail.objects.filter(kind="work_due").values_list("state", flat=True))
    assert (sent(), states) == ([], ["dropped"])


def test_person_who_left_the_region_is_not_reminded(cast, owner):
    make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 25))
    with region_scope(cast.region):
        owner.memberships.update(is_active=False)
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


def test_person_switched_off_before_the_mail_goes_out_gets_none(cast, owner):
    make_action(cast.first, owner=owner, due_on=dt.date(2027, 3, 25))
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 1
        owner.is_active = False
        owner.save()
        send_due_mail()
    assert sent() == []


def test_producer_who_left_the_region_is_not_reminded(cast):
    person = make_user(cast.region, "producer")
    make_clause(make_contract(cast.promise, make_producer(cast.region, person)), cast.first)
    with region_scope(cast.region):
        person.memberships.update(is_active=False)
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


def test_producer_is_not_reminded_of_a_contract_that_has_ended(cast):
    contract = make_contract(cast.promise, make_producer(cast.region, cast.producer), state="ended")
    make_clause(contract, cast.first)
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


def test_two_regions_remind_apart_and_tell_nothing_of_each_other(cast, owner):
    twin = make_region()
    from accounts.models import Membership

    with region_scope(twin):
        Membership.objects.create(region=twin, user=owner, role="manager")
    secret = make_statement(make_promise(make_project(twin)))
    make_action(cast.first, owner=owner, title_en="Ours", due_on=dt.date(2027, 3, 25))
    make_action(secret, owner=owner, title_en="Theirs", due_on=dt.date(2027, 3, 25))
    beat(WEDNESDAY)
    bodies = sorted(message.body for message in sent())
    assert len(bodies) == 2
    assert [("Ours" in body, "Theirs" in body) for body in bodies].count((True, True)) == 0


@pytest.mark.parametrize(("language", "title"), [("sv", "Åtgärd A"), ("fi", "Toimi A")])
def test_mail_speaks_the_owners_language(cast, language, title):
    owner = make_user(cast.region, "manager", email="x@example.fi", language=language)
    make_action(cast.first, owner=owner, title_sv="Åtgärd A", title_fi="Toimi A", due_on=dt.date(2027, 3, 25))
    beat(WEDNESDAY)
    assert title in mail.outbox[0].body
    assert f"/{language}/work/" in mail.outbox[0].body


def test_producer_is_told_of_clauses_to_confirm_until_they_are(cast):
    person = make_user(cast.region, "producer", email="tea@example.fi", language="en")
    contract = make_contract(cast.promise, make_producer(cast.region, person), title="Home care")
    clause = make_clause(contract, cast.first)
    beat(WEDNESDAY)
    [message] = sent()
    assert message.to == ["tea@example.fi"]
    assert "Confirm what the contract “Home care” carries" in message.body
    with region_scope(cast.region):
        clause.confirmed_at = WEDNESDAY
        clause.save()
    beat(WEDNESDAY + dt.timedelta(days=7))
    assert len(sent()) == 1
