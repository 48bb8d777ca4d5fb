"""What one person does while another's work on the same thing is not finished: nothing is lost, nothing contradicts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Region
from decisions.domain.package import create_package
from decisions.models import DecisionPackage
from drafting.domain.consultation import open_consultation
from drafting.domain.version import withdraw_version
from drafting.enums import VersionState
from drafting.models import Consultation
from monitoring.domain.indicator import edit_indicator
from monitoring.domain.measurement import record_measurement
from monitoring.models import Indicator, Measurement
from participation.domain.coding import add_note
from participation.domain.erasure import erase_contribution
from participation.models import ContributionNote
from projects.domain.guide import answer_item
from projects.models import GuideAnswer, GuideItem, Project
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.drafting import make_version
from tests.factories.monitoring import make_indicator
from tests.factories.projects import make_project, make_promise, make_statement, start
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
