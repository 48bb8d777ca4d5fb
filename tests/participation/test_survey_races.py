"""Many at once: the same ballot, and answers while the survey closes. Needs a database that runs them side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from participation.domain.ballot import GivenAnswer
from participation.domain.survey import close_survey
from participation.models import Survey, SurveyAnswer, SurveySubmission
from servicelofte.common.errors import PeriodClosed
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.participation import answer, make_open_survey
from tests.factories.projects import make_project

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 10


@pytest.fixture
def survey():
    return make_open_survey(make_project(make_region()))


def scale_of(survey):
    with region_scope(survey.region):
        return survey.questions.get(kind="scale")


def side_by_side(tasks: list[Callable[[], Any]]) -> list[Any]:
    """Run the tasks in threads, each with a connection of its own that is closed afterwards."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, tasks))


def test_same_ballot_fifty_times_at_once_is_kept_once(survey):
    scale = scale_of(survey)
    sent = side_by_side([lambda: answer(survey, GivenAnswer(scale.pk, number=3), nonce="once").pk] * 50)
    assert len(set(sent)) == 1
    with region_scope(survey.region):
        assert (SurveySubmission.objects.count(), SurveyAnswer.objects.count()) == (1, 1)
        assert Survey.objects.get().submission_count == 1


def test_what_was_accepted_while_the_survey_closed_is_what_is_in_the_record(survey):
    scale = scale_of(survey)

    def send(number: int) -> bool:
        try:
            answer(survey, GivenAnswer(scale.pk, number=1), nonce=f"ballot-{number}")
        except PeriodClosed:
            return False
        return True

    def close() -> bool:
        with region_scope(survey.region):
            close_survey(survey=survey)
        return False

    tasks: list[Callable[[], bool]] = [lambda number=number: send(number) for number in range(50)]
    tasks[20:20] = [close] * 5
    accepted = sum(side_by_side(tasks))
    with region_scope(survey.region):
        assert SurveySubmission.objects.count() == accepted
        row = Survey.objects.get()
        assert row.submission_count == accepted
        assert not SurveySubmission.objects.filter(received_at__gt=row.closed_at).exists()
