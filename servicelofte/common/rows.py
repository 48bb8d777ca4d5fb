"""What every verb on an edited row does: take the changes, sign the history, count the version."""

from collections.abc import Mapping
from typing import Any

from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError


def create_row(row: Any, *, actor: Any, reason: str = "") -> Any:
    """Insert a row whose history names `actor` and `reason`; returns it."""
    row._history_user = actor
    if reason:
        row._change_reason = reason
    row.save(force_insert=True)
    return row


def delete_row(row: Any, *, actor: Any) -> None:
    """Delete a row; the last line of its history names `actor`."""
    row._history_user = actor
    row.delete()


def update_row(
    row: Any, changes: Mapping[str, Any], *, expected: int, actor: Any, reason: str = ""
) -> list[str]:
    """Set the fields of `changes` on a row opened at version `expected` and save it; returns the names that changed.

    Nothing is written when nothing changed. Raises EditConflict when somebody saved meanwhile.
    """
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        save_versioned(row, expected=expected, actor=actor, reason=reason)
    return changed


def need(text: str, message: Any, *, field: str) -> str:
    """Return `text` without white space around it; when nothing is left, raise DomainError at `field`."""
    text = text.strip()
    if not text:
        raise DomainError(message, field=field)
    return text


def need_each(texts: Mapping[str, Any], message: Any) -> None:
    """Raise one DomainError beside every field of `texts` (field → words) that has none, such as a name's languages."""
    empty = [field for field, words in texts.items() if not (words or "").strip()]
    if empty:
        raise DomainError(message, field=empty[0], also=empty[1:])
