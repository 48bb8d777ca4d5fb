"""The published form of a promise: one JSON document a version, complete in itself, never changed.

Format "servicelofte.draft/1", all texts by language code:

* `promise`: {id, customer_group: {lang: text}, scope: {lang: text}, period: [from year, to year]}
* `languages`: the region's required languages at publication, its first language first
* `declaration`: {lang: text}, the declaration of intent (Handbook p. 6–8)
* `core`: WORDS
* `principles`: {organiser: WORDS, resident: WORDS}
* `perspectives`: list in the handbook's order of {key, name: {lang: text}, left_out: {lang: reason} or {}, cells},
  where `cells` is {organiser: CELL, resident: CELL}, empty when the perspective is left out
* CELL: {goal: WORDS, statements: [{lineage: UUID, words: WORDS}]}, statements in their order
* `links`: [{before: lineage, after: lineage, kind: "split" | "merged"}]
* WORDS: {lang: {register: text}}, register "standard" or "plain"; empty texts are left out
"""

from typing import Any

from projects.enums import Viewpoint
from projects.handbook import load_handbook
from projects.models import ServicePromise, StatementLink
from projects.queries.promise import promise_view
from projects.queries.promise_shape import CellView, PromiseView, WordsView, declaration_of_intent
from servicelofte.common.digest import json_digest
from servicelofte.common.languages import INTERFACE

FORMAT = "servicelofte.draft/1"


def build_snapshot(*, promise: ServicePromise, view: PromiseView | None = None) -> dict[str, Any]:
    """Return the promise as it is written now in the documented format; `view`, when given, saves reading it again.

    Statements that belong to no cell and what has been taken out are not part of it. One query beside the view's.
    """
    view = view or promise_view(promise, promise.region.languages[0])
    project = promise.project
    links = StatementLink.objects.filter(promise=promise).order_by("pk")
    return {
        "format": FORMAT,
        "promise": {
            "id": promise.pk,
            "customer_group": _columns(promise, "customer_group"),
            "scope": _columns(promise, "scope"),
            "period": [project.period_from, project.period_to],
        },
        "languages": list(view.languages),
        "declaration": {language: declaration_of_intent(language) for language in INTERFACE},
        "core": _words(view.core),
        "principles": {viewpoint.value: _words(view.principle(viewpoint)) for viewpoint in Viewpoint},
        "perspectives": [
            {
                "key": row.key,
                "name": load_handbook().perspective(row.key).name.as_dict(),
                "left_out": dict(row.left_out),
                "cells": {} if row.is_left_out else {cell.viewpoint: _cell(cell) for cell in row.cells},
            }
            for row in view.perspectives
        ],
        "links": [{"before": str(row.before), "after": str(row.after), "kind": row.kind} for row in links],
    }


def snapshot_digest(*, snapshot: dict[str, Any]) -> str:
    """Return the hex SHA-256 of a snapshot's canonical JSON (sorted keys, no spaces, UTF-8)."""
    return json_digest(snapshot)


def _columns(promise: ServicePromise, name: str) -> dict[str, str]:
    values = {language: getattr(promise, f"{name}_{language}", None) for language in INTERFACE}
    return {language: value for language, value in values.items() if value}


def _words(words: WordsView) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for (language, register), text in sorted(words.texts.items()):
        if text.body:
            texts.setdefault(language, {})[register] = text.body
    return texts


def _cell(cell: CellView) -> dict[str, Any]:
    return {
        "goal": _words(cell.goal),
        "statements": [{"lineage": row.lineage, "words": _words(row.words)} for row in cell.statements],
    }
