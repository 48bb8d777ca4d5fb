"""Deadlines to the millisecond, also on the days when the clocks change: the page and the server say the same."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from drafting.models import Comment
from participation.domain.receipt import code_of
from participation.models import Contribution, SurveySubmission
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.drafting.test_comment import draft
from tests.factories.participation import make_open_survey
from tests.factories.projects import make_project
from tests.support import clear_cache

pytestmark = pytest.mark.django_db

MILLISECOND = dt.timedelta(milliseconds=1)
# An ordinary day, the day on which an hour is left out, and the day on which an hour comes twice.
LAST_DAYS = (dt.date(2027, 1, 15), dt.date(2027, 3, 28), dt.date(2026, 10, 25))
# The same moments as everybody's clock shows them: midnight in Finland is 22 or 21 o'clock in UTC.
ENDS = {
    LAST_DAYS[0]: dt.datetime(2027, 1, 15, 22, tzinfo=dt.UTC),
    LAST_DAYS[1]: dt.datetime(2027, 3, 28, 21, tzinfo=dt.UTC),
    LAST_DAYS[2]: dt.datetime(2026, 10, 25, 22, tzinfo=dt.UTC),
}
STEPS = (-MILLISECOND, dt.timedelta(0), MILLISECOND)


@pytest.fixture(params=LAST_DAYS, ids=str)
def last(request) -> dt.date:
    return request.param


@pytest.fixture(params=STEPS, ids=("before", "at", "after"))
def moment(request, last) -> dt.datetime:
    return ENDS[last] + request.param


@pytest.fixture
def is_open(moment, last) -> bool:
    return moment < ENDS[last]


def at_noon_before(last: dt.date):
    return clock.fixed(clock.start_of(last) - dt.timedelta(hours=12))


def test_end_of_the_day_is_midnight_in_finland(last):
    assert clock.end_of(last) == ENDS[last]


def test_survey_ends_for_the_page_and_for_the_server_at_the_same_moment(region, last, moment, is_open):
    with at_noon_before(last):
        survey = make_open_survey(make_project(region), days=2)
        with region_scope(region):
            type(survey).objects.filter(pk=survey.pk).update(opens_on=last, closes_on=last)
            scale = survey.questions.get(kind="scale")
    address = reverse("participation:survey_form", args=[region.slug, survey.project.slug, survey.pk])
    landing = reverse("participation:survey", args=[region.slug, survey.project.slug, survey.pk])
    with clock.fixed(moment):
        page = Client().get(landing)
        token = make_form_token(purpose=f"survey:{survey.pk}")
        answer = Client().post(address, {f"q{scale.pk}": "3", "form_token": token})
    with region_scope(region):
        kept = SurveySubmission.objects.count()
    assert (answer.status_code, kept) == ((201, 1) if is_open else (422, 0))
    assert (address in page.text) == is_open


def test_page_kept_before_the_end_is_not_shown_after_it(region, last):
    with at_noon_before(last):
        survey = make_open_survey(make_project(region), days=2)
        with region_scope(region):
            type(survey).objects.filter(pk=survey.pk).update(opens_on=last, closes_on=last)
    address = reverse("participation:survey_form", args=[region.slug, survey.project.slug, survey.pk])
    landing = reverse("participation:survey", args=[region.slug, survey.project.slug, survey.pk])
    clear_cache()
    with clock.fixed(ENDS[last] - MILLISECOND):
        assert address in Client().get(landing).text
    with clock.fixed(ENDS[last]):
        assert address not in Client().get(landing).text


def _drafted(region, last):
    with at_noon_before(last):
        project, version, _statement = draft(region, days=30)
    with region_scope(region):
        version.consultations.update(opens_on=last - dt.timedelta(days=1), closes_on=last)
    return project, version


def _comment(project, version, words: str = "Kom ihåg bussen."):
    address = reverse("drafting:comment_form", args=[project.region.slug, project.slug])
    token = make_form_token(purpose=f"comment:{version.pk}")
    values = {"part": "whole", "version": version.pk, "language": "sv", "words": words, "form_token": token}
    return Client().post(address, values)


def test_consultation_ends_for_the_page_and_for_the_server_at_the_same_moment(region, last, moment, is_open):
    project, version = _drafted(region, last)
    with clock.fixed(moment):
        page = Client().get(reverse("drafting:draft", args=[region.slug, project.slug]))
        answer = _comment(project, version)
    with region_scope(region):
        kept = Comment.objects.count()
    assert (answer.status_code, kept) == ((201, 1) if is_open else (422, 0))
    asked = reverse("drafting:comment_form", args=[region.slug, project.slug])
    assert (asked in page.text) == is_open
    if not is_open:
        assert "Kom ihåg bussen." in answer.text, "the words are there to be copied"


def test_words_may_be_changed_as_long_as_they_may_be_sent(region, last, moment, is_open):
    project, version = _drafted(region, last)
    with clock.fixed(ENDS[last] - dt.timedelta(hours=3)):
        _comment(project, version)
    with region_scope(region):
        row = Contribution.objects.get()
    with clock.fixed(moment):
        values = {"code": code_of(contribution=row), "words": "Andra ord"}
        answer = Client().post(reverse("participation:receipt_change"), values)
    row.refresh_from_db()
    assert (answer.status_code, row.original == "Andra ord") == ((200, True) if is_open else (422, False))
