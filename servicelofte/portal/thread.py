"""Walks the golden thread both ways: contribution, synthesis, wording, version, response, decision, action,
indicator.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.models import Contribution
from participation.queries.voices import subjects_of
from servicelofte.common import registry
from servicelofte.common.formatting import full_day
from servicelofte.common.keys import keys_of
from servicelofte.common.languages import lang_span, page_language
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
    "amendment",
    "clause",
    "action",
    "indicator",
    "status",
    "corrective",
    "feedback",
)
# One version or decision touches every statement: the thread goes on through them to each other only.
JUNCTIONS = ("version", "decision", "synthesis")
# What has no page of its own is opened as the start of a thread of its own.
THREAD_ONLY = ("contribution", "action")
KIND_NAMES = {
    "contribution": _("Somebody said"),
    "comment": _("A comment"),
    "synthesis": _("The synthesis"),
    "response": _("The answer"),
    "change": _("The change"),
    "statement": _("The promise"),
    "version": _("The version"),
    "decision": _("The decision"),
    "amendment": _("Changed at the meeting"),
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


def thread_page(start: Ref, place: Sequence[str] = ()) -> ThreadPage | None:
    """Return the thread through `start`, or None when there is no such thing that everybody may see.

    `place` are the slugs of the region and the project, by which what was said leads to its own thread. Works in the
    region's scope; one query a provider and level, at most seven levels each way and 120 cards.
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
        before=[_step(cards[ref], place) for ref in _sorted(before, cards)],
        after=[_step(cards[ref], place) for ref in _sorted(after, cards)],
        current=_here(cards[start]),
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


def _step(card: ThreadCard, place: Sequence[str]) -> dict[str, Any]:
    row = _row(card, "past")
    if place and card.ref.kind in THREAD_ONLY:
        row["url"] = reverse("thread", args=[*place, card.ref.kind, card.ref.key])
    return row


def _here(card: ThreadCard) -> dict[str, Any]:
    row = _row(card, "here")
    if card.ref.kind == "contribution" and (about := _spoken_about(card.ref)):
        row["meta"] = format_html("{}: {}", row["meta"], about)
    return row


def _spoken_about(ref: Ref) -> str:
    """The words that a contribution is about, as they stood then: a sentence, a goal or a question; "" for none."""
    rows = list(Contribution.objects.filter(pk__in=keys_of([ref], ref.kind)))
    language = page_language()
    subject = subjects_of(rows, language).get(rows[0].pk) if rows else None
    return lang_span(subject.quote, subject.lang, language) if subject and subject.quote else ""


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
