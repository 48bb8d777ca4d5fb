"""Who changed what, when and why: rows of a model's history as `components/history_list.html` shows them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from servicelofte.common.formatting import moment
from servicelofte.common.languages import language_name

SHOWN = 20
_MACHINERY = (
    "version",
    "uuid",
    "key",
    "step_key",
    "order",
    "lineage",
    "generation",
    "code_hash",
    "submission_key",
    "source_digest",
    "frozen_digest",
    "ledger_number",
    "ledger_head",
    "submission_count",
    "counted_up_to",
    "counted_at",
)
_WHO_AND_WHEN = (
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "entered_at",
    "entered_by",
    "written_by",
    "answered_at",
    "answered_by",
    "registered_at",
    "registered_by",
)
_BELONGS_TO = (
    "region",
    "project",
    "promise",
    "principle",
    "item",
    "survey",
    "question",
    "synthesis",
    "sentence",
    "package",
    "contract",
    "contribution",
    "indicator",
    "consultation",
    "body",
)
# Not told as changes: the line of the history says itself who did it and when. Every other field has a translated
# `verbose_name`.
SILENT = frozenset((*_MACHINERY, *_WHO_AND_WHEN, *_BELONGS_TO))


def history_of(row: Any) -> Any:
    """Return the history rows of a row, newest first, also of a model whose history is registered apart from it."""
    return row.history.all()


def history_entries(records: Any) -> list[dict[str, Any]]:
    """Return the newest changes of one row, newest first: when, who, what (the fields that differ) and the reason.

    `records` is the row's history manager or queryset (`row.history.all()`); one query.
    """
    rows = list(records.select_related("history_user")[: SHOWN + 1])
    following = [*rows[1:], None][: len(rows)]
    return [_entry(row, older) for row, older in zip(rows, following, strict=True)][:SHOWN]


def _entry(row: Any, older: Any) -> dict[str, Any]:
    local = timezone.localtime(row.history_date)
    person = row.history_user
    return {
        "when": moment(row.history_date),
        "datetime": local.isoformat(timespec="minutes"),
        "who": person.get_full_name() if person else _("The system"),
        "what": _what(row, older),
        "reason": row.history_change_reason or "",
    }


def _what(row: Any, older: Any) -> str:
    if row.history_type == "+" or older is None:
        return _("Written")
    if row.history_type == "-":
        return _("Deleted")
    labels = _labels(row, older)
    return _("Changed: %(fields)s") % {"fields": ", ".join(labels)} if labels else _("Saved")


def _labels(row: Any, older: Any) -> Iterable[str]:
    tracked = type(row).tracked_fields
    # Of a translated field the columns tell; the field itself only repeats one of them.
    translated = {field.translated_field.name for field in tracked if hasattr(field, "translated_field")}
    changed = [
        field
        for field in tracked
        if field.name not in SILENT | translated
        and getattr(row, field.attname) != getattr(older, field.attname)
    ]
    return list(dict.fromkeys(_label(field) + _from_to(field, row, older) for field in changed))


def _from_to(field: Any, row: Any, older: Any) -> str:
    """Return from what to what a field changed that is one of few words, and nothing for longer ones."""
    words = dict(field.flatchoices)
    before, after = (words.get(getattr(each, field.attname)) for each in (older, row))
    return f" ({before} → {after})" if before and after else ""


def _label(field: Any) -> str:
    if hasattr(field, "translated_field"):
        return f"{capfirst(field.translated_field.verbose_name)} ({language_name(field.language)})"
    return str(capfirst(field.verbose_name))
