"""Verbs of feedback: receive it from anybody at any time, and see to it (Handbook p. 32, 36)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction

from accounts.domain.membership import require_member
from accounts.models import Region, User
from monitoring.models import Feedback
from participation.domain.contribution import Sender, keep_once, store_contribution
from participation.enums import Channel
from participation.models import Contribution
from projects.domain.ledger import record_event
from projects.models import Project, ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.fields import column_names, columns_of
from servicelofte.common.languages import INTERFACE

ANSWER_DAYS = 14
FIELDS = ("kind", "owner", "due_on", *column_names("effect", INTERFACE))


def receive_feedback(
    *,
    region: Region,
    project: Project,
    lineage: UUID | None,
    kind: str,
    language: str,
    words: str,
    nonce: str,
    **sender: Unpack[Sender],
) -> Contribution:
    """Keep feedback on a statement (its lineage) or on the whole promise; `kind` of FeedbackClass.

    It is to be answered within 14 days; the project's responsible official sees to it until another is chosen. An
    unknown lineage counts as the whole. A replay of `nonce` returns the same contribution. Raises DomainError without
    words, ServicePromise.DoesNotExist for a project without a promise.
    """
    statement = _statement(project, lineage)
    cell = statement.cell if statement else None

    def keep() -> Contribution:
        """Keep the words, and what they are about."""
        contribution = store_contribution(
            region=region,
            project=project,
            channel=Channel.FEEDBACK,
            language=language,
            words=words,
            nonce=nonce,
            moderates_first=region.moderates_first,
            codes=[(cell.perspective, cell.viewpoint)] if cell else [],
            **sender,
        )
        _attach(contribution, project, statement, kind)
        return contribution

    return keep_once(region=region, nonce=nonce, keep=keep)


def _attach(contribution: Contribution, project: Project, statement: Statement | None, kind: str) -> None:
    Feedback.objects.create(
        region=contribution.region,
        contribution=contribution,
        promise=statement.promise if statement else _promise(project),
        statement=statement,
        kind=kind,
        owner=project.owner,
        due_on=clock.today() + timedelta(days=ANSWER_DAYS),
    )


def handle_feedback(
    *, feedback: Feedback, expected: int, actor: User, values: Mapping[str, Any], reason: str = ""
) -> Feedback:
    """See to feedback that was opened at version `expected`.

    `values`: kind (FeedbackClass), owner, due_on, the columns of the effect (`effect_sv` …: what it led to, shown to
    everybody).
    Raises EditConflict when somebody saved meanwhile, DomainError when the owner is nobody of the region.
    """
    with transaction.atomic():
        for name in FIELDS:
            if name in values:
                setattr(feedback, name, values[name])
        require_member(user=feedback.owner, region=feedback.region)
        save_versioned(feedback, expected=expected, actor=actor, reason=reason)
        effects = dict(columns_of(feedback, "effect"))
        record_event(
            region=feedback.region,
            kind="feedback.handled",
            project=feedback.promise.project,
            actor=actor,
            subject=f"contribution:{feedback.contribution_id}",
            data={"kind": feedback.kind, "due_on": feedback.due_on.isoformat()},
            words={"effects": effects} if effects else None,
        )
    return feedback


def _statement(project: Project, lineage: UUID | None) -> Statement | None:
    if lineage is None:
        return None
    rows = Statement.objects.filter(promise__project=project, lineage=lineage)
    return rows.select_related("promise", "cell").first()


def _promise(project: Project) -> ServicePromise:
    promise = ServicePromise.objects.filter(project=project).order_by("pk").first()
    if promise is None:
        raise ServicePromise.DoesNotExist
    return promise
