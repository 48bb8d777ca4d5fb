"""Differences between two wordings, word by word, as `components/diff.html` shows them."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_OPERATIONS = {
    diff_match_patch.DIFF_EQUAL: "equal",
    diff_match_patch.DIFF_DELETE: "delete",
    diff_match_patch.DIFF_INSERT: "insert",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `op` is equal, delete or insert."""

    op: str
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Return how `before` became `after`, in whole words: equal and deleted pieces make `before`, equal and
    inserted ones `after`.
    """
    codes: dict[str, str] = {}
    words: list[str] = []

    def encode(text: str) -> str:
        coded = []
        for token in _TOKEN.findall(text):
            if token not in codes:
                codes[token] = chr(len(words))
                words.append(token)
            coded.append(codes[token])
        return "".join(coded)

    engine = diff_match_patch()
    engine.Diff_Timeout = 0.5
    found = engine.diff_main(encode(before), encode(after), False)
    engine.diff_cleanupSemantic(found)
    return [Piece(_OPERATIONS[op], "".join(words[ord(char)] for char in coded)) for op, coded in found]
