"""The golden thread, as every app speaks of it: a thing, its card, and what an app tells of its part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Ref:
    """A thing in the golden thread: kind (such as "contribution", "statement", "decision") and its key as text."""

    kind: str
    key: str


@dataclass(frozen=True)
class ThreadCard:
    """How a thing of the thread is shown. `day` its date, `quote` words (already public), `lang` their language.

    `summary` is in the page's language; what of it is in another is marked with it (`lang_span`).
    """

    ref: Ref
    title: str
    summary: str = ""
    quote: str = ""
    lang: str = ""
    day: date | datetime | None = None
    url: str = ""
    status: str = ""


class ThreadProvider(Protocol):
    """An app's share of the golden thread; one query a call, whatever the number of refs.

    `edges` yields (from, to) in the thread's forward direction, for refs at either end. Its pages are public.
    """

    def edges(self, refs: Sequence[Ref]) -> Iterable[tuple[Ref, Ref]]:
        """Return the edges that touch any of `refs`."""
        ...

    def cards(self, refs: Sequence[Ref]) -> Iterable[ThreadCard]:
        """Return cards for the refs this app knows and everybody may see."""
        ...
