"""Verbs of the promise as a whole: begin it, say what it covers, leave a perspective out, start from the handbook's
example.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.statement import create_statement
from projects.domain.text import Edition, Owner, WordsByKey, owner_fields, promise_of, write_words
from projects.enums import REQUIRED_PERSPECTIVES, Perspective, Register, StatementState, Viewpoint
from projects.handbook import Localised, load_handbook
from projects.models import Cell, Principle, Project, PromiseText, ServicePromise, Statement
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import create_row, need_each
from servicelofte.common.text import plain

TITLES = ("customer_group", "scope")


@transaction.atomic
def create_promise(
    *, project: Project, actor: User | None, titles: Mapping[str, str] | None = None, effects: str = ""
) -> ServicePromise:
    """Begin a promise of a project: its two principles and ten empty cells (Handbook p. 41).

    `titles` holds customer_group and scope by language, as {"customer_group_sv": "…"}. `effects` says what a further
    promise does to operations, finances and follow-up (p. 47); it is demanded when the project has one already.
    """
    effects = plain(effects)
    if not effects and project.promises.exists():
        raise DomainError(
            _("Write what a further promise does to operations, finances and follow-up."), field="effects"
        )
    promise = ServicePromise(region=project.region, project=project, effects=effects)
    for name, value in _titles(project.region.all_languages, titles or {}).items():
        setattr(promise, name, value)
    create_row(promise, actor=actor)
    make_places(promise=promise)
    _record(promise, "created", actor)
    return promise


def make_places(*, promise: ServicePromise) -> None:
    """Give a new promise its two principles and ten empty cells (Handbook p. 41), in the caller's transaction."""
    Principle.objects.bulk_create(
        Principle(region=promise.region, promise=promise, viewpoint=viewpoint) for viewpoint in Viewpoint
    )
    Cell.objects.bulk_create(
        Cell(region=promise.region, promise=promise, perspective=perspective, viewpoint=viewpoint)
        for perspective in Perspective
        for viewpoint in Viewpoint
    )


@transaction.atomic
def change_promise(
    *, promise: ServicePromise, titles: Mapping[str, str], effects: str, actor: User | None, expected: int
) -> ServicePromise:
    """Say what the promise covers and for whom (Handbook p. 4, 18, 24): customer group and scope by language, effects.

    `titles` as in `create_promise`. Raises EditConflict when somebody saved meanwhile.
    """
    for name, value in _titles(promise.region.all_languages, titles).items():
        setattr(promise, name, value)
    promise.effects = plain(effects)
    save_versioned(promise, expected=expected, actor=actor)
    _record(promise, "changed", actor)
    return promise


@transaction.atomic
def leave_out_perspective(
    *,
    promise: ServicePromise,
    perspective: str,
    reasons: Mapping[str, str],
    actor: User | None,
    expected: int,
) -> ServicePromise:
    """Leave quality, effectiveness or integration out of the promise for a stated reason (Handbook p. 24).

    `reasons` holds the public reason by language; every required language of the region is demanded. What was
    written stays. Raises DomainError for availability and accessibility, which always belong to it, or when a
    reason is missing.
    """
    if perspective not in Perspective.values or perspective in REQUIRED_PERSPECTIVES:
        raise DomainError(_("Availability and accessibility always belong to a service promise."))
    kept = {language: plain(reason) for language, reason in reasons.items() if reason.strip()}
    need_each({f"reason_{code}": kept.get(code) for code in promise.region.languages}, _("Write the reason."))
    promise.left_out = {**promise.left_out, perspective: kept}
    save_versioned(promise, expected=expected, actor=actor, reason=kept[promise.region.languages[0]])
    _record(promise, "perspective_left_out", actor, perspective)
    return promise


@transaction.atomic
def take_in_perspective(
    *, promise: ServicePromise, perspective: str, actor: User | None, expected: int
) -> ServicePromise:
    """Take a perspective that was left out into the promise again; its words are still there. Raises EditConflict."""
    if perspective not in promise.left_out:
        raise DomainError(_("This perspective is part of the promise already."))
    promise.left_out = {key: reason for key, reason in promise.left_out.items() if key != perspective}
    save_versioned(promise, expected=expected, actor=actor)
    _record(promise, "perspective_taken_in", actor, perspective)
    return promise


@transaction.atomic
def insert_examples(*, promise: ServicePromise, actor: User | None, cell: Cell | None = None) -> int:
    """Put the handbook's example into what is still empty, as a start to be changed (Handbook p. 24, 41, 43).

    Everything of the promise, or one `cell` only. Words that somebody wrote are left alone; a cell gets the example's
    statements when it has none. Writes the languages that both the region and the example have; returns how many texts.
    """
    example = load_handbook().promise_example
    written = 0
    cells = [cell] if cell else list(promise.cells.exclude(perspective__in=promise.left_out))
    taken = _owners_with_words(promise)
    if cell is None:
        written += _start(promise, example.core, actor, taken)
        for principle in promise.principles.all():
            written += _start(principle, example.principle(principle.viewpoint), actor, taken)
    used = set(
        Statement.objects.filter(promise=promise, state=StatementState.ACTIVE).values_list("cell", flat=True)
    )
    for row in cells:
        model = example.cell(row.perspective, row.viewpoint)
        written += _start(row, model.goal, actor, taken)
        for text in () if row.pk in used else model.statements:
            words = _example_words(promise, text)
            create_statement(promise=promise, cell=row, words=words, edition=_edition(promise, actor))
            written += len(words)
    if written:
        _record(promise, "example_inserted", actor)
    return written


def _owners_with_words(promise: ServicePromise) -> set[tuple[int | None, int | None]]:
    texts = PromiseText.objects.filter(promise=promise, statement=None).exclude(body="")
    return set(texts.values_list("principle", "cell"))


def _start(
    owner: Owner, text: Localised, actor: User | None, taken: set[tuple[int | None, int | None]]
) -> int:
    promise = promise_of(owner)
    key = (
        owner.pk if isinstance(owner, Principle) else None,
        owner.pk if isinstance(owner, Cell) else None,
    )
    if key in taken:
        return 0
    words = _example_words(promise, text)
    return len(write_words(owner=owner, words=words, edition=_edition(promise, actor, owner)))


def _edition(promise: ServicePromise, actor: User | None, owner: Owner | None = None) -> Edition:
    expected = {}
    if owner is not None:
        emptied = PromiseText.objects.filter(**owner_fields(owner=owner))
        expected = {(row.language, row.register): row.version for row in emptied}
    return Edition(
        actor=actor,
        source_language=promise.region.languages[0],
        expected=expected,
        reason=_("From the handbook’s example"),
    )


def _example_words(promise: ServicePromise, text: Localised) -> WordsByKey:
    offered = text.as_dict()
    return {
        (code, Register.STANDARD.value): offered[code]
        for code in promise.region.all_languages
        if code in offered
    }


def _titles(languages: list[str], titles: Mapping[str, str]) -> dict[str, str]:
    names = {f"{field}_{language}" for field in TITLES for language in languages if language in INTERFACE}
    return {name: plain(value) for name, value in titles.items() if name in names}


def _record(promise: ServicePromise, verb: str, actor: User | None, perspective: str = "") -> None:
    record_event(
        region=promise.region,
        project=promise.project,
        kind=f"promise.{verb}",
        actor=actor,
        subject=f"promise:{promise.pk}",
        data={"perspective": perspective} if perspective else {},
        is_public=False,
    )
