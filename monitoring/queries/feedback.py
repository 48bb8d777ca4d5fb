"""What the pages of feedback show: the list for staff, one piece, and what it is about for its writer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import name_of
from monitoring.enums import FeedbackClass
from monitoring.models import Feedback
from monitoring.queries.public import words_in_force
from participation.enums import OF_NO_USE, Moderation
from projects.models import Project
from projects.queries.statements import statement_words
from servicelofte.common import clock
from servicelofte.common.fields import column_words
from servicelofte.common.languages import NO_WORDS, LanguageText, lang_span
from servicelofte.common.paging import newest_page
from servicelofte.common.registry import VoiceSubject

PAGE = 25


@dataclass(frozen=True)
class FeedbackRow:
    """A piece of feedback as staff sees it."""

    pk: int
    contribution_id: int
    words: str
    lang: str
    kind: str
    state: str
    is_waiting: bool
    received_at: Any
    owner: str
    owner_id: int | None
    due_on: date
    is_late: bool
    is_answered: bool
    effect: LanguageText
    statement: Any


@dataclass(frozen=True)
class FeedbackPage:
    """A page of the list, newest first; `older` is the key of the next page; figures for the head."""

    rows: list[FeedbackRow]
    older: int | None
    all: int
    unanswered: int
    late: int


def feedback_list(project: Project, filters: Mapping[str, Any], *, before: int | None = None) -> FeedbackPage:
    """Return a page of the project's feedback, at most 25; three queries whatever their number.

    `filters`: answer ("no", "late", "yes"), kind (FeedbackClass), perspective. Withdrawn, hidden and erased words are
    not listed.
    """
    every = project_feedback(project)
    chosen, older = newest_page(_filtered(every, filters), size=PAGE, before=before)
    words = statement_words({row.statement_id for row in chosen if row.statement_id})
    return FeedbackPage(
        rows=[feedback_row(row, words) for row in chosen],
        older=older,
        **every.aggregate(
            all=Count("pk"),
            unanswered=Count("pk", filter=unanswered()),
            late=Count("pk", filter=unanswered() & Q(due_on__lt=clock.today())),
        ),
    )


def project_feedback(project: Project) -> QuerySet[Feedback]:
    """Return a project's feedback that is still there, with contribution, answer and owner."""
    rows = Feedback.objects.filter(promise__project=project).exclude(contribution__moderation__in=OF_NO_USE)
    return rows.select_related("contribution__response", "owner")


def unanswered() -> Q:
    """Return the condition that no answer is published."""
    return Q(contribution__response__published_at__isnull=True)


def feedback_row(row: Feedback, words: Mapping[int, Any]) -> FeedbackRow:
    """Return a piece of feedback as staff sees it; no query."""
    said = row.contribution
    response = getattr(said, "response", None)
    is_answered = bool(response and response.published_at)
    return FeedbackRow(
        pk=row.pk,
        contribution_id=said.pk,
        words=said.original or said.public_text,
        lang=said.language,
        kind=str(FeedbackClass(row.kind).label),
        state=str(said.get_moderation_display()),
        is_waiting=said.moderation == Moderation.PENDING,
        received_at=said.received_at,
        owner=name_of(row.owner),
        owner_id=row.owner_id,
        due_on=row.due_on,
        is_late=not is_answered and row.due_on < clock.today(),
        is_answered=is_answered,
        effect=LanguageText(*column_words(row, "effect")),
        statement=words.get(row.statement_id or 0, NO_WORDS),
    )


def answerable(rows: Iterable[FeedbackRow], person: User, *, answers_all: bool) -> set[int]:
    """Return the keys of those that a person on the staff may answer, as `participation.rules.can_respond` says of
    one: all for whoever `answers_all`, else those that the person sees to; no query.
    """
    return {row.pk for row in rows if answers_all or row.owner_id == person.pk}


def feedback_owner(contribution: int) -> int | None:
    """Return who sees to the feedback of a contribution, None for nobody; one query."""
    return Feedback.objects.filter(contribution=contribution).values_list("owner", flat=True).first()


def feedback_subjects(ids: Sequence[int], language: str) -> dict[int, VoiceSubject]:
    """Return {contribution id: what the feedback is about, as it was decided} for its writer in `language`; two
    queries.
    """
    rows = Feedback.objects.filter(contribution_id__in=ids).select_related(
        "promise__project__region", "statement"
    )
    found = list(rows)
    words = words_in_force((row.promise_id for row in found if row.statement_id), language)
    return {row.contribution_id: _subject(row, words, language) for row in found}


def _subject(row: Feedback, words: Mapping[str, LanguageText], language: str) -> VoiceSubject:
    project = row.promise.project
    said = words.get(str(row.statement.lineage), NO_WORDS) if row.statement else NO_WORDS
    address = reverse("monitoring:promise", args=[project.region.slug, project.slug])
    anchor = f"#s-{row.statement.lineage}" if row.statement else ""
    effect = lang_span(*column_words(row, "effect", language), language)
    return VoiceSubject(
        title=_("Feedback on how the promise is kept"),
        quote=said.text,
        lang=said.lang,
        url=f"{address}{anchor}",
        link=_("See the promise you spoke about"),
        waits=_("Not answered yet. Feedback is answered within two weeks."),
        changes=((effect, f"{address}{anchor}"),) if effect else (),
        is_open=True,
        lineage=str(row.statement.lineage) if row.statement else "",
    )


def _filtered(rows: QuerySet[Feedback], filters: Mapping[str, Any]) -> QuerySet[Feedback]:
    answer = filters.get("answer") or ""
    if answer == "yes":
        rows = rows.exclude(unanswered())
    elif answer:
        rows = rows.filter(unanswered())
    if answer == "late":
        rows = rows.filter(due_on__lt=clock.today())
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    if filters.get("perspective"):
        rows = rows.filter(statement__cell__perspective=filters["perspective"])
    return rows
