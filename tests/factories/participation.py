"""Groups, surveys and answers for tests, made through the domain where its rules matter."""

import datetime as dt
from itertools import count
from typing import Any

from participation.domain.ballot import GivenAnswer, submit_answers
from participation.domain.group import add_group
from participation.domain.survey import add_question, create_survey, publish_survey
from participation.enums import QuestionKind, Relevance
from participation.models import StakeholderGroup, Survey, SurveyQuestion, SurveySubmission
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope

_numbers = count(1)


def make_group(project: Project, *, relevance: str = Relevance.CENTRAL, **values: Any) -> StakeholderGroup:
    """Add a group of the region's own, central unless told otherwise."""
    number = next(_numbers)
    names = {"name_sv": f"Grupp {number}", "name_fi": f"Ryhmä {number}", "name_en": f"Group {number}"}
    with region_scope(project.region):
        return add_group(
            project=project, values={**names, "relevance": relevance, "expected": 10, **values}, actor=None
        )


def make_survey(project: Project, *, days: int = 10, **values: Any) -> Survey:
    """Begin a survey without questions that is open for `days` from today."""
    today = clock.today()
    words = {
        "title_sv": "Hur går det?",
        "title_fi": "Miten menee?",
        "intro_sv": "Kort.",
        "intro_fi": "Lyhyt.",
    }
    period = {"opens_on": today, "closes_on": today + dt.timedelta(days=days)}
    with region_scope(project.region):
        return create_survey(project=project, values={**words, **period, **values}, actor=None)


def make_question(
    survey: Survey, kind: str = QuestionKind.ONE, *, choices: int = 3, **values: Any
) -> SurveyQuestion:
    """Add a question in Swedish and Finnish."""
    number = next(_numbers)
    words = {"text_sv": f"Fråga {number}?", "text_fi": f"Kysymys {number}?"}
    options = [{"sv": f"Val {place}", "fi": f"Vaihtoehto {place}"} for place in range(1, choices + 1)]
    with region_scope(survey.region):
        return add_question(
            survey=survey,
            values={"kind": kind, "perspective": "", "is_required": False, **words, **values},
            options=options if kind in (QuestionKind.ONE, QuestionKind.MANY) else [],
            actor=None,
        )


def make_open_survey(project: Project, **values: Any) -> Survey:
    """Publish a survey with one question of each kind, in the order one, many, scale, text."""
    survey = make_survey(project, **values)
    for kind in QuestionKind:
        make_question(survey, kind)
    with region_scope(project.region):
        return publish_survey(survey=survey, actor=None)


def answer(survey: Survey, *answers: GivenAnswer, nonce: str = "", **values: Any) -> SurveySubmission:
    """Send answers to a survey."""
    with region_scope(survey.region):
        return submit_answers(
            survey=survey,
            language="sv",
            answers=answers,
            nonce=nonce or f"nonce-{next(_numbers)}",
            **values,
        )
