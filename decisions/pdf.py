"""Makes the documents of a package: one PDF per language, rendered in a process of its own, its bytes kept."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.domain.document import BASIS_PREFIX, keep_document
from decisions.enums import READY_STATES, DocumentKind
from decisions.models import DecisionPackage, DocumentFile
from decisions.queries.annulment import standing_handlings
from decisions.queries.document import (
    DocumentView,
    document_basis,
    document_kind,
    document_view,
    words_in,
)
from notices.domain.notice import give_notice
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import columns_of
from servicelofte.common.formatting import years
from servicelofte.common.pdf import render_pdf
from servicelofte.common.registry import JobContext

STYLESHEETS = ("css/pdf.css", "css/pdf_decision.css")


def document_html(document: DocumentView) -> str:
    """Return the document as one HTML page for the renderer, in its language."""
    with translation.override(document.language):
        decision = document.decision
        footer = (
            f"{decision.body.text} § {decision.section}"
            if decision
            else document.registry_number or _("Decision package")
        )
        values = {
            "document": document,
            "language": document.language,
            "title": document.title,
            "author": document.region_name.text,
            "description": document.promise.core.body,
            "created": _created(document),
            "keywords": f"{BASIS_PREFIX}{document.basis}",
            "footer": footer,
        }
        return render_to_string("pdf/decision.html", values)


def _created(document: DocumentView) -> str:
    """Return the day that the document dates from: that of the decision, before it the moment of freezing."""
    if decision := document.decision:
        return decision.meeting_on.isoformat()
    return document.frozen_at.isoformat() if document.frozen_at else ""


def make_document(document: DocumentView) -> bytes:
    """Return the bytes of the document's PDF; the same content gives the same bytes. Raises PdfError."""
    return render_pdf(
        document_html(document),
        language=document.language,
        title=document.title,
        stylesheets=STYLESHEETS,
    )


def export_documents(job: JobContext) -> Mapping[str, Any]:
    """Make and keep the documents that a frozen or decided package lacks, one per required language; for the job.

    A document of the same content is never made again, so a job run twice has one effect. Raises DomainError when the
    package was taken back meanwhile, PdfError when a document cannot be made.
    """
    related = ("promise__project__region", "draft", "decided_draft")
    package = DecisionPackage.objects.select_related(*related).get(pk=job.arguments["package"])
    if package.state not in READY_STATES:
        raise DomainError(_("Freeze the package first; then its documents can be made."))
    person = User.objects.filter(pk=int(job.arguments.get("person") or 0)).first()
    languages = package.frozen["languages"]
    kind = document_kind(package)
    basis = document_basis(package, standing_handlings(package))
    kept = []
    for done, language in enumerate(languages):
        job.progress(done, len(languages))
        known = DocumentFile.objects.filter(
            package=package, kind=kind, language=language, basis=basis
        ).first()
        if known is None:
            known = keep_document(
                package=package,
                kind=kind,
                language=language,
                basis=basis,
                content=make_document(document_view(package, language)),
                actor=person,
            )
        kept.append(known.pk)
    region, project = package.promise.project.region, package.promise.project
    if person:
        with translation.override(person.language):
            url = package_url(region.slug, project.pk, package.pk)
            context = {"title": project.title, "count": len(kept)}
            give_notice(region=region, user=person, kind="export_done", context=context, url=url)
    return {"documents": kept, "region": region.slug, "project": project.pk, "package": package.pk}


def package_url(region_slug: str, project_id: int, package_id: int) -> str:
    """Return the address of a package in the workspace, in the active language."""
    return reverse("decisions:package_detail", args=[region_slug, project_id, package_id])


def file_name(document: DocumentFile) -> str:
    """Return the name a document is saved under, in its language: whose it is, its years, what it is, and the
    beginning of its SHA-256. Needs `package.promise.project` loaded.
    """
    project = document.package.promise.project
    title = words_in(dict(columns_of(project, "title")), document.language).text
    with translation.override(document.language):
        kind = str(DocumentKind(document.kind).label)
    name = slugify(f"{title} {years(project.period_from, project.period_to).replace('–', '-')} {kind}")
    return f"{name}-{document.sha256[:8]}.pdf"
