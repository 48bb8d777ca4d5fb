"""What is measured on: a published draft with 10,000 comments, a survey with 100,000 answers, a package of parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

COMMENTS = 10_000
SUBMISSIONS = 20_000
QUESTIONS = 5
SLUG = "ostkusten"


def prepare(data: dict[str, Any]) -> None:
    """Fill the empty database once; leaves region, project, version and further rows in `data`."""
    if "region" in data:
        return
    from accounts.domain.region import create_region
    from servicelofte.common.tenancy import region_scope

    names = {"sv": "Bänkens område", "fi": "Penkin alue", "en": "Bench region"}
    region = create_region(slug=SLUG, names=names, contact_email="bench@example.fi")
    data["region"] = region
    with region_scope(region):
        _draft(data)
        _comments(data)
        _survey(data)
        _package(data)


def _draft(data: dict[str, Any]) -> None:
    from drafting.domain.consultation import open_consultation
    from drafting.domain.version import publish_version
    from projects.domain.project import start_project
    from projects.domain.promise import insert_examples
    from servicelofte.common import clock

    data["project"] = project = start_project(
        region=data["region"],
        actor=None,
        titles={"sv": "Servicelöfte", "fi": "Palvelulupaus", "en": "Service promise"},
        period_from=2027,
        period_to=2029,
        starts_on=clock.today(),
    )
    promise = project.promises.get()
    insert_examples(promise=promise, actor=None)
    data["version"] = version = publish_version(promise=promise, actor=None, accepts_stale=True)
    data["consultation"] = open_consultation(
        version=version, opens_on=clock.today(), closes_on=clock.today() + dt.timedelta(days=30), actor=None
    )


def _comments(data: dict[str, Any]) -> None:
    from drafting.domain.comment import recount
    from drafting.models import Comment
    from participation.models import Contribution
    from projects.models import Statement
    from servicelofte.common import clock

    lineages = list(Statement.objects.values_list("lineage", flat=True))
    shared = {
        "region": data["region"],
        "project": data["project"],
        "channel": "comment",
        "language": "sv",
        "moderation": "published",
        "received_at": clock.now(),
        "retention_until": clock.today() + dt.timedelta(days=700),
    }
    words = "Det här är viktigt för oss som bor långt från centrum, men hur ska det gå till i praktiken? "
    rows = [
        Contribution(original=words * (1 + number % 3), public_text=words * (1 + number % 3), **shared)
        for number in range(COMMENTS)
    ]
    Contribution.objects.bulk_create(rows, batch_size=2000)
    about = {"region": data["region"], "consultation": data["consultation"], "draft": data["version"]}
    comments = [
        Comment(contribution=row, target="statement", lineage=lineages[number % len(lineages)], **about)
        for number, row in enumerate(rows)
    ]
    Comment.objects.bulk_create(comments, batch_size=2000)
    recount(draft=data["version"])


def _survey(data: dict[str, Any]) -> None:
    from participation.models import Survey, SurveyOption, SurveyQuestion
    from servicelofte.common import clock

    region = data["region"]
    data["survey"] = survey = Survey.objects.create(
        region=region,
        project=data["project"],
        title="Bench",
        state="open",
        opens_on=clock.today(),
        closes_on=clock.today(),
        submission_count=SUBMISSIONS,
    )
    options: dict[int, list[int]] = {}
    for number in range(QUESTIONS):
        question = SurveyQuestion.objects.create(
            region=region, survey=survey, order=number, kind="one", text=f"{number}"
        )
        made = [
            SurveyOption.objects.create(region=region, question=question, order=place, label=f"{place}")
            for place in range(5)
        ]
        options[question.pk] = [option.pk for option in made]
    _answers(data, options)


def _answers(data: dict[str, Any], options: dict[int, list[int]]) -> None:
    from participation.models import SurveyAnswer, SurveySubmission
    from servicelofte.common import clock

    region, survey = data["region"], data["survey"]
    submissions = SurveySubmission.objects.bulk_create(
        [
            SurveySubmission(
                region=region,
                survey=survey,
                language="sv",
                submission_key=f"{number:032x}",
                received_at=clock.now(),
            )
            for number in range(SUBMISSIONS)
        ],
        batch_size=2000,
    )
    SurveyAnswer.objects.bulk_create(
        [
            SurveyAnswer(
                region=region,
                submission=row,
                question_id=question,
                option_id=choices[(number * 7 + question) % 5],
            )
            for number, row in enumerate(submissions)
            for question, choices in options.items()
        ],
        batch_size=5000,
    )


def _package(data: dict[str, Any]) -> None:
    from decisions.domain.package import create_package
    from decisions.pdf import document_html
    from decisions.queries.document import document_view

    package = create_package(draft=data["version"], actor=None, presenter="Bench")
    view = document_view(package, "sv")
    data["pdf"] = {"html": document_html(view), "title": view.title}
