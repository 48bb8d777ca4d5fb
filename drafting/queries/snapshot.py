"""Reads a published snapshot (documented in `drafting/domain/snapshot.py`) back into the shape of a promise. No
queries.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from projects.enums import Register
from projects.queries.promise_shape import (
    CellView,
    PromiseView,
    StatementView,
    TextView,
    WordsView,
    make_view,
    make_words,
)
from servicelofte.common.languages import best

Snapshot = Mapping[str, Any]


def snapshot_view(snapshot: Snapshot, language: str) -> PromiseView:
    """Return the promise as it was published, to be read in `language`; what that language lacks is shown in
    another.
    """
    required = tuple(snapshot["languages"])

    def words(texts: Mapping[str, Mapping[str, str]]) -> WordsView:
        """Return words kept as {language: {register: words}}."""
        return make_words(_texts(texts), language, required)

    cells = {}
    for row in snapshot["perspectives"]:
        for viewpoint, cell in row["cells"].items():
            cells[row["key"], viewpoint] = CellView(
                perspective=row["key"],
                viewpoint=viewpoint,
                goal=words(cell["goal"]),
                statements=tuple(
                    StatementView(lineage=each["lineage"], words=words(each["words"]), order=number)
                    for number, each in enumerate(cell["statements"], start=1)
                ),
            )
    titles = snapshot["promise"]
    return make_view(
        language=language,
        languages=required,
        core=words(snapshot["core"]),
        principles={key: words(texts) for key, texts in snapshot["principles"].items()},
        cells=cells,
        left_out={row["key"]: row["left_out"] for row in snapshot["perspectives"] if row["left_out"]},
        declaration=snapshot["declaration"],
        customer_group=_first(titles["customer_group"], language),
        scope=_first(titles["scope"], language),
        pk=titles["id"],
    )


def cells_of(snapshot: Snapshot) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield (perspective, viewpoint, cell) of every cell that the published promise has."""
    for row in snapshot["perspectives"]:
        for viewpoint, cell in row["cells"].items():
            yield row["key"], viewpoint, cell


def place_of(snapshot: Snapshot, lineage: str) -> tuple[str, str] | None:
    """Return (perspective, viewpoint) of the cell in which a statement was published, or None when it was not."""
    for perspective, viewpoint, cell in cells_of(snapshot):
        if any(row["lineage"] == lineage for row in cell["statements"]):
            return perspective, viewpoint
    return None


def part_words(snapshot: Snapshot, part: str) -> Mapping[str, Mapping[str, str]]:
    """Return {language: {register: text}} of a part ("<perspective>/<viewpoint>" or a lineage); empty for the whole."""
    for perspective, viewpoint, cell in cells_of(snapshot):
        if part == f"{perspective}/{viewpoint}":
            goal: Mapping[str, Mapping[str, str]] = cell["goal"]
            return goal
        for row in cell["statements"]:
            if row["lineage"] == part:
                found: Mapping[str, Mapping[str, str]] = row["words"]
                return found
    return {}


def quoted_words(snapshot: Snapshot, part: str, language: str) -> tuple[str, str]:
    """Return (words, their language) of a part of a version, in `language` where there is one; empty for the whole."""
    texts = part_words(snapshot, part)
    chosen = best(
        [code for code, words in texts.items() if words.get(Register.STANDARD)],
        language,
        snapshot["languages"],
    )
    return (texts[chosen][Register.STANDARD], chosen) if chosen else ("", "")


def _texts(texts: Mapping[str, Mapping[str, str]]) -> list[TextView]:
    return [
        TextView(language=language, register=register, body=body)
        for language, registers in texts.items()
        for register, body in registers.items()
    ]


def _first(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return (words, their language), as near to `language` as there are any."""
    code = best([key for key, text in texts.items() if text], language)
    return texts.get(code, ""), code
