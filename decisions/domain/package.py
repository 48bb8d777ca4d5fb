"""Verbs of a package: begin, change, write a part, freeze, take back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from decisions.enums import OPEN_STATES, PACKAGE_MOVES, READY_STATES, PackageState, PartKind
from decisions.models import DecisionPackage, PackagePart
from decisions.queries.completeness import needs_of
from decisions.queries.content import content_digest, package_content, parts_digest
from decisions.queries.freezing import handled_digest
from drafting.enums import VersionState
from drafting.models import DraftVersion
from projects.domain.ledger import chain_head, record_event, seal_events
from projects.models import ServicePromise
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.languages import page_language
from servicelofte.common.rows import create_row
from servicelofte.common.tenancy import require_same_region
from servicelofte.common.transitions import not_in_this_state

REWRITTEN = gettext_lazy(
    "Somebody changed a text of the package after you opened this page. Read it on the page of the package, and freeze "
    "it then."
)
HANDLED_MEANWHILE = gettext_lazy(
    "A meeting was registered on the package, or something else was frozen, after you opened this page. Read it on the "
    "page of the package, and open it again then if that is still right."
)


@transaction.atomic
def create_package(*, draft: DraftVersion, actor: User | None, presenter: str = "") -> DecisionPackage:
    """Begin the package of a published version, with its proposal and six parts still to be written in each
    required language (p. 28, 30).

    Raises DomainError when the version was taken back, or while another package of the same promise is open.
    """
    promise = ServicePromise.objects.select_for_update(no_key=True).get(pk=draft.promise_id)
    draft.refresh_from_db(fields=["state"])
    _require_version(draft)
    if DecisionPackage.objects.filter(promise=promise, state__in=OPEN_STATES).exists():
        raise DomainError(_("A package of this promise is open already. Go on with that one."))
    package = DecisionPackage(region=draft.region, promise=promise, draft=draft, presenter=presenter)
    create_row(package, actor=actor)
    parts = [
        PackagePart(region=draft.region, package=package, kind=kind, language=language)
        for kind in PartKind.values
        for language in draft.region.languages
    ]
    bulk_create_with_history(parts, PackagePart, default_user=actor)
    _record(package, "created", actor, {"version": draft.number})
    return package


@transaction.atomic
def change_package(
    *,
    package: DecisionPackage,
    actor: User | None,
    opened: int,
    draft: DraftVersion,
    presenter: str,
    registry_number: str,
) -> DecisionPackage:
    """Change the version, the presenting official or the register number of a package that is being put together.

    `opened` is the package's version when the form was opened. Raises IllegalTransition once it is frozen,
    EditConflict when somebody saved meanwhile.
    """
    package = lock_package(package)
    require_draft(package)
    require_same_region(package, draft)
    if draft.promise_id != package.promise_id:
        raise DomainError(_("Choose a version of the same promise."), field="draft")
    if draft.pk != package.draft_id:
        draft = _held(draft)
        _require_version(draft)
    package.draft = draft
    package.presenter = presenter
    package.registry_number = registry_number
    _save(package, actor, opened)
    _record(package, "changed", actor, {"version": draft.number})
    return package


@transaction.atomic
def number_package(
    *, package: DecisionPackage, actor: User | None, opened: int, registry_number: str
) -> DecisionPackage:
    """Write down the register number that a frozen package got in the region's case register, or correct it.

    What was frozen stays, and so does its digest; documents made from now on bear the number. `opened` is the package's
    version when the form was opened. Raises IllegalTransition unless it is frozen or decided, EditConflict when
    somebody saved meanwhile.
    """
    package = lock_package(package)
    require_ready(package)
    if registry_number == package.registry_number:
        return package
    package.registry_number = registry_number
    _save(package, actor, opened)
    _record(package, "numbered", actor)
    return package


@transaction.atomic
def write_part(
    *,
    package: DecisionPackage,
    kind: str,
    language: str,
    actor: User | None,
    opened: int,
    body: str,
    budget_effect: str = "",
) -> PackagePart:
    """Write the proposal or one part in one language (small Markdown); the effect on the budget belongs to the part on
    implementation.

    `opened` is the part's version when the form was opened. Raises IllegalTransition once the package is frozen,
    EditConflict when somebody saved the part meanwhile.
    """
    package = lock_package(package)
    require_draft(package)
    part, _created = PackagePart.objects.get_or_create(
        package=package, kind=kind, language=language, defaults={"region": package.region}
    )
    part.body = body
    part.budget_effect = budget_effect if kind == PartKind.IMPLEMENTATION else ""
    save_versioned(part, expected=opened, actor=actor)
    _record(package, "part_written", actor, {"part": kind, "language": language})
    return part


@transaction.atomic
def freeze_package(
    *, package: DecisionPackage, actor: User | None, opened: int, seen: str | None = None
) -> DecisionPackage:
    """Freeze a complete package for handling: from now on it says what it says, under the digest of all of it
    (p. 29–30).

    The ledger is sealed up to and with the freezing, and its head is kept to be printed. Raises DomainError
    that names what is missing; IllegalTransition; EditConflict when the package is not what the person saw: `opened` is
    its version, `seen` the digest of its texts then (None where nobody looked at them).
    """
    package = lock_package(package)
    package.draft = _held(package.draft)
    _require_unfrozen(package)
    if seen is not None and seen != parts_digest(package):
        raise EditConflict(REWRITTEN, row=package)
    require_complete(package)
    package.frozen = {}
    package.frozen = package_content(package)
    package.frozen_digest = content_digest(package.frozen, package.draft.snapshot)
    package.frozen_at = clock.now()
    package.state = PackageState.FROZEN
    _record(package, "frozen", actor, {"digest": package.frozen_digest, "version": package.draft.number})
    keep_head(package)
    _save(package, actor, opened)
    return package


@transaction.atomic
def unfreeze_package(
    *, package: DecisionPackage, actor: User | None, opened: int, reason: str, seen: str | None = None
) -> DecisionPackage:
    """Take a frozen or returned package back to be put together again; `reason` is demanded and kept.

    Documents made of it stay as they are. Raises DomainError without a reason; IllegalTransition; EditConflict when the
    package is not what the person saw: `opened` is its version, `seen` the digest of what was frozen and which meetings
    had handled it then (None where nobody looked).
    """
    package = lock_package(package)
    require_closed(package)
    if seen is not None and seen != handled_digest(package):
        raise EditConflict(HANDLED_MEANWHILE, row=package)
    if not reason.strip():
        raise DomainError(_("Write why the package is opened again."), field="reason")
    digest = package.frozen_digest
    package.state = PackageState.DRAFT
    package.frozen = {}
    package.frozen_digest = ""
    package.frozen_at = None
    package.ledger_number, package.ledger_head = 0, ""
    _save(package, actor, opened, reason)
    _record(package, "reopened", actor, {"digest": digest}, {"reason": reason})
    return package


def lock_package(package: DecisionPackage) -> DecisionPackage:
    """Return the package as it now stands, locked until the transaction ends, with its promise, project and
    versions.

    Locked first and read then: a statement that waits for the lock joins the versions as they were before it waited,
    and finds nothing where the package was given another one meanwhile.
    """
    rows = DecisionPackage.objects
    rows.select_for_update(no_key=True).get(pk=package.pk)
    return rows.select_related("promise__project__region", "draft", "decided_draft", "region").get(
        pk=package.pk
    )


def keep_head(package: DecisionPackage) -> None:
    """Seal the region's ledger and keep its head on the package, to be printed in its documents."""
    region = package.promise.project.region
    seal_events(region=region)
    package.ledger_number, package.ledger_head = chain_head(region=region)


def head_when_frozen(package: DecisionPackage) -> tuple[int, str]:
    """Return number and digest of the ledger's last seal when the package was frozen last, as its documents of then
    print them.
    """
    row = package.history.filter(state=PackageState.FROZEN, frozen_at=package.frozen_at).latest("history_id")
    return row.ledger_number, row.ledger_head


def _save(package: DecisionPackage, actor: User | None, opened: int, reason: str = "") -> None:
    save_versioned(package, expected=opened, actor=actor, reason=reason)


def _held(draft: DraftVersion) -> DraftVersion:
    """Return a version as it now stands, locked after its package until the transaction ends: nobody takes it back
    meanwhile.
    """
    return DraftVersion.objects.select_for_update(no_key=True).get(pk=draft.pk)


def require_draft(package: DecisionPackage) -> None:
    """Raise IllegalTransition, which says why, when the texts of a package cannot be changed."""
    if package.state == PackageState.FROZEN:
        raise IllegalTransition(_("The package is frozen. Take it back first; then it can be changed."))
    if package.state != PackageState.DRAFT:
        raise not_in_this_state(package)


def require_closed(package: DecisionPackage) -> None:
    """Raise IllegalTransition unless a package can be opened again: it is frozen or returned."""
    PACKAGE_MOVES.check(package, PackageState.DRAFT)


def require_ready(package: DecisionPackage) -> None:
    """Raise IllegalTransition unless a package is frozen or decided."""
    if package.state not in READY_STATES:
        raise not_in_this_state(package)


def require_complete(package: DecisionPackage) -> None:
    """Raise DomainError when a package can only be frozen once something is mended, and name it; two queries.

    Needs `promise.project.region` and `draft` loaded. Raises IllegalTransition unless it is being put together.
    """
    _require_unfrozen(package)
    # Taken back since it was chosen: the council's approval of it could not be registered.
    _require_version(package.draft)
    lacking = [need.name for need in needs_of(package, page_language()) if need.state != "done"]
    if lacking:
        raise DomainError(
            _("Not ready to be frozen. Still missing: %(names)s.") % {"names": ", ".join(lacking)}
        )


def _require_unfrozen(package: DecisionPackage) -> None:
    # A result that is annulled takes a package back to being frozen: that is no freezing, and the table has it too.
    if package.state != PackageState.DRAFT:
        raise not_in_this_state(package)


def _require_version(draft: DraftVersion) -> None:
    if draft.state == VersionState.WITHDRAWN:
        raise DomainError(_("This version was taken back. Choose another."), field="draft")


def _record(
    package: DecisionPackage,
    verb: str,
    actor: User | None,
    data: dict[str, Any] | None = None,
    words: dict[str, Any] | None = None,
) -> None:
    record_event(
        region=package.region,
        project=package.promise.project,
        kind=f"package.{verb}",
        actor=actor,
        subject=f"package:{package.pk}",
        data={"package": package.pk, **(data or {})},
        words=words,
        is_public=False,
    )
