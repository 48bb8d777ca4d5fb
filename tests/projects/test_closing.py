"""The page on which a project is closed tells what would be left undone, each thing once, with where it is mended."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from implementation.models import Clause
from participation.domain.ballot import GivenAnswer
from participation.domain.synthesis import begin_syntheses
from participation.models import (
    Contribution,
    ContributionCode,
    ContributionContact,
    ParticipationEvent,
    Response,
    Survey,
    SurveySubmission,
    Synthesis,
)
from participation.queries.closing import left_undone as of_dialogue
from projects.models import Project
from projects.queries.closing import left_undone
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.decisions import make_version
from tests.factories.implementation import make_action, make_clause, make_contract, make_producer
from tests.factories.monitoring import decide, make_corrective, make_round
from tests.factories.participation import answer, make_group, make_open_survey, make_survey
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.voices import make_contribution
from tests.support import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(region):
    return make_project(region)


def labels(source, *args):
    """Return what a source tells, in English."""
    with translation.override("en"):
        return [row.label for row in source(*args)]


def _answered(contribution, *, is_published):
    Response.objects.create(
        region=contribution.region,
        contribution=contribution,
        outcome="noted",
        body="Tack.",
        language="sv",
        published_at=clock.now() if is_published else None,
    )


def _event(project, *, days, **values):
    values = {"title_sv": "Kväll", "title_fi": "Ilta", "method": "workshop", "begins": dt.time(18), **values}
    with region_scope(project.region):
        return ParticipationEvent.objects.create(
            region=project.region, project=project, day=clock.today() + dt.timedelta(days=days), **values
        )


def test_contributions_that_nobody_read_coded_or_answered_are_told(project):
    with region_scope(project.region):
        assert labels(of_dialogue, project.pk) == []
        make_contribution(project)
        waiting = make_contribution(project, moderates_first=False)
        for row in (waiting, make_contribution(project, channel="comment")):
            ContributionContact.objects.update_or_create(
                contribution=row,
                region=project.region,
                defaults={"email": "a@b.example", "wants_answer": True},
            )
        _answered(make_contribution(project, channel="comment"), is_published=False)
        _answered(make_contribution(project, channel="comment"), is_published=True)
        Contribution.objects.filter(channel="comment").update(moderation="published", is_coded=True)
        Contribution.objects.filter(pk=waiting.pk).update(moderation="published")
        hidden = make_contribution(project)
        Contribution.objects.filter(pk=hidden.pk).update(moderation="hidden")
        assert labels(of_dialogue, project.pk) == [
            "1 contribution waits to be read",
            "2 contributions are not coded",
            "1 person of whom something was written down waits for an answer",
            "1 answer is written but not published",
        ]
        _answered(waiting, is_published=True)
        Contribution.objects.update(moderation="published", is_coded=True)
        Response.objects.update(published_at=clock.now())
        assert labels(of_dialogue, project.pk) == []


def test_surveys_that_were_never_published_or_counted_are_told_and_not_open_ones(project):
    with region_scope(project.region):
        make_survey(project)
        open_one, closed = make_open_survey(project), make_open_survey(project)
        assert labels(of_dialogue, project.pk) == ["1 survey was begun but never published"]
        Survey.objects.filter(pk=closed.pk).update(state="closed", closed_at=clock.now())
        Survey.objects.filter(pk=open_one.pk).update(closes_on=clock.today() - dt.timedelta(days=1))
        assert labels(of_dialogue, project.pk)[1:] == ["The answers to 2 surveys are not counted"]
        Survey.objects.filter(pk=open_one.pk).update(state="closed", closed_at=clock.now())
        Survey.objects.filter(state="closed").update(counted_at=clock.now() + dt.timedelta(minutes=1))
        assert labels(of_dialogue, project.pk)[1:] == []


def test_answers_that_were_held_back_when_their_survey_was_closed_are_told(project):
    with region_scope(project.region):
        survey = make_open_survey(project)
        scale = survey.questions.get(kind="scale")
        answer(survey, GivenAnswer(scale.pk, number=1))
        answer(survey, GivenAnswer(scale.pk, number=1), is_held=True)
        assert labels(of_dialogue, project.pk) == []
        later = clock.now() + dt.timedelta(minutes=1)
        Survey.objects.update(state="closed", closed_at=clock.now(), counted_at=later)
        told = ["1 submission to a survey was held back and is not counted"]
        assert labels(of_dialogue, project.pk) == told
        SurveySubmission.objects.filter(is_held=True).update(withdrawn_at=clock.now())
        assert labels(of_dialogue, project.pk) == []


def test_events_that_are_to_come_or_of_which_nothing_is_written_down_are_told(project):
    _event(project, days=3)
    _event(project, days=3, state="announced")
    _event(project, days=3, state="called_off")
    _event(project, days=-3, state="announced")
    _event(project, days=-3, participants=4)
    _event(project, days=-3, state="called_off")
    _event(project, days=-3, begins=None)
    with region_scope(project.region):
        assert labels(of_dialogue, project.pk) == [
            "1 event is prepared but not held",
            "It is not written down who came to 1 event",
        ]


def test_synthesis_is_told_only_where_something_was_said(project):
    with region_scope(project.region):
        begin_syntheses(project=project)
        assert labels(of_dialogue, project.pk) == []
        said = make_contribution(project)
        Contribution.objects.update(moderation="published", is_coded=True)
        perspective = Synthesis.objects.order_by("pk").values_list("perspective", flat=True)[0]
        ContributionCode.objects.create(region=project.region, contribution=said, perspective=perspective)
        assert labels(of_dialogue, project.pk) == ["1 synthesis is not approved"]
        Contribution.objects.update(moderation="withdrawn")
        assert labels(of_dialogue, project.pk) == []
        Contribution.objects.update(moderation="published")
        Synthesis.objects.filter(perspective=perspective).update(state="approved")
        assert labels(of_dialogue, project.pk) == []


def test_groups_in_which_nobody_was_heard_are_told(project):
    with region_scope(project.region):
        group = make_group(project)
        make_group(project, relevance="not_relevant", reason="Bor inte här")
        assert labels(of_dialogue, project.pk) == ["Nobody has been heard in 1 group"]
        make_contribution(project, group=group)
        Contribution.objects.update(moderation="published", is_coded=True)
        assert labels(of_dialogue, project.pk) == []


def test_statements_are_to_be_measured_once_the_period_of_their_promise_has_begun(project):
    promise = make_promise(project)
    make_statement(promise)
    decide(promise)
    year = clock.today().year
    with region_scope(project.region):
        for first, is_told in ((year + 1, False), (year, True), (year - 1, True)):
            Project.objects.update(period_from=first, period_to=year + 2)
            told = labels(left_undone, Project.objects.get(pk=project.pk))
            assert ("1 statement has never been measured or judged" in told) == is_told


def test_what_is_done_or_has_ended_is_not_told(project):
    promise = make_version(project).promise
    with region_scope(project.region):
        statement = promise.statements.first()
        make_round(promise, state="done")
        make_corrective(statement, state="done")
        for state in ("done", "stopped"):
            make_action(statement, state=state)
        for state, confirmed in (("in_force", clock.now()), ("ended", None)):
            contract = make_contract(
                promise, make_producer(project.region, name=state), title=state, state=state
            )
            clause = make_clause(contract, statement)
            Clause.objects.filter(pk=clause.pk).update(confirmed_at=confirmed)
        told = labels(left_undone, Project.objects.get(pk=project.pk))
    assert told[1:] == ["The council has not decided on the promise"]


def _unfinished(project, promise, count):
    """Make `count` of everything that a closing page tells of phases 2, 5 and 6."""
    statement = promise.statements.first()
    for number in range(count):
        make_contribution(project)
        make_survey(project)
        survey = make_open_survey(project)
        Survey.objects.filter(pk=survey.pk).update(state="closed", closed_at=clock.now())
        _event(project, days=3)
        _event(project, days=-3)
        make_group(project)
        _answered(make_contribution(project), is_published=False)
        make_corrective(statement)
        make_round(promise)
        make_action(statement)
        contract = make_contract(promise, make_producer(project.region), title=f"Avtal {number}")
        make_clause(contract, statement)


def test_closing_page_costs_the_same_whatever_its_numbers_and_each_line_leads_to_an_open_page(
    client, preparer, project
):
    promise = make_version(project).promise
    address = reverse("projects:project_close", args=[project.region.slug, project.pk])
    address = address.replace("/sv/", "/en/", 1)

    def more(count):
        with region_scope(project.region):
            _unfinished(project, promise, count)

    assert_constant_queries(lambda: client.get(address), more)
    page = client.get(address)
    rows = page.context["left_undone"]
    told = [row.label for row in rows]
    assert told[1:] == [
        "6 contributions wait to be read",
        "6 contributions are not coded",
        "3 answers are written but not published",
        "3 surveys were begun but never published",
        "The answers to 3 surveys are not counted",
        "3 events are prepared but not held",
        "It is not written down who came to 3 events",
        "Nobody has been heard in 3 groups",
        "The council has not decided on the promise",
        "3 actions are not done",
        "3 clauses of contracts are not confirmed by the producer",
        "3 corrective actions are not done",
        "3 evaluation rounds are not finished",
    ]
    assert all(client.get(row.url).status_code == 200 for row in rows)


def test_page_that_hinders_the_closing_tells_that_alone(client, preparer, project):
    make_contribution(project)
    address = reverse("projects:project_close", args=[project.region.slug, project.pk])
    assert client.get(address).context["left_undone"]
    _event(project, days=3, state="announced")
    page = client.get(address)
    assert page.context["still_open"]
    assert page.context["left_undone"] == []
