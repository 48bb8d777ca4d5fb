"""What the pages of building, publishing and answering a survey ask."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.enums import JobState
from jobs.models import Job
from participation.enums import COUNT_JOB, QuestionKind, SurveyState
from participation.models import Survey, SurveyQuestion, SurveySubmission
from participation.queries.disclosure import SMALLEST_GROUP
from participation.queries.missing import what_is_missing
from projects.enums import Perspective, ProjectState
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.digest import json_digest
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import day, days, full_day
from servicelofte.common.tenancy import every_region
from servicelofte.common.tokens import hash_code

SECONDS_A_QUESTION = 20
TONES = {SurveyState.DRAFT: "plain", SurveyState.OPEN: "success", SurveyState.CLOSED: "info"}


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is asked: its words in the page's language, or the next best, and the choices [(id, words)]."""

    id: int
    kind: str
    text: str
    lang: str
    help: str
    perspective: str
    is_required: bool
    options: list[tuple[int, str]] = field(default_factory=list)


def asked_questions(survey: Survey) -> list[AskedQuestion]:
    """Return the questions of a survey in order, in the language of the page; two queries."""
    rows = SurveyQuestion.objects.filter(survey=survey).prefetch_related("options").order_by("order", "pk")
    questions = []
    for row in rows:
        text, language = column_words(row, "text")
        questions.append(
            AskedQuestion(
                id=row.pk,
                kind=row.kind,
                text=text,
                lang=language,
                help=column_words(row, "help")[0],
                perspective=row.perspective,
                is_required=row.is_required,
                options=[(option.pk, column_words(option, "label")[0]) for option in row.options.all()],
            )
        )
    return questions


def survey_digest(survey: Survey) -> str:
    """Return the SHA-256 (hex) over a survey with its questions as they stand; one query. Who changes the choices of a
    question gives it a version.
    """
    rows = SurveyQuestion.objects.filter(survey=survey).order_by("order", "pk")
    return json_digest([survey.version, [list(row) for row in rows.values_list("pk", "version")]])


def survey_rows(project: Project) -> list[dict[str, Any]]:
    """Return the surveys of a project, latest first: {title, lang, state, tone, days, answers, url}; one query."""
    rows = Survey.objects.filter(project=project).order_by("-pk")
    slug = project.region.slug
    return [
        {
            "title": column_words(row, "title")[0],
            "lang": column_words(row, "title")[1],
            "state": row.get_state_display(),
            "tone": TONES[SurveyState(row.state)],
            "days": _days(row),
            "answers": _answers(row) if row.state != SurveyState.DRAFT else "",
            "url": reverse("participation:survey_detail", args=[slug, project.pk, row.pk]),
        }
        for row in rows
    ]


def _days(survey: Survey) -> str:
    """Return the days on which the survey is open; of one that was closed before its last day, on which it was."""
    last = survey.closes_on
    if survey.closed_at:
        last = min(last, timezone.localdate(survey.closed_at))
    return days(survey.opens_on, last)


def _answers(survey: Survey) -> str:
    count = survey.submission_count
    return ngettext("%(count)d person has answered", "%(count)d people have answered", count) % {
        "count": count
    }


def survey_page(survey: Survey) -> dict[str, Any]:
    """Return a survey for its builders: questions with their edit links, what is missing, answers so far, held ones.

    The answers themselves are not shown to anybody before the survey closes; six queries.
    """
    project, slug = survey.project, survey.project.region.slug
    questions = asked_questions(survey)
    is_draft = survey.state == SurveyState.DRAFT
    missing = what_is_missing(survey) if is_draft else []
    public = [slug, project.slug, survey.pk]
    return {
        "questions": [
            {
                "number": number,
                "question": question,
                "kind": QuestionKind(question.kind).label,
                "about": Perspective(question.perspective).label if question.perspective else "",
                "is_first": number == 1,
                "is_last": number == len(questions),
                "args": [slug, project.pk, survey.pk, question.id],
            }
            for number, question in enumerate(questions, start=1)
        ],
        "missing": [
            {"text": str(place), "url": _missing_url(survey, place.question_id)} for place in missing
        ],
        "can_publish": is_draft and bool(questions) and not missing,
        "is_draft": is_draft,
        "is_open": survey.state == SurveyState.OPEN,
        "is_closed": survey.state == SurveyState.CLOSED,
        "title": column_words(survey, "title")[0],
        "lang": column_words(survey, "title")[1],
        "tone": TONES[SurveyState(survey.state)],
        "days": _days(survey),
        "answers": _answers(survey),
        "held": held_count(survey) if not is_draft else 0,
        "counting": counting(survey),
        "public_url": reverse("participation:survey", args=public) if project.is_public else "",
        "results_url": reverse("participation:results", args=[slug, project.pk, survey.pk]),
    }


def _missing_url(survey: Survey, question_id: int | None) -> str:
    args = [survey.project.region.slug, survey.project_id, survey.pk]
    if question_id is None:
        return reverse("participation:survey_edit", args=args)
    return reverse("participation:question_edit", args=[*args, question_id])


def held_count(survey: Survey) -> int:
    """Return how many submissions are held back from the counts; one query."""
    return SurveySubmission.objects.filter(survey=survey, is_held=True, withdrawn_at=None).count()


def closing_words(survey: Survey) -> list[str]:
    """Return how many have answered an open survey, that they are too few to be told of where they are, and how many
    answers its closing would leave out; one query.
    """
    held = held_count(survey)
    left_out = ngettext(
        "%(count)d submission is held back and will not be counted.",
        "%(count)d submissions are held back and will not be counted.",
        held,
    )
    few = _("No figures are shown of fewer than %(number)d people. Wait until more have answered.")
    is_few = survey.submission_count < SMALLEST_GROUP
    return [
        f"{_answers(survey)}.",
        *([few % {"number": SMALLEST_GROUP}] if is_few else []),
        *([left_out % {"count": held}] if held else []),
    ]


def release_words(survey: Survey) -> list[str]:
    """Return how many submissions are held back, and why; nothing where none is. One query."""
    held = held_count(survey)
    if not held:
        return []
    number = ngettext(
        "%(count)d submission is held back: it came faster than a person writes, or very many came from one place.",
        "%(count)d submissions are held back: they came faster than a person writes, or very many came from one place.",
        held,
    )
    return [number % {"count": held}]


def counting(survey: Survey) -> dict[str, Any] | None:
    """Return how far the counting after the closing is: {percent, failed}; None when it is done or not begun."""
    if survey.state != SurveyState.CLOSED or is_counted(survey):
        return None
    job = Job.objects.filter(kind=COUNT_JOB, arguments__survey=survey.pk).order_by("-pk").first()
    return {"percent": job.percent if job else 0, "failed": bool(job and job.state == JobState.FAILED)}


def is_counted(survey: Survey) -> bool:
    """Tell whether the counts hold everything that came in before the survey closed."""
    return bool(survey.closed_at and survey.counted_at and survey.counted_at >= survey.closed_at)


def submission_by_code(code: str) -> SurveySubmission | None:
    """Return the submission whose receipt has this code as typed, from any region, or None."""
    with every_region():
        rows = SurveySubmission.objects.select_related("survey__project__region", "survey__region", "region")
        return rows.filter(code_hash=hash_code(code)).first()


def public_survey(survey: Survey) -> dict[str, Any]:
    """Return a survey as everybody sees it: words, whether it is open, when, how long it takes; two queries.

    `state` is "soon", "open" or "closed", decided by the local day.
    """
    project = survey.project
    args = [project.region.slug, project.slug, survey.pk]
    title, language = column_words(survey, "title")
    questions = asked_questions(survey)
    goes_on = survey.state == SurveyState.OPEN and project.state == ProjectState.ACTIVE
    is_open = goes_on and clock.is_open(survey.opens_on, survey.closes_on)
    is_soon = goes_on and clock.today() < survey.opens_on
    minutes = max(1, round(len(questions) * SECONDS_A_QUESTION / 60))
    return {
        "title": title,
        "lang": language,
        "intro": column_words(survey, "intro")[0],
        "intro_lang": column_words(survey, "intro")[1],
        "state": "open" if is_open else "soon" if is_soon else "closed",
        "opens": day(survey.opens_on),
        "closes": day(survey.closes_on),
        "closed": full_day(survey.closed_at or survey.closes_on),
        "length": ngettext(
            "%(count)d question, about %(minutes)d min",
            "%(count)d questions, about %(minutes)d min",
            len(questions),
        )
        % {"count": len(questions), "minutes": minutes},
        "has_text": any(question.kind == QuestionKind.TEXT for question in questions),
        "form_url": reverse("participation:survey_form", args=args),
        "results_url": reverse("participation:survey_results", args=args),
        "url": reverse("participation:survey", args=args),
        "project": project,
        "project_title": project.title,
        "project_url": reverse("public_project", args=args[:2]),
        "region_title": _("%(region)s asks") % {"region": project.region.name},
    }
