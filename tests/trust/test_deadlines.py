"""Deadlines to the millisecond, also on the days when the clocks change: the page and the server say the same."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse

from drafting.domain.remiss import note_missed, opinion_code
from drafting.models import Comment, OpinionRequest
from participation.domain.receipt import code_of
from participation.models import Contribution, SurveySubmission
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_user
from tests.factories.participation import make_open_survey
from tests.factories.projects import make_project
from tests.factories.remiss import make_request
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


# ---- invited opinions, and feedback, which has no last day ----

OPINION = {"general": "Vi stöder utkastet.", "signed_by": "Anna Holm, ordförande"}


@pytest.fixture
def invited(region, last):
    """The code of a body that was asked for its opinion by the last day."""
    _project, version = _drafted(region, last)
    with at_noon_before(last), region_scope(region):
        consultation = version.consultations.select_related("draft__promise__project", "region").get()
        row = make_request(consultation, make_user(region), due_on=last)
        return opinion_code(opinion_request=row)


def _give(code: str, act: str, **values: str):
    return Client().post(reverse("drafting:opinion"), {"code": code, "act": act, **values})


@pytest.mark.parametrize("act", ["save", "submit", "decline"])
def test_opinion_ends_for_the_page_and_for_the_server_at_the_same_moment(
    region, invited, moment, is_open, act
):
    with clock.fixed(moment):
        page = _give(invited, "open")
        answer = _give(invited, act, opened_version="1", confirm="yes", **OPINION)
    with region_scope(region):
        row = OpinionRequest.objects.get()
    after = {"save": "started", "submit": "submitted", "decline": "declined"}[act]
    assert row.state == (after if is_open else "invited")
    assert answer.status_code == ({"submit": 201}.get(act, 200) if is_open else 422)
    assert ('value="submit"' in page.text) == is_open
    if act != "decline" and not is_open:
        assert OPINION["general"] in answer.text, "the words are there to be copied"


def test_opinion_that_is_due_is_missed_only_once_its_day_is_over(region, invited, moment, is_open):
    with clock.fixed(moment):
        assert note_missed(moment) == (0 if is_open else 1)


def test_feedback_is_open_on_both_sides_of_any_midnight_and_its_words_may_be_changed(region, moment, last):
    with at_noon_before(last):
        project, _version, _statement = draft(region, days=1)
    address = reverse("monitoring:feedback_form", args=[region.slug, project.slug])
    with clock.fixed(moment):
        token = make_form_token(purpose=f"feedback:{project.pk}")
        values = {"kind": "problem", "words": "Ingen svarade.", "language": "sv", "form_token": token}
        sent = Client().post(address, values)
        assert sent.status_code == 201
        changed = {"code": sent.context["code"], "words": "Ingen svarade alls."}
        assert Client().post(reverse("participation:receipt_change"), changed).status_code == 200
    with region_scope(region):
        row = Contribution.objects.get()
        assert row.original == "Ingen svarade alls."
        # The day on which it came and the day until which it is kept are those of the Finnish clock.
        came = last if moment < ENDS[last] else last + dt.timedelta(days=1)
        assert clock.day_of(row.received_at) == came
        assert row.retention_until == came + relativedelta(months=region.retention_months)
