"""Verbs of moderation: publish, remove parts, do not publish. Each leaves a dated marker (handbook p. 32)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from participation.domain.contribution import save_contribution
from participation.domain.several import Several, as_opened
from participation.domain.visibility import sights_of, tell_homes
from participation.enums import MODERATION_MOVES, Moderation
from participation.models import Contribution, ModerationMark
from projects.domain.ledger import record_event
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.text import one_line, plain


@transaction.atomic
def publish_contributions(*, project: Project, opened: Mapping[int, int], actor: User) -> Several:
    """Show contributions to everybody as they were sent; `opened` is {id: version read}, at most 100.

    A row that was changed after it was read is left, and so is one whose state allows no publishing.
    """
    return _move_several(project, opened, actor, Moderation.PUBLISHED, "", "")


@transaction.atomic
def hide_contributions(
    *, project: Project, opened: Mapping[int, int], actor: User, reason: str, note: str = ""
) -> Several:
    """Do not publish contributions, for a `reason` (of ModerationReason) that the writer is told, with an explanation.

    `opened` as in `publish_contributions`. Raises DomainError without a reason.
    """
    _require_reason(reason)
    return _move_several(project, opened, actor, Moderation.HIDDEN, reason, note)


@transaction.atomic
def redact_contribution(
    *, contribution: Contribution, actor: User, opened: int, public_text: str, reason: str, note: str = ""
) -> Contribution:
    """Publish a contribution with parts taken out: `public_text` is what everybody may read; the words as sent stay.

    `opened` is the version that was read. Raises EditConflict when it changed meanwhile, DomainError without
    words or reason.
    """
    _require_reason(reason)
    words = plain(public_text)
    if not words:
        raise DomainError(
            _("Leave the words that may be shown, or choose not to publish."), field="public_text"
        )
    row = as_opened(project=contribution.project, opened={contribution.pk: opened}).get(contribution.pk)
    if row is None:
        current = Contribution.objects.get(pk=contribution.pk)
        raise EditConflict(_("This was changed while you were reading it. Read it again."), row=current)
    if row.moderation != Moderation.REDACTED:
        MODERATION_MOVES.check(row, Moderation.REDACTED, field="moderation")
    before = sights_of([row])
    row.public_text = words
    _mark(row, actor, Moderation.REDACTED, reason, note)
    tell_homes(rows=[row], before=before)
    return row


def _require_reason(reason: str) -> None:
    if not reason:
        raise DomainError(_("Choose the reason: the writer is told it."), field="reason")


def _move_several(
    project: Project, opened: Mapping[int, int], actor: User, state: str, reason: str, note: str
) -> Several:
    locked = as_opened(project=project, opened=opened)
    rows = [row for row in locked.values() if _may_move(row, state)]
    before = sights_of(rows)
    for row in rows:
        row.public_text = row.original if state == Moderation.PUBLISHED else ""
        _mark(row, actor, state, reason, note)
    tell_homes(rows=rows, before=before)
    return Several.of(opened, done=[row.pk for row in rows])


def _may_move(row: Contribution, state: str) -> bool:
    has_words = state != Moderation.PUBLISHED or bool(row.original)
    return has_words and MODERATION_MOVES.allows(row.moderation, state)


def _mark(row: Contribution, actor: User, state: str, reason: str, note: str) -> None:
    row.moderation = state
    save_contribution(row=row, reason=reason)
    ModerationMark.objects.create(
        region=row.region,
        contribution=row,
        state=state,
        reason=reason,
        note=one_line(note)[:300],
        made_by=actor,
        made_at=clock.now(),
    )
    record_event(
        region=row.region,
        project=row.project,
        kind=f"contribution.{state}",
        actor=actor,
        subject=f"contribution:{row.pk}",
        data={"channel": row.channel, "reason": reason},
    )
