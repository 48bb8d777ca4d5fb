"""Walks the golden thread both ways: contribution, synthesis, wording, version, response, decision, action,
indicator.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servicelofte.common import registry
from servicelofte.common.formatting import full_day
from servicelofte.common.thread import Ref, ThreadCard

MOST_LEVELS = 7
MOST_CARDS = 120
ORDER = (
    "contribution",
    "synthesis",
    "comment",
    "response",
    "change",
    "statement",
    "version",
    "decision",
    "clause",
    "action",
    "indicator",
    "status",
    "corrective",
    "feedback",
)
# One version or decision touches every statement: the thread goes on through them to each other only.
JUNCTIONS = ("version", "decision", "synthesis")
KIND_NAMES = {
    "contribution": _("Somebody said"),
    "comment": _("A comment"),
    "synthesis": _("The synthesis"),
    "response": _("The answer"),
    "change": _("The change"),
    "statement": _("The promise"),
    "version": _("The version"),
    "decision": _("The decision"),
    "clause": _("In a contract"),
    "action": _("What is done"),
    "indicator": _("How it is measured"),
    "status": _("Does it hold?"),
    "corrective": _("What is put right"),
    "feedback": _("Feedback"),
}


@dataclass(frozen=True)
class ThreadPage:
    """A thread as its page shows it: the thing itself, what led to it and what it led to, in the thread's order."""

    here: ThreadCard
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    current: dict[str, Any]
    is_cut: bool


def thread_page(start: Ref) -> ThreadPage | None:
    """Return the thread through `start`, or None when there is no such thing that everybody may see.

    Works in the region's scope; one query a provider and level, at most seven levels each way and 120 cards.
    """
    before = _walk(start, lambda edge, ref: edge[0] if edge[1] == ref else None)
    after = _walk(start, lambda edge, ref: edge[1] if edge[0] == ref else None)
    known = set(before)
    after = [ref for ref in after if ref not in known]
    wanted = [start, *before, *after]
    cards = _cards(wanted[:MOST_CARDS])
    if start not in cards:
        return None
    return ThreadPage(
        here=cards[start],
        before=[_row(cards[ref], "past") for ref in _sorted(before, cards)],
        after=[_row(cards[ref], "past") for ref in _sorted(after, cards)],
        current=_row(cards[start], "here"),
        is_cut=len(wanted) > MOST_CARDS,
    )


def _walk(start: Ref, step: Callable[[tuple[Ref, Ref], Ref], Ref | None]) -> list[Ref]:
    seen: dict[Ref, None] = {}
    frontier = [start]
    for _level in range(MOST_LEVELS):
        known = set(frontier)
        found: dict[Ref, None] = {}
        for provider in registry.threads.values():
            for edge in provider.edges(frontier):
                for ref in known & set(edge):
                    target = step(edge, ref)
                    if target and target != start and target not in seen and _leads(ref, target, start):
                        found[target] = None
        if not found or len(seen) > MOST_CARDS:
            break
        seen.update(found)
        frontier = list(found)
    return list(seen)


def _leads(ref: Ref, target: Ref, start: Ref) -> bool:
    return ref == start or ref.kind not in JUNCTIONS or target.kind in JUNCTIONS


def _cards(refs: list[Ref]) -> dict[Ref, ThreadCard]:
    return {card.ref: card for provider in registry.threads.values() for card in provider.cards(refs)}


def _sorted(refs: Iterable[Ref], cards: dict[Ref, ThreadCard]) -> list[Ref]:
    shown = [ref for ref in refs if ref in cards]
    return sorted(
        shown, key=lambda ref: (ORDER.index(ref.kind) if ref.kind in ORDER else len(ORDER), _day(cards[ref]))
    )


def _day(card: ThreadCard) -> str:
    return card.day.isoformat() if card.day else ""


def _row(card: ThreadCard, state: str) -> dict[str, Any]:
    return {
        "kind": KIND_NAMES.get(card.ref.kind, card.title),
        "when": full_day(card.day),
        "datetime": card.day.isoformat() if card.day else "",
        "text": card.quote or card.title,
        "lang": card.lang,
        "meta": card.summary,
        "url": card.url,
        "link": pgettext_lazy("a step of the thread", "Open"),
        "status": card.status,
        "state": state,
    }
