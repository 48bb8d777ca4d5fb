"""Verbs of a survey: build it, publish it in every language of the region, move its last day, close it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from jobs.domain.job import enqueue_job
from participation.enums import COUNT_JOB, SURVEY_MOVES, QuestionKind, SurveyState
from participation.models import Survey, SurveyOption, SurveyQuestion
from participation.queries.missing import MissingWords, what_is_missing
from participation.queries.surveys import survey_digest
from projects.domain.ledger import record_event
from projects.domain.rows import LAST_DAY_FIRST, hold_active, require_active, require_same_project
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import create_row, delete_row, update_row
from servicelofte.common.tenancy import every_region, region_scope

MOST_OPTIONS = 20
LONGEST_OPTION = 200
REWRITTEN = gettext_lazy(
    "Somebody changed the survey after you opened this page. Read it on its own page, and publish it then."
)


class NotReady(DomainError):
    """The survey cannot be published yet; `missing` names each text that lacks a language."""

    def __init__(self, message: Any, *, missing: Sequence[MissingWords] = ()) -> None:
        super().__init__(message)
        self.missing = list(missing)


@transaction.atomic
def create_survey(*, project: Project, values: Mapping[str, Any], actor: User | None) -> Survey:
    """Begin a survey of a project (Handbook p. 18).

    `values`: `title_sv`, `intro_sv` and so on, `opens_on` and `closes_on` (local days, both open), `group` or None.
    Raises DomainError when the days are in the wrong order, Http404 for a group of another project.
    """
    require_same_project(project, values.get("group"))
    _check_days(values["opens_on"], values["closes_on"])
    survey = Survey(region=project.region, project=project, **values)
    create_row(survey, actor=actor)
    _record("survey.created", survey, actor)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, values: Mapping[str, Any], expected: int, actor: User | None) -> Survey:
    """Change a survey that is being built, opened at version `expected`; values as in create_survey.

    Raises IllegalTransition once it is published, DomainError or EditConflict.
    """
    _require_draft(survey)
    require_same_project(survey.project, values.get("group"))
    _check_days(values["opens_on"], values["closes_on"])
    if update_row(survey, values, expected=expected, actor=actor):
        _record("survey.changed", survey, actor)
    return survey


@transaction.atomic
def move_last_day(*, survey: Survey, closes_on: date, expected: int, actor: User | None) -> Survey:
    """Give an open survey another last day (local), today at the earliest. Raises DomainError or EditConflict."""
    row = lock_survey(survey_id=survey.pk)
    # One whose last day is over hinders no closing until it is given a later one.
    hold_active(row.project_id)
    require_movable(row)
    if closes_on < max(clock.today(), row.opens_on):
        raise DomainError(_("Choose today or a later day."), field="closes_on")
    if update_row(row, {"closes_on": closes_on}, expected=expected, actor=actor):
        _record("survey.moved", row, actor, is_public=True, closes_on=closes_on.isoformat())
    return row


@transaction.atomic
def add_question(
    *, survey: Survey, values: Mapping[str, Any], options: Sequence[Mapping[str, str]], actor: User | None
) -> SurveyQuestion:
    """Add a question at the end of a survey that is being built.

    `values`: `kind` of QuestionKind, `text_sv`, `help_sv` and so on, `perspective` or "", `is_required`.
    `options`: for choices, one mapping {language: label} each, in order. Raises DomainError at the form's field.
    """
    _require_draft(survey)
    _check_options(values["kind"], options)
    last = survey.questions.order_by("-order").values_list("order", flat=True).first() or 0
    question = SurveyQuestion(region=survey.region, survey=survey, order=last + 1, **values)
    create_row(question, actor=actor)
    _keep_options(question, options, actor)
    _record("survey.changed", survey, actor)
    return question


@transaction.atomic
def change_question(
    *,
    question: SurveyQuestion,
    values: Mapping[str, Any],
    options: Sequence[Mapping[str, str]],
    expected: int,
    actor: User | None,
) -> SurveyQuestion:
    """Change a question of a survey that is being built; as add_question. Raises DomainError or EditConflict."""
    _require_draft(question.survey)
    _check_options(values["kind"], options)
    changed = update_row(question, values, expected=expected, actor=actor)
    has_new_choices = _keep_options(question, options, actor)
    if has_new_choices and not changed:
        # The choices are part of the question: who changes them, too, saves over nothing unread.
        save_versioned(question, expected=expected, actor=actor)
    if has_new_choices or changed:
        _record("survey.changed", question.survey, actor)
    return question


@transaction.atomic
def move_question(*, question: SurveyQuestion, up: bool, actor: User | None) -> None:
    """Let a question change places with the one before it (`up`) or after it; at either end nothing happens."""
    _require_draft(question.survey)
    rows = list(question.survey.questions.order_by("order", "pk"))
    here = next(index for index, row in enumerate(rows) if row.pk == question.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows, start=1):
        update_row(row, {"order": order}, expected=row.version, actor=actor)
    _record("survey.changed", question.survey, actor)


@transaction.atomic
def remove_question(*, question: SurveyQuestion, actor: User | None) -> None:
    """Remove a question from a survey that is being built; its history stays."""
    _require_draft(question.survey)
    delete_row(question, actor=actor)
    _record("survey.changed", question.survey, actor)


@transaction.atomic
def publish_survey(*, survey: Survey, actor: User | None, seen: str | None = None) -> Survey:
    """Publish a survey: it opens on its first day and can no longer be changed.

    Raises NotReady while it has no questions, a choice question has fewer than two choices, the last day is over, or a
    language of the region is missing somewhere (every text that is public exists in each of them). Raises EditConflict
    when it does not ask what the person saw: `seen` is the digest of then, None where nobody looked.
    """
    row = lock_survey(survey_id=survey.pk)
    hold_active(row.project_id)
    SURVEY_MOVES.check(row, SurveyState.OPEN)
    if seen is not None and seen != survey_digest(row):
        raise EditConflict(REWRITTEN, row=row)
    require_publishable(row)
    row.published_at = clock.now()
    _move(row, SurveyState.OPEN, actor)
    _record("survey.published", row, actor, is_public=True, closes_on=row.closes_on.isoformat())
    return row


def require_publishable(row: Survey) -> None:
    """Raise NotReady while a survey lacks something that it is published with, IllegalTransition once it is published;
    five queries.
    """
    SURVEY_MOVES.check(row, SurveyState.OPEN)
    questions = list(row.questions.prefetch_related("options"))
    if not questions:
        raise NotReady(_("Add at least one question before you publish."))
    for number, question in enumerate(questions, start=1):
        if question.kind in (QuestionKind.ONE, QuestionKind.MANY) and len(question.options.all()) < 2:
            raise NotReady(_("Question %(number)d needs at least two choices.") % {"number": number})
    if row.closes_on < clock.today():
        raise NotReady(_("The last day is over. Choose a later one before you publish."))
    missing = what_is_missing(row)
    if missing:
        raise NotReady(_("Write what is missing before you publish."), missing=missing)


@transaction.atomic
def close_survey(*, survey: Survey, actor: User | None = None) -> Survey:
    """Close a survey and have it counted in the background; nobody can answer from this moment on.

    A closed one stays as it is, so that two closings at once have one effect.
    Raises IllegalTransition while it is being built.
    """
    row = lock_survey(survey_id=survey.pk)
    if row.state == SurveyState.CLOSED:
        return row
    require_closable(row)
    row.closed_at = clock.now()
    _move(row, SurveyState.CLOSED, actor)
    _record("survey.closed", row, actor, is_public=True, submissions=row.submission_count)
    enqueue_job(
        region=row.region, kind=COUNT_JOB, occasion=f"survey:{row.pk}:closed", arguments={"survey": row.pk}
    )
    return row


def close_due_surveys(moment: datetime) -> int:
    """Close every open survey whose last local day is over at `moment`, in all regions; returns how many."""
    today = clock.day_of(moment)
    with every_region():
        due = Survey.objects.filter(state=SurveyState.OPEN, closes_on__lt=today).select_related("region")
        rows = list(due.order_by("pk"))
    for row in rows:
        with region_scope(row.region):
            close_survey(survey=row)
    return len(rows)


def lock_survey(*, survey_id: int) -> Survey:
    """Return the survey as it now stands, locked in the caller's transaction, with its region and project."""
    rows = Survey.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("region", "project").get(pk=survey_id)


def _move(row: Survey, state: str, actor: User | None) -> None:
    row.state = state
    save_versioned(row, expected=row.version, actor=actor)


def _require_draft(survey: Survey) -> None:
    require_active(survey.project)
    # Read anew and held: it may have been published since the page was opened, or be published now.
    require_unpublished(Survey.objects.select_for_update(no_key=True).get(pk=survey.pk))


def require_unpublished(survey: Survey) -> None:
    """Raise IllegalTransition once a survey is published: what it asks stays."""
    if survey.state != SurveyState.DRAFT:
        raise IllegalTransition(_("A survey that has been published can no longer be changed."))


def require_movable(survey: Survey) -> None:
    """Raise IllegalTransition unless a survey is open, so that its last day can be moved."""
    if survey.state != SurveyState.OPEN:
        raise IllegalTransition(_("Only the last day of an open survey can be moved."))


def require_closable(survey: Survey) -> None:
    """Raise IllegalTransition unless a survey is open."""
    SURVEY_MOVES.check(survey, SurveyState.CLOSED)


def _check_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise DomainError(LAST_DAY_FIRST, field="closes_on")


def _check_options(kind: str, options: Sequence[Mapping[str, str]]) -> None:
    if kind not in (QuestionKind.ONE, QuestionKind.MANY):
        return
    if len(options) > MOST_OPTIONS:
        message = gettext_lazy("Give at most %(most)d choices.")
        raise DomainError(message % {"most": MOST_OPTIONS}, field="choices")
    if any(len(label) > LONGEST_OPTION for option in options for label in option.values()):
        message = gettext_lazy("Keep each choice under %(most)d characters.")
        raise DomainError(message % {"most": LONGEST_OPTION}, field="choices")


def _keep_options(question: SurveyQuestion, options: Sequence[Mapping[str, str]], actor: User | None) -> bool:
    """Make the choices what `options` says, by their place in the order; tell whether anything changed."""
    wanted = list(options) if question.kind in (QuestionKind.ONE, QuestionKind.MANY) else []
    kept = list(question.options.order_by("order", "pk"))
    changed = False
    for order, labels in enumerate(wanted, start=1):
        words = {f"label_{language}": labels.get(language, "") for language in INTERFACE}
        if order <= len(kept):
            row = kept[order - 1]
            changed |= bool(update_row(row, {**words, "order": order}, expected=row.version, actor=actor))
        else:
            row = SurveyOption(region=question.region, question=question, order=order, **words)
            create_row(row, actor=actor)
            changed = True
    for row in kept[len(wanted) :]:
        delete_row(row, actor=actor)
        changed = True
    return changed


def _record(
    kind: str, survey: Survey, actor: User | None, *, is_public: bool = False, **data: int | str
) -> None:
    record_event(
        region=survey.region,
        project=survey.project,
        kind=kind,
        actor=actor,
        subject=f"survey:{survey.pk}",
        data={"survey": survey.pk, **data},
        is_public=is_public,
    )
