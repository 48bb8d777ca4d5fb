"""What became of the clauses of a contract: which words were changed, when and why, and what the producer confirmed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from implementation.models import Clause, Contract
from servicelofte.common.diff import word_diff
from servicelofte.common.formatting import moment


def clause_history(contract: Contract) -> list[dict[str, Any]]:
    """Return the changes and confirmations of a contract's clauses, newest first, as `components/history_list.html`
    shows them: `pieces` tell what the words became, in the clause's language. That a clause was written is not told:
    it stands on the page. One query.
    """
    rows = Clause.history.filter(contract=contract).select_related("history_user")
    before: dict[int, Any] = {}
    entries = []
    for row in rows.order_by("history_date", "history_id"):
        older = before.get(row.id)
        what = _what(row, older) if older else ""
        if what:
            entries.append(_entry(row, older, what))
        before[row.id] = row
    return entries[::-1]


def _what(row: Any, older: Any) -> str:
    if row.words != older.words:
        fell = older.confirmed_at and not row.confirmed_at
        return (
            _("A clause was changed, and its confirmation fell away") if fell else _("A clause was changed")
        )
    return _("The producer confirmed a clause") if row.confirmed_at and not older.confirmed_at else ""


def _entry(row: Any, older: Any, what: str) -> dict[str, Any]:
    person = row.history_user
    return {
        "when": moment(row.history_date),
        "datetime": timezone.localtime(row.history_date).isoformat(timespec="minutes"),
        "who": person.get_full_name() if person else _("The system"),
        "what": what,
        "reason": row.history_change_reason or "",
        "pieces": word_diff(older.words, row.words),
        "lang": row.language,
    }
