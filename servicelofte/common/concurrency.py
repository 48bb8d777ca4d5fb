"""Two editors, one row: the first to save wins, the second is shown what happened and keeps the text."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from servicelofte.common.errors import DomainError, EditConflict

CONFLICT = _(
    "Somebody else saved this while you were writing. Your text is kept below; compare and save again."
)

REMOVED = _("Somebody removed this while you were writing. Your text is kept below, so that you can copy it.")


def save_versioned(
    row: Any, *, expected: int, actor: Any = None, reason: str = "", conflict: Any = CONFLICT
) -> None:
    """Save a `Versioned` row that was opened at version `expected`; call inside a transaction.

    `actor` (None: who is signed in) and `reason` are kept in the row's history. Raises EditConflict, with the words
    `conflict` and the row as it now stands, when somebody saved meanwhile; DomainError when somebody removed it.
    """
    base = type(row)._base_manager
    claimed = base.filter(pk=row.pk, version=expected).update(version=F("version") + 1)
    if not claimed:
        stored = base.filter(pk=row.pk).first()
        raise EditConflict(conflict, row=stored) if stored else DomainError(REMOVED)
    row.version = expected + 1
    row._change_reason = reason
    if actor is not None:
        row._history_user = actor
    row.save()
