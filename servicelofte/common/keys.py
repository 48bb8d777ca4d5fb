"""Keys that come from outside, in addresses, hidden fields and threads: read without trust; nonsense is None."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest

from servicelofte.common.thread import Ref

LONGEST = 18  # digits that every database still takes as a key


def number_of(text: str | None) -> int | None:
    """Return the whole number that `text` writes in ASCII digits; None for anything else, or more than 18 digits."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def uuid_of(text: str | None) -> UUID | None:
    """Return the UUID that `text` writes, such as a lineage."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def asked_number(request: HttpRequest, name: str) -> int | None:
    """Return a number that the address asks for, such as ?promise=3."""
    return number_of(request.GET.get(name))


def keys_of(refs: Iterable[Ref], kind: str) -> list[int]:
    """Return the numbers of a thread's refs of one kind."""
    numbers = (number_of(ref.key) for ref in refs if ref.kind == kind)
    return [number for number in numbers if number is not None]


def lineages_of(refs: Iterable[Ref]) -> list[UUID]:
    """Return the lineages of a thread's refs that are statements."""
    lineages = (uuid_of(ref.key) for ref in refs if ref.kind == "statement")
    return [lineage for lineage in lineages if lineage is not None]
