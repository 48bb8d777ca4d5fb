"""Reminders of measurements: one mail an owner and week, whatever the clock does; none after the value is entered."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail

from accounts.models import Membership
from monitoring.domain.measurement import record_measurement
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders
from notices.models import OutboxMail
from participation.enums import OF_NO_USE
from participation.models import Contribution
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import make_action
from tests.factories.monitoring import make_corrective, make_feedback, make_indicator
from tests.factories.projects import make_statement

pytestmark = pytest.mark.usefixtures("in_english")

WEDNESDAY = dt.datetime(2027, 3, 17, 9, tzinfo=clock.HELSINKI)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def owner(cast):
    return make_user(cast.region, "observer", email="olga@example.fi", name="Olga Mätare", language="en")


def beat(moment):
    with clock.fixed(moment):
        queue_due_reminders()
        send_due_mail()


def sent():
    return [message for message in mail.outbox if "service promise" in message.subject]


def test_owner_gets_one_mail_of_all_that_is_due(cast, owner):
    for day, name in (((2027, 3, 1), "Late"), ((2027, 3, 22), "Soon"), ((2027, 5, 1), "Far")):
        make_indicator(cast.promise, owner=owner, name_en=f"{name} figure", next_due_on=dt.date(*day))
    make_indicator(
        cast.promise, owner=owner, name_en="Retired figure", is_active=False, next_due_on=dt.date(2027, 3, 1)
    )
    beat(WEDNESDAY)
    assert [message.to for message in sent()] == [["olga@example.fi"]]
    body = sent()[0].body
    assert [name in body for name in ("Late figure", "Soon figure", "Far figure", "Retired figure")] == [
        True,
        True,
        False,
        False,
    ]
    assert f"/en/work/{cast.region.slug}/projects/{cast.project.pk}/indicators/" in body


@pytest.mark.parametrize(
    "moments",
    [
        [WEDNESDAY + HOUR * step for step in range(12)],
        [WEDNESDAY, WEDNESDAY + 2 * HOUR, WEDNESDAY, WEDNESDAY - 2 * HOUR],
        [WEDNESDAY, WEDNESDAY + 26 * HOUR],
        [WEDNESDAY + 26 * HOUR],
    ],
    ids=["every hour", "clock two hours to and fro", "down for 26 hours", "only after 26 hours"],
)
def test_reminder_goes_once_whatever_the_clock_does(cast, owner, moments):
    make_indicator(cast.promise, owner=owner, next_due_on=dt.date(2027, 3, 20))
    for moment in moments:
        beat(moment)
    assert len(sent()) == 1


def test_nothing_is_sent_after_the_value_is_entered(cast, owner):
    indicator = make_indicator(cast.promise, owner=owner, next_due_on=dt.date(2027, 3, 20))
    with clock.fixed(WEDNESDAY):
        queue_due_reminders()
        with region_scope(cast.region):
            record_measurement(indicator=indicator, day=dt.date(2027, 3, 17), value=Decimal(1), actor=owner)
        send_due_mail()
    beat(WEDNESDAY + dt.timedelta(days=7))
    with every_region():
        states = list(OutboxMail.objects.filter(kind="work_due").values_list("state", flat=True))
    assert (sent(), states) == ([], ["dropped"])


def test_value_that_still_lacks_is_asked_for_again_next_week(cast, owner):
    make_indicator(cast.promise, owner=owner, next_due_on=dt.date(2027, 3, 20))
    beat(WEDNESDAY)
    beat(WEDNESDAY + dt.timedelta(days=7))
    assert len(sent()) == 2


def test_person_who_left_is_not_reminded(cast, owner):
    make_indicator(cast.promise, owner=owner, next_due_on=dt.date(2027, 3, 20))
    with region_scope(cast.region):
        owner.memberships.update(is_active=False)
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


def test_person_who_went_to_another_region_is_not_reminded_of_this_one(cast, owner):
    make_indicator(cast.promise, owner=owner, next_due_on=dt.date(2027, 3, 22))
    elsewhere = make_region()
    with region_scope(cast.region):
        owner.memberships.update(is_active=False)
    with region_scope(elsewhere):
        Membership.objects.create(region=elsewhere, user=owner, role="observer")
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


@pytest.mark.parametrize("moderation", OF_NO_USE)
def test_feedback_that_was_taken_back_waits_for_nobody(cast, owner, moderation):
    feedback = make_feedback(cast.promise, owner=owner)
    with region_scope(cast.region):
        Contribution.objects.filter(pk=feedback.contribution_id).update(moderation=moderation)
    with clock.fixed(WEDNESDAY):
        assert queue_due_reminders() == 0


def test_all_that_waits_for_a_person_stands_in_one_mail(cast, owner):
    statement = make_statement(cast.promise)
    make_indicator(cast.promise, owner=owner, name_en="Waiting time", next_due_on=dt.date(2027, 3, 20))
    make_action(statement, owner=owner, title_en="New switchboard", due_on=dt.date(2027, 3, 1))
    make_corrective(statement, owner=owner, title_en="More staff", due_on=dt.date(2027, 3, 19))
    beat(WEDNESDAY)
    [message] = sent()
    assert message.subject == "3 tasks of the service promise wait for you"
    named = [line for line in message.body.splitlines() if line.startswith("- ")]
    assert named == [
        "- New switchboard (1\u00a0March 2027)",
        "- More staff (19\u00a0March 2027)",
        "- Measure: Waiting time (20\u00a0March 2027)",
    ]


def test_owner_of_a_corrective_action_alone_is_reminded(cast, owner):
    make_corrective(make_statement(cast.promise), owner=owner, due_on=dt.date(2027, 3, 19))
    beat(WEDNESDAY)
    assert len(sent()) == 1


def test_mail_never_quotes_what_a_resident_wrote(cast, owner):
    feedback = make_feedback(cast.promise, owner=owner, due_on=dt.date(2027, 3, 19))
    with region_scope(cast.region):
        words = feedback.contribution.original
    beat(WEDNESDAY)
    [message] = sent()
    assert words
    assert words[:20] not in message.body + message.alternatives[0][0]
    assert "- Answer feedback (19\u00a0March 2027)" in message.body
