"""Verbs of statements: add, move, take out, bring back, split, merge. A statement's lineage outlives all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.text import Edition, WordsByKey, write_words
from projects.enums import LinkKind, StatementState
from projects.models import Cell, Project, ServicePromise, Statement, StatementLink
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row
from servicelofte.common.tenancy import require_same_region
from servicelofte.common.text import one_line


@transaction.atomic
def create_statement(
    *,
    promise: ServicePromise,
    cell: Cell | None,
    words: WordsByKey,
    edition: Edition,
    after: Statement | None = None,
    verification: Mapping[str, str] | None = None,
) -> Statement:
    """Add a statement to a cell, or to none yet, with its words by (language, register).

    It comes last in its cell, or right after the statement `after`. `verification` says how it is followed up when
    no indicator does, by language (Handbook p. 25). Raises DomainError when there are no words at all, or the cell is
    of another promise.
    """
    require_same_region(promise, cell, after)
    _check_cell(promise, cell)
    if not any(body.strip() for body in words.values()):
        raise DomainError(_("Write the statement."))
    statement = Statement(
        region=promise.region,
        promise=promise,
        cell=cell,
        verification=_ways(verification or {}),
        created_by=edition.actor,
    )
    statement.order = _next_order(promise, cell)
    create_row(statement, actor=edition.actor, reason=edition.reason)
    if after is not None:
        _place(statement, cell, after, edition.actor)
    write_words(owner=statement, words=words, edition=edition)
    _record(statement, "created", edition.actor)
    return statement


@transaction.atomic
def move_statement(
    *,
    statement: Statement,
    cell: Cell | None,
    actor: User | None,
    expected: int,
    after: Statement | None = None,
    first: bool = False,
    reason: str = "",
) -> Statement:
    """Move a statement to a cell, or to none; `after` names its new neighbour, `first` puts it at the head, else it
    comes last.

    Its lineage, words and comments go with it. `expected` is the version it was opened at. Raises EditConflict when
    somebody changed it meanwhile, DomainError for a statement taken out or a cell of another promise.
    """
    require_same_region(statement, cell, after)
    _check_cell(statement.promise, cell)
    require_in_text(statement)
    moved_from = statement.cell
    statement.cell = cell
    if after is None and not first:
        statement.order = _next_order(statement.promise, cell)
    save_versioned(statement, expected=expected, actor=actor, reason=reason)
    if after is not None or first:
        _place(statement, cell, after, actor)
    _record(statement, "moved", actor, {"from": str(moved_from or ""), "to": str(cell or "")})
    return statement


@transaction.atomic
def change_verification(
    *, statement: Statement, verification: Mapping[str, str], actor: User | None, expected: int
) -> Statement:
    """Say how a statement is followed up when no indicator does (Handbook p. 25): words by language; a language that is
    not named keeps its words. Nothing is written when nothing changed. Raises EditConflict.
    """
    changed = _ways({**statement.verification, **verification})
    if changed == statement.verification:
        return statement
    statement.verification = changed
    save_versioned(statement, expected=expected, actor=actor, reason="")
    _record(statement, "verification_changed", actor)
    return statement


def _ways(verification: Mapping[str, str]) -> dict[str, str]:
    """Return the ways of follow-up that are written, each in one line, by language."""
    lines = {language: one_line(words)[:240] for language, words in verification.items()}
    return {language: words for language, words in lines.items() if words}


@transaction.atomic
def remove_statement(*, statement: Statement, actor: User | None, expected: int, reason: str) -> Statement:
    """Take a statement out of the promise; its words, history and lineage stay, and it can be brought back.

    `reason` is demanded and kept. Raises DomainError without one or when it is out already, EditConflict.
    """
    require_in_text(statement)
    if not reason.strip():
        raise DomainError(_("Write why the statement is taken out."), field="reason")
    statement.state = StatementState.REMOVED
    save_versioned(statement, expected=expected, actor=actor, reason=reason)
    _record(statement, "removed", actor)
    return statement


@transaction.atomic
def restore_statement(*, statement: Statement, actor: User | None, expected: int) -> Statement:
    """Bring back a statement that was taken out or merged into another. Raises DomainError when it is not out,
    EditConflict.
    """
    if statement.state != StatementState.REMOVED:
        raise DomainError(_("This statement is part of the promise already."))
    statement.state = StatementState.ACTIVE
    statement.order = _next_order(statement.promise, statement.cell)
    save_versioned(statement, expected=expected, actor=actor)
    StatementLink.objects.filter(
        promise=statement.promise, before=statement.lineage, kind=LinkKind.MERGED
    ).delete()
    _record(statement, "restored", actor)
    return statement


@transaction.atomic
def split_statement(
    *, statement: Statement, first: WordsByKey, second: WordsByKey, edition: Edition, expected: int
) -> Statement:
    """Split a statement in two: it keeps its lineage and the words `first`; returns a new one with the words
    `second`.

    The new one stands right after it and is linked to it, so that comments on the old wording lead to both.
    `expected` is the statement's version, `edition.expected` those of its texts. Raises DomainError when either
    part has no words, EditConflict.
    """
    require_in_text(statement)
    if not any(body.strip() for body in first.values()):
        raise DomainError(_("Write what stays in the first statement."))
    save_versioned(statement, expected=expected, actor=edition.actor, reason=edition.reason)
    write_words(owner=statement, words=first, edition=edition)
    fresh = Edition(
        actor=edition.actor,
        source_language=edition.source_language,
        expected={},
        reason=edition.reason,
    )
    new = create_statement(
        promise=statement.promise, cell=statement.cell, words=second, edition=fresh, after=statement
    )
    _link(statement.promise, statement, new, LinkKind.SPLIT)
    _record(statement, "split", edition.actor, {"new": new.pk})
    return new


@transaction.atomic
def merge_statements(
    *, kept: Statement, merged: Statement, words: WordsByKey, edition: Edition, expected: tuple[int, int]
) -> Statement:
    """Merge `merged` into `kept`, which keeps its lineage and gets the words given; the other is taken out and
    linked to it.

    `expected` holds the versions of both, in that order. Raises DomainError when they are one, of two promises, or
    out, EditConflict.
    """
    require_same_region(kept, merged)
    if kept.pk == merged.pk or kept.promise_id != merged.promise_id:
        raise DomainError(_("Choose another statement of the same promise."), field="other")
    require_in_text(kept)
    require_in_text(merged)
    for row, version in zip((kept, merged), expected, strict=True):
        if row is merged:
            row.state = StatementState.REMOVED
        save_versioned(row, expected=version, actor=edition.actor, reason=edition.reason)
    write_words(owner=kept, words=words, edition=edition)
    _link(kept.promise, merged, kept, LinkKind.MERGED)
    _record(kept, "merged", edition.actor, {"merged": merged.pk})
    return kept


def chosen_statements(*, project: Project, ids: Sequence[int]) -> list[Statement]:
    """Return the project's statements with these ids, all of one promise.

    Raises DomainError when one is not of the project or was taken out of it, or when they are of several promises.
    """
    rows = list(
        Statement.objects.filter(pk__in=ids, promise__project=project, state=StatementState.ACTIVE).order_by(
            "order", "pk"
        )
    )
    if len(rows) != len(set(ids)):
        raise DomainError(
            _("One of the chosen promises is no longer in the text. Choose again."), field="statements"
        )
    if len({row.promise_id for row in rows}) > 1:
        raise DomainError(
            _("The chosen promises belong to different customer groups. Choose within one group."),
            field="statements",
        )
    return rows


def _check_cell(promise: ServicePromise, cell: Cell | None) -> None:
    if cell is None:
        return
    if cell.promise_id != promise.pk:
        raise DomainError(_("That goal belongs to another promise."))
    if cell.perspective in promise.left_out:
        raise DomainError(_("That perspective is left out of the promise."))


def require_in_text(statement: Statement) -> None:
    """Raise DomainError when a statement was taken out of its promise."""
    if statement.state != StatementState.ACTIVE:
        raise DomainError(_("This statement has been taken out. Bring it back first."))


def _siblings(promise: ServicePromise, cell: Cell | None) -> list[Statement]:
    return list(Statement.objects.filter(promise=promise, cell=cell, state=StatementState.ACTIVE))


def _next_order(promise: ServicePromise, cell: Cell | None) -> int:
    last = Statement.objects.filter(promise=promise, cell=cell).order_by("order").last()
    return last.order + 1 if last else 1


def _place(statement: Statement, cell: Cell | None, after: Statement | None, actor: User | None) -> None:
    """Renumber a cell so that the statement stands after its new neighbour, or first."""
    others = [row for row in _siblings(statement.promise, cell) if row.pk != statement.pk]
    index = next((number + 1 for number, row in enumerate(others) if after and row.pk == after.pk), 0)
    others.insert(index, statement)
    moved = []
    for number, row in enumerate(others, start=1):
        if row.order != number:
            row.order = number
            moved.append(row)
    if moved:
        bulk_update_with_history(moved, Statement, ["order"], default_user=actor)


def _link(promise: ServicePromise, before: Statement, after: Statement, kind: str) -> None:
    StatementLink.objects.get_or_create(
        promise=promise,
        before=before.lineage,
        after=after.lineage,
        defaults={"region": promise.region, "kind": kind, "made_at": clock.now()},
    )


def _record(statement: Statement, verb: str, actor: User | None, data: dict[str, Any] | None = None) -> None:
    cell = statement.cell
    record_event(
        region=statement.region,
        project=statement.promise.project,
        kind=f"statement.{verb}",
        actor=actor,
        subject=f"statement:{statement.pk}",
        data={
            "promise": statement.promise_id,
            "lineage": str(statement.lineage),
            "perspective": cell.perspective if cell else "",
            "viewpoint": cell.viewpoint if cell else "",
            **(data or {}),
        },
        is_public=False,
    )
