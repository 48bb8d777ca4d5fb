"""Verbs of the promise's words: write them, in one language or in all of them at once, and know which translation
lags behind.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from projects.domain.ledger import record_event
from projects.enums import Register
from projects.handbook_schema import GOAL_LENGTH
from projects.models import Cell, Principle, PromiseText, ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.rows import create_row
from servicelofte.common.text import plain

Owner: TypeAlias = ServicePromise | Principle | Cell | Statement
TextKey: TypeAlias = tuple[str, str]
WordsByKey: TypeAlias = Mapping[TextKey, str]

LONGEST_TEXT = 1200


@dataclass(frozen=True)
class Edition:
    """How words are written: who, why, in which language first, and what the writer saw.

    `expected` holds the version of each text as it was opened (0: there was none); a text that is not named there
    counts as 0. `still_fits` names translations that the writer has read and found to say the same as their changed
    source.
    """

    actor: User | None
    source_language: str
    expected: Mapping[TextKey, int]
    still_fits: Collection[TextKey] = ()
    reason: str = ""


def promise_of(owner: Owner) -> ServicePromise:
    """Return the promise that the owner of words belongs to, or is."""
    return owner if isinstance(owner, ServicePromise) else owner.promise


def owner_fields(*, owner: Owner) -> dict[str, Any]:
    """Return the fields by which the texts of a promise's core, a principle, a cell or a statement are found."""
    return {
        "promise": promise_of(owner),
        "principle": owner if isinstance(owner, Principle) else None,
        "cell": owner if isinstance(owner, Cell) else None,
        "statement": owner if isinstance(owner, Statement) else None,
    }


def owner_subject(*, owner: Owner) -> str:
    """Return the ledger's name for the owner of a text: "core:3", "principle:4", "cell:5" or "statement:6"."""
    kind = "core" if isinstance(owner, ServicePromise) else type(owner).__name__.lower()
    return f"{kind}:{owner.pk}"


def is_too_long(*, owner: Owner, body: str) -> bool:
    """Tell whether a headline is longer than 90 characters: "sharp and concise" (Handbook p. 25, 45). Statements
    may be.
    """
    return not isinstance(owner, Statement) and len(body.strip()) > GOAL_LENGTH


@transaction.atomic
def write_words(*, owner: Owner, words: WordsByKey, edition: Edition) -> list[TextKey]:
    """Write an owner's words in several languages and registers at once; returns the keys of the texts that
    changed.

    The text of `edition.source_language` is the original and the other languages are translations of it; plain
    language is made from the standard text of its own language. A translation whose words were not touched goes
    stale when its source changed, unless `edition.still_fits` names it. Records one event.

    Writing the same words again changes nothing, and empty words are not stored where there were none. Raises
    EditConflict with the first text that somebody else wrote meanwhile, DomainError for a language that the region
    does not write in or more than 1,200 characters; then nothing is written.
    """
    rows = {
        (row.language, row.register): row
        for row in PromiseText.objects.filter(**owner_fields(owner=owner)).select_related("translated_from")
    }
    before = {key: (row.digest, row.is_stale) for key, row in rows.items()}
    changed = []
    for key in _in_order(words, edition.source_language):
        body = _checked(owner=owner, language=key[0], body=words[key])
        parent = rows.get(_parent(key, edition.source_language) or ("", ""))
        row = rows.get(key)
        if row is None:
            if not body:
                continue
            if edition.expected.get(key, 0):
                raise DomainError(_("This text is no longer there. Open the page anew."))
            rows[key] = _create(owner, *key, body, edition.actor, parent, edition.reason)
            changed.append(key)
        elif _rewrite(row, body, parent, before, edition):
            changed.append(key)
    if changed:
        _record(owner, changed, edition)
    return changed


def _rewrite(
    row: PromiseText,
    body: str,
    parent: PromiseText | None,
    before: Mapping[TextKey, tuple[str, bool]],
    edition: Edition,
) -> bool:
    """Save a text that exists, when its words, its source or what is known of it change; tells whether they did."""
    key = (row.language, row.register)
    digest = ""
    if parent:
        is_current = body != row.body or key in edition.still_fits
        digest = parent.digest if is_current else _digest_of_old_source(row, parent, before)
    same_source = (row.translated_from_id, row.source_digest) == (parent.pk if parent else None, digest)
    if same_source and body == row.body:
        return False
    row.translated_from, row.source_digest = parent, digest
    expected = edition.expected.get(key, 0)
    if body == row.body and expected != row.version:
        # Only what it was translated from changes: the words that somebody else wrote meanwhile stand.
        expected = row.version
    _change(row, body, edition.actor, expected, edition.reason)
    return True


def _digest_of_old_source(
    row: PromiseText, parent: PromiseText, before: Mapping[TextKey, tuple[str, bool]]
) -> str:
    if row.translated_from_id == parent.pk:
        return row.source_digest
    old_digest, parent_was_stale = before.get((parent.language, parent.register), ("", True))
    _own, was_stale = before[row.language, row.register]
    return "" if was_stale or parent_was_stale else old_digest


def _parent(key: TextKey, source_language: str) -> TextKey | None:
    language, register = key
    if register == Register.PLAIN:
        return language, Register.STANDARD.value
    return None if language == source_language else (source_language, Register.STANDARD.value)


def _in_order(words: Iterable[TextKey], source_language: str) -> list[TextKey]:
    """Sources before what is made from them."""
    return sorted(words, key=lambda key: (key[1] == Register.PLAIN, key[0] != source_language))


def _checked(*, owner: Owner, language: str, body: str) -> str:
    if language not in owner.region.all_languages:
        raise DomainError(_("The region does not write in this language."))
    body = plain(body)
    if len(body) > LONGEST_TEXT:
        raise DomainError(
            _("Shorten the text to at most %(limit)d characters; it has %(length)d.")
            % {"limit": LONGEST_TEXT, "length": len(body)}
        )
    return body


def _create(
    owner: Owner,
    language: str,
    register: str,
    body: str,
    actor: User | None,
    source: PromiseText | None,
    reason: str,
) -> PromiseText:
    row = PromiseText(
        region=owner.region,
        **owner_fields(owner=owner),
        language=language,
        register=register,
        body=body,
        translated_from=source,
        source_digest=source.digest if source else "",
        changed_by=actor,
        changed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            create_row(row, actor=actor, reason=reason)
    except IntegrityError:
        theirs = PromiseText.objects.get(**owner_fields(owner=owner), language=language, register=register)
        raise EditConflict(_("Somebody else wrote this text while you were writing."), row=theirs) from None
    return row


def _change(row: PromiseText, body: str, actor: User | None, expected: int, reason: str) -> PromiseText:
    row.body, row.changed_by, row.changed_at = body, actor, clock.now()
    save_versioned(row, expected=expected, actor=actor, reason=reason)
    return row


def _record(owner: Owner, changed: list[TextKey], edition: Edition) -> None:
    promise = promise_of(owner)
    cell = owner if isinstance(owner, Cell) else getattr(owner, "cell", None)
    data = {
        "promise": promise.pk,
        "languages": sorted({language for language, _register in changed}),
        "perspective": cell.perspective if cell else "",
        "viewpoint": cell.viewpoint if cell else getattr(owner, "viewpoint", ""),
    }
    record_event(
        region=owner.region,
        project=promise.project,
        kind="text.written",
        actor=edition.actor,
        subject=owner_subject(owner=owner),
        data=data,
        is_public=False,
    )
