"""Everything that happened to the words of a core, a principle, a goal or a statement."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from projects.domain.text import Owner, TextKey, owner_fields
from projects.enums import LinkKind, Register, StatementState
from projects.models import PromiseText, Statement, StatementLink
from servicelofte.common.diff import Piece, word_diff
from servicelofte.common.formatting import moment
from servicelofte.common.languages import own_name


@dataclass(frozen=True, slots=True)
class SourceChange:
    """How the text that another was made from has changed since: its language in its own words, the code of that, and
    `pieces` as `components/diff.html` shows them.
    """

    name: str
    lang: str
    pieces: list[Piece]


def text_history(owner: Owner) -> list[dict[str, Any]]:
    """Return everything that happened to an owner's words, newest first, as `components/history_list.html` shows
    it.

    Author, moment, language, reason and the difference to the wording before; for a statement also its moves and
    removals, splits and merges. At most three queries.
    """
    rows = (
        PromiseText.history.filter(**owner_fields(owner=owner))
        .select_related("changed_by")
        .order_by("history_date", "history_id")
    )
    before: dict[tuple[str, str], str] = {}
    dated = []
    for row in rows:
        key = (row.language, row.register)
        pieces = word_diff(before.get(key, ""), row.body)
        dated.append((row.history_date, _text_entry(row, key in before, pieces)))
        before[key] = row.body
    if isinstance(owner, Statement):
        dated += _statement_entries(owner)
    return [entry for _date, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def source_changes(owner: Owner) -> dict[TextKey, SourceChange]:
    """Return, for each text of an owner that lags behind, how its source changed since it was last found to fit.

    By (language, register). A text whose source of then is not in the history is left out. One query, and one more
    when something lags behind.
    """
    rows = PromiseText.objects.filter(**owner_fields(owner=owner)).select_related("translated_from")
    stale = [row for row in rows if row.is_stale]
    if not stale:
        return {}
    sources = PromiseText.history.filter(id__in={row.translated_from_id for row in stale})
    wordings = {(row.id, row.instance.digest): row.body for row in sources}
    changes = {}
    for row in stale:
        source, before = row.translated_from, wordings.get((row.translated_from_id, row.source_digest))
        if source is not None and before is not None:
            pieces = word_diff(before, source.body)
            changes[row.language, row.register] = SourceChange(
                own_name(source.language), source.language, pieces
            )
    return changes


def _text_entry(row: Any, existed: bool, pieces: list[Any]) -> dict[str, Any]:
    name = own_name(row.language)
    if row.register == Register.PLAIN:
        name = _("%(language)s, plain language") % {"language": name}
    is_same = existed and all(piece.op == "equal" for piece in pieces)
    what = _("%(language)s: read and found to fit") if is_same else _("%(language)s: new words")
    return {
        "when": moment(row.history_date),
        "datetime": row.history_date.isoformat(),
        "who": str(row.changed_by or _("Somebody")),
        "what": (what if existed else _("%(language)s: written")) % {"language": name},
        "reason": row.history_change_reason or "",
        "pieces": pieces,
        "lang": row.language,
    }


def _statement_entries(statement: Statement) -> list[tuple[Any, dict[str, Any]]]:
    rows = list(
        statement.history.select_related("history_user", "cell").order_by("history_date", "history_id")
    )
    entries = []
    for earlier, row in itertools.pairwise(rows):
        if earlier.state != row.state:
            what = _("Taken out") if row.state == StatementState.REMOVED else _("Brought back")
        elif earlier.cell_id != row.cell_id:
            what = _("Moved to %(place)s") % {"place": _place(row)}
        elif earlier.verification != row.verification:
            what = _("Way of follow-up changed")
        else:
            continue
        entry = {
            "when": moment(row.history_date),
            "datetime": row.history_date.isoformat(),
            "who": str(row.history_user or _("Somebody")),
            "what": what,
            "reason": row.history_change_reason or "",
        }
        entries.append((row.history_date, entry))
    return [*entries, *_link_entries(statement, rows)]


def _link_entries(statement: Statement, rows: list[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """Tell of splits and merges: the row of history that was written with the link knows who and why."""
    lineage = statement.lineage
    links = StatementLink.objects.filter(Q(before=lineage) | Q(after=lineage), promise=statement.promise_id)
    said = {
        (LinkKind.SPLIT, True): _("Made from another statement that was split"),
        (LinkKind.SPLIT, False): _("Split in two"),
        (LinkKind.MERGED, True): _("Another statement was merged into it"),
        (LinkKind.MERGED, False): _("Merged into another statement"),
    }
    entries = []
    for link in links:
        row = min(rows, key=lambda row: abs(row.history_date - link.made_at))
        entry = {
            "when": moment(link.made_at),
            "datetime": link.made_at.isoformat(),
            "who": str(row.history_user or _("Somebody")),
            "what": said[LinkKind(link.kind), link.after == lineage],
            "reason": row.history_change_reason or "",
        }
        entries.append((link.made_at, entry))
    return entries


def _place(row: Any) -> str:
    if row.cell is None:
        return _("no place yet")
    return f"{row.cell.get_perspective_display()}, {row.cell.get_viewpoint_display()}"
