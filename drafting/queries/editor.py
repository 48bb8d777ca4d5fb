"""The promise editor: wheel, ten cells as counterpart pairs with all languages side by side, and what still lacks
words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafting.queries.publication import part_anchor
from projects.enums import REQUIRED_PERSPECTIVES, Register, Viewpoint
from projects.handbook_schema import GOAL_LENGTH
from projects.models import ServicePromise
from projects.queries.promise import language_reports, wheel_data
from projects.queries.promise_shape import (
    CellView,
    PerspectiveView,
    PromiseView,
    StatementView,
    WordsView,
    reader_label,
)
from projects.wheel import TwinRow, draw_wheel, wheel_twin
from servicelofte.common.languages import LanguageText, language_name, nearest, own_name


@dataclass(frozen=True, slots=True)
class EditorPage:
    """What the editor shows; every row of words is as `words_rows` makes it. Addresses are empty for those who may
    not edit.
    """

    view: PromiseView
    wheel: SafeString
    twin: list[TwinRow]
    languages: list[dict[str, Any]]
    whole: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    unplaced: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    urls: dict[str, str] = field(default_factory=dict)
    is_empty: bool = False


def editor_page(promise: ServicePromise, view: PromiseView, *, can_edit: bool) -> EditorPage:
    """Return the editor of a promise from its view; no query. `can_edit` False leaves out every address that
    changes it.
    """
    args = [promise.region.slug, promise.project_id]
    rows = _Rows(args, promise, can_edit)
    data = wheel_data(view, url=lambda cell: f"#{cell.anchor}")
    principles = {row.viewpoint: row.pk for row in promise.principles.all()} if can_edit else {}
    return EditorPage(
        view=view,
        wheel=draw_wheel(data),
        twin=wheel_twin(data),
        languages=[
            {
                "label": own_name(report.language),
                "url": _first_gap(report.missing + report.stale),
                "state": "done" if not report.missing + report.stale else "partial",
                "value": _report_words(len(report.missing), len(report.stale)),
            }
            for report in language_reports(view)
        ],
        whole=[
            rows.whole(_("The core"), view.core, "core_edit", promise.pk),
            *(
                rows.whole(
                    _("The principle: %(viewpoint)s") % {"viewpoint": reader_label(viewpoint, view.language)},
                    view.principle(viewpoint),
                    "principle_edit",
                    principles.get(viewpoint, 0),
                )
                for viewpoint in (Viewpoint.RESIDENT.value, Viewpoint.ORGANISER.value)
            ),
        ],
        sections=[rows.section(row, view) for row in view.perspectives],
        unplaced=[rows.statement(row) for row in view.unplaced],
        removed=[rows.statement(row, is_removed=True) for row in view.removed],
        urls=rows.urls(),
        is_empty=not any(words.texts for _part, words in view.words()) and not view.unplaced,
    )


def _first_gap(parts: Sequence[str]) -> str:
    return f"#{part_anchor(parts[0])}" if parts else ""


def _report_words(missing: int, stale: int) -> str:
    parts = []
    if missing:
        parts.append(
            ngettext("%(count)d text missing", "%(count)d texts missing", missing) % {"count": missing}
        )
    if stale:
        parts.append(
            ngettext("%(count)d translation lags behind", "%(count)d translations lag behind", stale)
            % {"count": stale}
        )
    return ", ".join(parts) or _("all words in place")


def words_rows(words: WordsView, languages: list[str], *, is_headline: bool) -> list[dict[str, Any]]:
    """Return the words of one owner, language by language, as the editor shows them side by side.

    Each {lang, name, body, plain, is_source, stale, warning}; `stale` and `warning` are short texts, empty when all
    is well.
    """
    source = words.source_language
    return [
        {
            "lang": code,
            "name": own_name(code),
            "body": words.text(code).body,
            "plain": words.text(code, Register.PLAIN).body,
            "stale": _("lags behind %(language)s") % {"language": language_name(source)}
            if words.text(code).is_stale
            else "",
            "plain_stale": words.text(code, Register.PLAIN).is_stale,
            "warning": _("longer than %(limit)d characters") % {"limit": GOAL_LENGTH}
            if is_headline and len(words.text(code).body) > GOAL_LENGTH
            else "",
        }
        for code in languages
    ]


class _Rows:
    """Makes the rows of one promise's editor."""

    def __init__(self, args: list[Any], promise: ServicePromise, can_edit: bool) -> None:
        self.args, self.promise, self.can_edit = args, promise, can_edit
        self.languages = promise.region.all_languages
        self._base: dict[str, str] = {}

    def url(self, name: str, pk: Any) -> str:
        """Return an address that ends in a number; each pattern is worked out once."""
        if name not in self._base:
            self._base[name] = reverse(f"drafting:{name}", args=[*self.args, 987654321])
        return self._base[name].replace("987654321", str(pk))

    def urls(self) -> dict[str, str]:
        """Return the addresses of what is done to the promise as a whole; none for who may not write."""
        if not self.can_edit:
            return {}
        pk = self.promise.pk
        return {
            "about": self.url("promise_edit", pk),
            "example": self.url("example_insert", pk),
            "statement": self.url("statement_create", pk),
        }

    def whole(self, label: str, words: WordsView, name: str, pk: int) -> dict[str, Any]:
        """Return the core or a principle: its words, and the page named `name` that edits the row `pk`."""
        return {
            "label": label,
            "words": words_rows(words, self.languages, is_headline=True),
            "actions": self._actions((_("Edit"), self.url(name, pk))),
        }

    def section(self, row: PerspectiveView, view: PromiseView) -> dict[str, Any]:
        """Return a perspective with its two cells, or the reasons why it is left out, by language."""
        args = [*self.args, self.promise.pk, row.key]
        optional = self.can_edit and row.key not in REQUIRED_PERSPECTIVES
        return {
            "key": row.key,
            "name": row.name,
            "lead": row.lead,
            "is_left_out": row.is_left_out,
            "reasons": [
                {"lang": code, "name": own_name(code), "text": text} for code, text in row.left_out.items()
            ],
            "perspective_url": reverse("drafting:perspective_edit", args=args) if optional else "",
            "cells": [self.cell(cell, view.language) for cell in row.cells],
        }

    def cell(self, cell: CellView, language: str) -> dict[str, Any]:
        """Return a goal with its statements; its label is in `language` (sv, fi or en)."""
        has_words = any(text.body for text in cell.goal.texts.values())
        add = f"{self.url('statement_create', self.promise.pk)}?cell={cell.pk}"
        return {
            "anchor": cell.anchor,
            "viewpoint": cell.viewpoint,
            "label": reader_label(cell.viewpoint, language),
            "goal": words_rows(cell.goal, self.languages, is_headline=True),
            "has_words": has_words,
            "about": cell.goal.body,
            "actions": self._actions((_("Edit the goal"), self.url("cell_edit", cell.pk))),
            "statements": [self.statement(row) for row in cell.statements],
            "add_url": add if self.can_edit else "",
        }

    def statement(self, row: StatementView, *, is_removed: bool = False) -> dict[str, Any]:
        """Return a statement with what can be done to it; one taken out can only be restored."""
        edit = (_("Edit"), self.url("statement_edit", row.pk))
        move = (_("Move"), self.url("statement_move", row.pk))
        history = (_("History"), self.url("statement_history", row.pk))
        return {
            "anchor": f"s-{row.lineage}",
            "about": row.words.body,
            "words": words_rows(row.words, self.languages, is_headline=False),
            "actions": self._actions(history) if is_removed else self._actions(edit, move),
            "verification": LanguageText(*nearest(row.verification)),
            "restore_url": self.url("statement_restore", row.pk) if is_removed and self.can_edit else "",
            "version": row.version,
        }

    def _actions(self, *links: tuple[str, str]) -> list[dict[str, str]]:
        return [{"label": label, "url": url} for label, url in links] if self.can_edit else []
