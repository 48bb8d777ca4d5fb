"""Verbs of documents: keep the bytes of a finished one, publish the decision, check a file against what is kept."""

import hashlib
import io
from pathlib import Path

import pikepdf
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.domain.package import lock_package
from decisions.enums import READY_STATES, DocumentKind, PackageState
from decisions.models import DecisionPackage, DocumentFile
from decisions.queries.annulment import standing_handlings
from decisions.queries.document import document_basis, package_basis
from decisions.queries.package import EXPORT
from jobs.domain.job import enqueue_job
from jobs.models import Job
from projects.domain.ledger import record_event, verify_chain
from projects.domain.rows import require_active
from projects.models import EventSeal, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.tenancy import every_region, region_scope

# Before the digest of its content, in a document's keywords: by it an altered copy still tells what it claims to be.
BASIS_PREFIX = "servicelofte:"


@transaction.atomic
def keep_document(
    *,
    package: DecisionPackage,
    kind: str,
    language: str,
    basis: str,
    content: bytes,
    actor: User | None = None,
) -> DocumentFile:
    """Keep the bytes of a finished PDF for good, with their SHA-256 (law on decisions and archives: 831/1994).

    `basis` is the digest of what it says (hex). The same bytes are kept once: the row that has them is returned.
    Raises DomainError when the decision was corrected or annulled, or the package frozen anew with other content, while
    the document was made.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    package = lock_package(package)
    _require_present(package, kind, basis)
    known = DocumentFile.objects.filter(package=package, kind=kind, language=language, sha256=sha256).first()
    if known:
        return known
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    document = DocumentFile(
        region=package.region,
        package=package,
        kind=kind,
        language=language,
        file=ContentFile(content, name=f"{sha256}.pdf"),
        sha256=sha256,
        basis=basis,
        size=len(content),
        pages=pages,
        ledger_number=package.ledger_number,
        ledger_head=package.ledger_head,
        made_at=clock.now(),
    )
    _keep_whole(document, package, actor)
    return document


def _require_present(package: DecisionPackage, kind: str, basis: str) -> None:
    """Refuse a document of what no longer stands; that of a package that was taken back or decided since stays true."""
    if kind == DocumentKind.DECISION:
        if basis == document_basis(package, standing_handlings(package)):
            return
        raise DomainError(_("What was decided was changed while the document was made. Have it made again."))
    # While it is open it says nothing yet that the document could be taken for.
    if package.frozen and basis not in _present_bases(package):
        raise DomainError(_("The package was changed while the document was made. Have it made again."))


def _present_bases(package: DecisionPackage) -> set[str]:
    """Return what a document of the package as frozen may be made of; after a result also without the number that came
    since.
    """
    present = {package_basis(package)}
    return present if package.state == PackageState.FROZEN else present | {package.frozen_digest}


def _keep_whole(document: DocumentFile, package: DecisionPackage, actor: User | None) -> None:
    """Save the row with its bytes and tell the ledger; what fails leaves no bytes behind."""
    try:
        document.save(force_insert=True)
        _record_kept(document, package, actor)
    except BaseException:
        # The database takes its row back by itself; the bytes it would have named go with it.
        if document.file._committed:  # type: ignore[attr-defined]
            document.file.delete(save=False)
        raise


def _record_kept(document: DocumentFile, package: DecisionPackage, actor: User | None) -> None:
    record_event(
        region=package.region,
        project=package.promise.project,
        kind="document.kept",
        actor=actor,
        subject=f"document:{document.pk}",
        data={
            "package": package.pk,
            "document": document.kind,
            "language": document.language,
            "sha256": document.sha256,
        },
        is_public=package.published_at is not None,
    )


@transaction.atomic
def ask_documents(*, package: DecisionPackage, actor: User) -> Job:
    """Have the documents of a frozen or decided package made, in each language; returns the job, the waiting one where
    there is one. Raises IllegalTransition before the package is frozen, and in a closed project.
    """
    require_active(package.promise.project)
    if package.state not in READY_STATES:
        raise IllegalTransition(_("Freeze the package first; then its documents can be made."))
    return enqueue_job(
        region=package.region,
        kind=EXPORT,
        occasion=f"package:{package.pk}",
        arguments={"package": package.pk, "person": actor.pk},
        asked_by=actor,
    )


@transaction.atomic
def publish_decision(*, package: DecisionPackage, actor: User | None, opened: int) -> DecisionPackage:
    """Show the council's decision and its documents to everybody (Handbook p. 7; Counties Act 611/2021, 34 and
    114 §).

    Raises IllegalTransition before the council has decided; DomainError while a required language lacks its document;
    EditConflict when the package is not what the person saw. Publishing twice changes nothing.
    """
    package = lock_package(package)
    if package.state == PackageState.DECIDED and package.published_at:
        return package
    basis = require_publishable(package)
    package.published_at = clock.now()
    save_versioned(package, expected=opened, actor=actor)
    record_event(
        region=package.region,
        project=package.promise.project,
        kind="decision.published",
        actor=actor,
        subject=f"package:{package.pk}",
        data={"package": package.pk, "digest": package.frozen_digest, "basis": basis},
    )
    return package


def require_publishable(package: DecisionPackage) -> str:
    """Return what the documents of a decision are made of, by which they are published; three queries.

    Raises IllegalTransition before the council has decided and once it is published; DomainError while the project is
    closed to everybody or a required language lacks its document. Needs `promise.project` loaded.
    """
    if package.state != PackageState.DECIDED:
        raise IllegalTransition(_("The decision can be published once the council has approved the promise."))
    if package.published_at:
        raise IllegalTransition(_("The decision is published already."))
    if not package.promise.project.is_public:
        raise DomainError(_("Open the project to everybody first: its public pages are closed."))
    basis = document_basis(package, standing_handlings(package))
    made = package.documents.filter(kind=DocumentKind.DECISION, basis=basis)
    if set(package.frozen["languages"]) - set(made.values_list("language", flat=True)):
        raise DomainError(_("Make the documents of the decision first."))
    return basis


def verify_document(*, content: bytes, name: str = "") -> str:
    """Check a file against what is kept; returns what does not fit, in English for operators, or "" when all fits.

    All fits when its SHA-256 is that of a kept document, the kept bytes are still those, the ledger tells of
    them, and the head printed in it is in the region's chain, which verifies. `name` is the file's path, if it
    has one.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with every_region():
        document = DocumentFile.objects.filter(sha256=sha256).select_related("region").first()
    if document is None:
        return _unknown(content, sha256, name)
    with region_scope(document.region):
        return _fault_of(document, sha256)


def _fault_of(document: DocumentFile, sha256: str) -> str:
    where = f"document {document.pk} of {document.region.slug}"
    try:
        with document.file.open("rb") as kept:
            stored = hashlib.sha256(kept.read()).hexdigest()
    except OSError:
        return f"the kept bytes of {where} are missing: {document.file.name}"
    if stored != sha256:
        return f"the kept bytes of {where} were altered: {document.file.name} now has the SHA-256 {stored}"
    told = ProjectEvent.objects.filter(kind="document.kept", subject=f"document:{document.pk}").first()
    if told is None or told.data.get("sha256") != sha256:
        return f"the ledger does not tell of {where} with the SHA-256 {sha256}"
    fault = verify_chain(region=document.region)
    if fault:
        return f"the ledger of {fault.region} does not fit at seal {fault.number}: {fault.problem}"
    seal = EventSeal.objects.filter(number=document.ledger_number).first()
    if seal is None or seal.digest != document.ledger_head:
        return f"the ledger head printed in {where}, number {document.ledger_number}, is not in the chain"
    return ""


def _unknown(content: bytes, sha256: str, name: str) -> str:
    with every_region():
        claimed = _claimed(content, name)
    if claimed is None:
        return f"no kept document has the SHA-256 {sha256}"
    return (
        f"the bytes were altered: the file says that it is document {claimed.pk} ({claimed.kind}, {claimed.language}) "
        f"of {claimed.region.slug}, which is kept with the SHA-256 {claimed.sha256}; this file has {sha256}"
    )


def _claimed(content: bytes, name: str) -> DocumentFile | None:
    """Return the kept document that a file with other bytes stands for: by its place in the store, or by its
    keywords.
    """
    rows = DocumentFile.objects.select_related("region").order_by("-pk")
    by_place = rows.filter(file__endswith=f"/{Path(name).name}").first() if name else None
    if by_place:
        return by_place
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            words = str(pdf.docinfo.get("/Keywords", "")).split()
            language = str(pdf.Root.get("/Lang", ""))
    except (pikepdf.PdfError, ValueError):
        return None
    bases = [word.removeprefix(BASIS_PREFIX) for word in words if word.startswith(BASIS_PREFIX)]
    return rows.filter(basis__in=bases, language=language).first() if bases else None
