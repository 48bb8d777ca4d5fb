"""A promise as `components/perspective_section.html` takes it: one shape in every app, which adds what is its own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from projects.enums import Viewpoint
from projects.queries.promise_shape import (
    CellView,
    PerspectiveView,
    PromiseView,
    StatementView,
    WordsView,
    reader_label,
)

Wording = Callable[[WordsView], str]


def written(words: WordsView) -> str:
    """Return the words as they are written, not those in plain language."""
    return words.body


def principle_cards(view: PromiseView, *, wording: Wording = written) -> list[dict[str, str]]:
    """Return the principles that have words, the resident's first: {label, text, lang}."""
    rows = [(each, view.principle(each)) for each in (Viewpoint.RESIDENT, Viewpoint.ORGANISER)]
    return [
        {"label": reader_label(viewpoint.value, view.language), "text": wording(words), "lang": words.lang}
        for viewpoint, words in rows
        if words.body
    ]


def section_card(row: PerspectiveView, *, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a perspective with its `cells` (of `cell_card`), in the page's language."""
    return {"key": row.key, "name": row.name, "lead": row.lead, "lang": "", "anchor": row.key, "cells": cells}


def cell_card(
    cell: CellView,
    *,
    language: str,
    statements: list[dict[str, Any]],
    empty: str = "",
    wording: Wording = written,
) -> dict[str, Any]:
    """Return a goal with its `statements` (of `statement_card`); `language` (sv, fi or en) is that of its label, and
    `empty` stands in its place where it has no words.
    """
    return {
        "viewpoint": cell.viewpoint,
        "label": reader_label(cell.viewpoint, language),
        "goal": wording(cell.goal),
        "lang": cell.goal.lang,
        "anchor": cell.anchor,
        "empty": empty,
        "statements": statements,
    }


def promise_tabs(promises: Mapping[int, str], *, page: str, chosen: int) -> list[dict[str, Any]]:
    """Return a project's promises {id: group, "" for everybody} as tabs of the address `page`; none of only one."""
    if len(promises) < 2:
        return []
    return [
        {"label": group or _("Everybody"), "url": f"{page}?promise={pk}", "current": pk == chosen}
        for pk, group in promises.items()
    ]


def statement_card(row: StatementView, *, wording: Wording = written) -> dict[str, Any]:
    """Return a statement: {text, lang, anchor}."""
    return {"text": wording(row.words), "lang": row.words.lang, "anchor": f"s-{row.lineage}"}
