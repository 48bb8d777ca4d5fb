"""Verbs of the answer: write it, publish it, tell those who wanted to hear (handbook p. 25)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.domain.mail import queue_mail
from participation.domain.contribution import lock_contribution
from participation.domain.several import Several, as_opened
from participation.domain.visibility import sights_of, tell_homes
from participation.enums import GONE, Moderation
from participation.models import Contribution, ContributionContact, Response
from participation.queries.voices import words_digest
from projects.domain.ledger import record_event
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.languages import interface_language
from servicelofte.common.text import plain

ANSWER_MAIL = "answer"
NO_WORDS = _("Write the answer and its reason.")
REWRITTEN = _("The writer changed the words after you opened this page. Read them anew: your answer is kept.")


@dataclass(frozen=True)
class Answer:
    """What an official answers: `outcome` of Outcome, words in `language`, whether and where the text is to change."""

    outcome: str
    body: str
    language: str
    needs_change: bool = False
    lineage: UUID | None = None


@dataclass(frozen=True)
class SharedAnswer:
    """One answer to several contributions: `words` by language, the first for a writer whose language is not there."""

    outcome: str
    words: Mapping[str, str]
    needs_change: bool = False
    lineage: UUID | None = None

    def to(self, language: str) -> Answer:
        """Return the answer to somebody who wrote in `language`."""
        own = language if language in self.words else next(iter(self.words))
        return Answer(self.outcome, self.words[own], own, self.needs_change, self.lineage)


@transaction.atomic
def write_response(
    *,
    contribution: Contribution,
    actor: User,
    answer: Answer,
    publish: bool,
    opened: int = 0,
    seen: str | None = None,
) -> Response:
    """Write or change the answer to a contribution; `publish` shows it to everybody and tells the writer by e-mail.

    `opened` is the version of the answer that was read, 0 for none; `seen` the digest of the words that were read, None
    where nobody looked. Raises EditConflict, with the answer or the contribution as its row, when somebody else
    answered or the writer changed the words meanwhile, DomainError without words, IllegalTransition for a contribution
    that was erased.
    """
    if not plain(answer.body):
        raise DomainError(NO_WORDS, field="body")
    contribution = lock_contribution(contribution_id=contribution.pk)
    if contribution.moderation == Moderation.ERASED:
        raise IllegalTransition(_("These words were erased and can no longer be answered."))
    before = sights_of([contribution])
    known = Response.objects.filter(contribution=contribution).first()
    if known and known.version != opened:
        raise EditConflict(
            _("Somebody else answered while you were writing. Your words are kept."), row=known
        )
    if seen is not None and seen != words_digest(contribution):
        raise EditConflict(REWRITTEN, row=contribution)
    row = known or Response(region=contribution.region, contribution=contribution)
    _write(row, answer, actor=actor, publish=publish, opened=opened)
    tell_homes(rows=[contribution], before=before)
    return row


@transaction.atomic
def answer_contributions(
    *, project: Project, opened: Mapping[int, int], actor: User, answer: SharedAnswer, publish: bool
) -> Several:
    """Give the same answer to several contributions that say the same, each in its writer's language.

    `opened` is {id: version read}, at most 100; each gets an answer of its own, and `publish` is as in
    `write_response`. A row is left that was changed or answered after it was read, or whose words are gone. Raises
    DomainError when words are missing in a language of `answer`.
    """
    for language, words in answer.words.items():
        if not plain(words):
            raise DomainError(NO_WORDS, field=f"body_{language}")
    locked = as_opened(project=project, opened=opened)
    answered = set(Response.objects.filter(contribution__in=locked).values_list("contribution_id", flat=True))
    rows = [row for row in locked.values() if row.pk not in answered and row.moderation not in GONE]
    before = sights_of(rows)
    for row in rows:
        empty = Response(region=row.region, contribution=row)
        _write(empty, answer.to(row.language), actor=actor, publish=publish, opened=0)
    tell_homes(rows=rows, before=before)
    return Several.of(opened, done=[row.pk for row in rows])


def _write(row: Response, answer: Answer, *, actor: User, publish: bool, opened: int) -> None:
    words = plain(answer.body)
    is_new = not row.published_at or (row.outcome, row.body) != (answer.outcome, words)
    row.outcome, row.body, row.language = answer.outcome, words, answer.language
    row.needs_change, row.lineage, row.written_by = answer.needs_change, answer.lineage, actor
    row.published_at = (row.published_at or clock.now()) if publish else None
    _save(row, opened=opened)
    _record(row, actor, publish)
    if publish and is_new:
        _tell_writer(row)


def _save(row: Response, *, opened: int) -> None:
    if row.pk:
        save_versioned(row, expected=opened)
    else:
        row.save()


def _record(row: Response, actor: User, publish: bool) -> None:
    record_event(
        region=row.region,
        project=row.contribution.project,
        kind="response.published" if publish else "response.written",
        actor=actor,
        subject=f"contribution:{row.contribution_id}",
        data={"response": row.pk, "outcome": row.outcome},
        is_public=True,
    )


def _tell_writer(row: Response) -> None:
    contact = ContributionContact.objects.filter(contribution=row.contribution_id, wants_answer=True).exclude(
        email=""
    )
    for each in contact:
        language = row.contribution.language
        queue_mail(
            region=row.region,
            recipient=each.email,
            kind=ANSWER_MAIL,
            occasion=f"response:{row.pk}:{row.version}",
            language=interface_language(language),
            context={"contribution": row.contribution_id},
        )
