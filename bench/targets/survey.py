"""Counting 100,000 answers, beside the bare grouped statement."""

from __future__ import annotations

from typing import Any

from bench.target import CallTarget, Goal
from bench.world import prepare

RAW = (
    "SELECT question_id, option_id, number, COUNT(*) FROM participation_surveyanswer "
    "WHERE question_id IN (SELECT id FROM participation_surveyquestion WHERE survey_id = %s) "
    "GROUP BY question_id, option_id, number"
)


def _raw(data: dict[str, Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RAW, [data["survey"].pk])
        cursor.fetchall()


def _count(data: dict[str, Any]) -> None:
    from participation.domain.counting import count_answers
    from servicelofte.common.tenancy import region_scope

    with region_scope(data["region"]):
        count_answers(survey_id=data["survey"].pk)


GROUP_BY = CallTarget(
    name="group_by", what="the bare GROUP BY over 100,000 answers", prepare=prepare, call=_raw, pieces=7
)
AGGREGATION = CallTarget(
    name="aggregation",
    what="counting the 100,000 answers into the results",
    goal=Goal("group_by", at_most=1.3),
    prepare=prepare,
    call=_count,
    pieces=7,
)
