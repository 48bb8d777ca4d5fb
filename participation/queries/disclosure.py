"""Hides small groups in figures that everybody sees, also from subtraction: fewer than five are never told apart."""

from collections.abc import Sequence

SMALLEST_GROUP = 5
# The hidden cells together hold at least this many people, so that the sum they are known to make says little of each.
SMALLEST_SUM = 2 * SMALLEST_GROUP


def hide_exclusive(counts: Sequence[int]) -> list[int | None]:
    """Return counts of answers that exclude each other, small ones hidden as None; everybody knows their total.

    A cell of one to four people is hidden. Since a single hidden cell is the total minus the rest, the next smallest
    cells go with it until the hidden ones hold ten people and are not all alike; cells of one size are hidden together.
    Whoever knows this rule can then still exchange the values of hidden cells, and so works out none of them. When only
    empty cells would remain, or fewer than five people answered, everything is hidden.
    """
    total = sum(counts)
    if 0 < total < SMALLEST_GROUP:
        return [None] * len(counts)
    small = {index for index, count in enumerate(counts) if 0 < count < SMALLEST_GROUP}
    if not small:
        return list(counts)
    hidden = _widen(counts, small)
    if all(index in hidden or not count for index, count in enumerate(counts)):
        return [None] * len(counts)
    return [None if index in hidden else count for index, count in enumerate(counts)]


def _widen(counts: Sequence[int], hidden: set[int]) -> set[int]:
    hidden = set(hidden)
    while True:
        values = [counts[index] for index in hidden]
        if sum(values) >= SMALLEST_SUM and len(set(values)) > 1:
            return hidden
        rest = [count for index, count in enumerate(counts) if count and index not in hidden]
        if not rest:
            return hidden
        smallest = min(rest)
        hidden |= {index for index, count in enumerate(counts) if count == smallest}


def hide_independent(counts: Sequence[int], *, people: int) -> list[int | None]:
    """Return counts of answers of which each of `people` may give several, with small groups hidden as None.

    Those who chose an answer and those who did not are both groups. No sum over the answers is known, so that a hidden
    count cannot be worked out from the others.
    """
    if people < SMALLEST_GROUP:
        return [None] * len(counts) if people else list(counts)
    return [None if _is_small(count) or _is_small(people - count) else count for count in counts]


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST_GROUP
