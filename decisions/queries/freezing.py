"""Which content of a package a meeting handled: a package may be opened again, changed, and frozen anew (p. 29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from decisions.enums import DocumentKind, HandlingResult, PackageState
from decisions.models import DecisionPackage, Handling
from decisions.queries.annulment import standing_handlings
from decisions.queries.document import document_basis
from servicelofte.common import clock
from servicelofte.common.digest import json_digest


@dataclass(frozen=True)
class Freezing:
    """One time that a package was frozen: when, and the digest of what it said then."""

    at: datetime
    digest: str


def freezings(package: DecisionPackage) -> list[Freezing]:
    """Return every time that the package was frozen, the first one first; one query."""
    rows = package.history.filter(state=PackageState.FROZEN).exclude(frozen_at=None).order_by("history_id")
    digests = dict(rows.values_list("frozen_at", "frozen_digest"))
    return [Freezing(at, digest) for at, digest in digests.items()]


def handled_earlier(package: DecisionPackage, handlings: Sequence[Handling]) -> dict[int, Freezing]:
    """Return {handling id: what it handled} of those that were about other content than the package has now; one query.

    While a package is open again, that is all of them. One that was frozen anew with the same content counts as the
    same.
    """
    found = {}
    times = freezings(package)
    for row in handlings:
        before = [each for each in times if each.at <= row.registered_at]
        if before and before[-1].digest != package.frozen_digest:
            found[row.pk] = before[-1]
    return found


def frozen_on(package: DecisionPackage, handling: Handling | None = None) -> date | None:
    """Return the local day on which the content was frozen first that a registered meeting handled, or, without one,
    that the package has now; None when it never was; one query.
    """
    times, digest = freezings(package), package.frozen_digest
    if handling:
        digest = next((each.digest for each in reversed(times) if each.at <= handling.registered_at), "")
    first = next((each.at for each in times if each.digest == digest), None)
    return clock.day_of(first) if first else None


def proposals_on(package: DecisionPackage) -> list[Handling]:
    """Return the standing handlings that proposed to the council what the package says now; two queries."""
    rows = [row for row in standing_handlings(package) if row.result == HandlingResult.FORWARDED]
    earlier = handled_earlier(package, rows)
    return [row for row in rows if row.pk not in earlier]


def handled_digest(package: DecisionPackage) -> str:
    """Return the SHA-256 (hex) over what a package was frozen with and which meetings have handled it, as each result
    stands; one query.
    """
    rows = standing_handlings(package)
    return json_digest(
        {"frozen": package.frozen_digest, "handlings": [[row.pk, row.version] for row in rows]}
    )


def lacks_documents(package: DecisionPackage) -> bool:
    """Tell whether a frozen package has no document of what it says in one of its languages; one query.

    One that was made before the register number came is a document of the same content.
    """
    same = Q(made_at__gte=package.frozen_at) | Q(basis=document_basis(package, []))
    made = package.documents.filter(same, kind=DocumentKind.PACKAGE).values_list("language", flat=True)
    return bool(set(package.frozen["languages"]) - set(made))
