"""Workspace pages of decisions: the package, its parts, its handling, its documents."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from accounts.access import workspace
from decisions.domain.document import ask_documents, publish_decision, require_publishable
from decisions.domain.package import freeze_package, require_complete
from decisions.forms.package import FreezeForm
from decisions.models import DecisionPackage, DocumentFile, Handling
from decisions.pdf import file_name
from decisions.queries.completeness import needs_of
from decisions.queries.content import parts_digest
from decisions.queries.document import document_view
from decisions.queries.package import (
    RELATED,
    offered_versions,
    package_page,
    package_rows,
    packages_of,
)
from decisions.queries.parity import compared
from decisions.queries.unsettled import still_asked, unsettled
from projects.access import ProjectMixin, get_project
from projects.guidance import guidance
from projects.models import Project
from projects.pages import ActionPage, ConfirmPage, FormPage, ProjectPage
from servicelofte.common.fields import column_words
from servicelofte.common.forms import AsReadForm
from servicelofte.common.languages import best, page_language


def find_package(project: Project, pk: int) -> DecisionPackage:
    """Return the project's package with what its pages read, or 404."""
    return get_object_or_404(
        DecisionPackage.objects.select_related(*RELATED), pk=pk, promise__project=project
    )


def find_handling(package: DecisionPackage, pk: int) -> Handling:
    """Return a handling of the package, or 404."""
    row = get_object_or_404(Handling, pk=pk, package=package)
    row.package = package
    return row


def package_address(package: DecisionPackage, name: str = "package_detail", *args: Any) -> str:
    """Return the address of a page of the package."""
    project = package.promise.project
    return reverse(f"decisions:{name}", args=[project.region.slug, project.pk, package.pk, *args])


class PackageMixin(ProjectPage):
    """A page of one package: `self.package` from the path, 404 when the project has no such package."""

    namespace = "decisions"
    package: DecisionPackage

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the package."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.package = find_package(self.project, kwargs["package"])

    def read_anew(self) -> tuple[str, str]:
        """Lead to the package as it is now, where somebody changed it while a form about it was open."""
        return package_address(self.package), _("Read the package on its page")

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the package."""
        return [*super().breadcrumbs(), {"label": _("To the council"), "url": package_address(self.package)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the package and the way back."""
        kwargs.setdefault("package", self.package)
        kwargs.setdefault("cancel", {"label": _("Back to the package"), "url": package_address(self.package)})
        return super().get_context_data(**kwargs)


class PackageFormView(PackageMixin, FormPage, FormView):
    """A form about the package on a page of its own."""

    template_name = "decisions/form.html"
    submit: Any = gettext_lazy("Save")
    place = "package"

    def back(self) -> str:
        """Return the address of the package."""
        return package_address(self.package)


class PackageView(ProjectMixin, TemplateView):
    """The newest package of the project, or the one in the path: what is missing, what was decided, its documents."""

    template_name = "decisions/package.html"
    permission = "decisions.view_decisionpackage"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the package with what the person may do, and what a new one could be made of."""
        package, project = self._package(), self.project
        return super().get_context_data(
            page=package_page(package, allowed=self.may) if package else None,
            others=package_rows(project, package),
            can_create=self.may("decisions.add_decisionpackage") and bool(offered_versions(project)),
            guidance=guidance(project, "package"),
            **kwargs,
        )

    def _package(self) -> DecisionPackage | None:
        pk = self.kwargs.get("package")
        if pk is None:
            newest = packages_of(self.project)[:1]
            pk = newest[0].pk if newest else None
        return find_package(self.project, pk) if pk else None


class PreviewView(PackageMixin, TemplateView):
    """The document as it will be, on the screen, in one of the region's languages."""

    template_name = "decisions/preview.html"
    permission = "decisions.view_decisionpackage"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the document, and the links to its other languages."""
        codes = self.request.region.languages
        code = self.kwargs.get("language") or best(codes, page_language(), codes)
        if code not in codes:
            raise Http404
        tabs = [
            {
                "label": label,
                "url": package_address(self.package, "preview", language),
                "current": language == code,
            }
            for language, label in self.request.region.language_choices
            if language in codes
        ]
        document = document_view(self.package, code)
        return super().get_context_data(document=document, tabs=tabs, **kwargs)


class PackageActionView(PackageMixin, ActionPage):
    """Something done with the package at the press of a button."""

    def back(self) -> str:
        """Return the address of the package."""
        return package_address(self.package)


class PackageFreezeView(PackageMixin, ConfirmPage, FormView):
    """Freezes the package, after a look at what is still awaited from others."""

    template_name = "decisions/freeze.html"
    permission = "decisions.freeze_decisionpackage"
    form_class = FreezeForm
    title = gettext_lazy("Freeze the package?")
    submit = gettext_lazy("Freeze the package")
    submit_kind = ""
    done_message = gettext_lazy("The package is frozen. Its documents can be made now.")

    def check_possible(self) -> None:
        """Lead back to what is still missing."""
        require_complete(self.package)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the package as it is read now."""
        return {"opened_version": self.package.version, "seen": parts_digest(self.package)}

    def about(self) -> str:
        """Return the project's title."""
        return column_words(self.project, "title")[0]

    def consequences(self) -> list[Any]:
        """Say what is sealed, and that it can be opened again."""
        return [
            _(
                "Once frozen, the package says what it says: its text, its figures and its version are sealed in the "
                "ledger."
            ),
            _("It can be opened again with a reason until the council has decided."),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is still awaited, and what in the package is to be looked at first."""
        needs = compared(self.package, needs_of(self.package, page_language()))
        doubtful = [need for need in needs if need.is_doubtful]
        return super().get_context_data(unsettled=unsettled(self.project), doubtful=doubtful, **kwargs)

    def back(self) -> str:
        """Return the address of the package."""
        return package_address(self.package)

    def save(self, form: FreezeForm) -> DecisionPackage:
        """Freeze it."""
        values = form.cleaned_data
        opened, seen = values["opened_version"], values["seen"]
        return freeze_package(package=self.package, actor=self.request.user, opened=opened, seen=seen)


class DecisionPublishView(PackageMixin, ConfirmPage, FormView):
    """Shows the decision to everybody, which cannot be taken back, after a look at who is still asked for a view."""

    template_name = "decisions/publish.html"
    permission = "decisions.publish_decisionpackage"
    form_class = AsReadForm
    title = gettext_lazy("Publish the decision?")
    submit = gettext_lazy("Publish the decision")
    submit_kind = ""
    done_message = gettext_lazy("The decision is published.")

    def check_possible(self) -> None:
        """Lead back until the council has decided and the documents are made, and once it is published."""
        require_publishable(self.package)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the package as it is read now."""
        return {"opened_version": self.package.version}

    def about(self) -> str:
        """Return the project's title."""
        return column_words(self.project, "title")[0]

    def consequences(self) -> list[Any]:
        """Say who sees what from now on, and that it stays so."""
        return [
            _(
                "Everybody can then read the decision on the public pages, with its documents in each language."
            ),
            _(
                "It cannot be taken back, and the package cannot be changed. A result that proves to be registered "
                "wrongly is annulled with a reason that everybody sees."
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who is still asked for their view of the draft."""
        return super().get_context_data(still_asked=still_asked(self.package.promise), **kwargs)

    def back(self) -> str:
        """Return the address of the package."""
        return package_address(self.package)

    def save(self, form: AsReadForm) -> DecisionPackage:
        """Publish it."""
        opened = form.cleaned_data["opened_version"]
        return publish_decision(package=self.package, actor=self.request.user, opened=opened)


class PackageExportView(PackageActionView):
    """Asks for the documents; they are made beside the page."""

    permission = "decisions.change_decisionpackage"

    def act(self) -> Any:
        """Ask for them."""
        ask_documents(package=self.package, actor=self.request.user)
        return _("The documents are being made. You can leave this page: a notice tells when.")


@require_safe
@workspace("decisions.view_documentfile")
def document(request: HttpRequest, project: int, document: int) -> HttpResponse:
    """Hand out a kept document of the project's packages."""
    row = get_object_or_404(
        DocumentFile.objects.select_related("package__promise__project"),
        pk=document,
        package__promise__project=get_project(request, project),
    )
    return stream(row, cache="private, no-store")


def stream(row: DocumentFile, *, cache: str) -> FileResponse:
    """Return the kept bytes as a download that no browser takes for anything else."""
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=file_name(row), content_type="application/pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = f'"{row.sha256}"'
    response["Cache-Control"] = cache
    return response
