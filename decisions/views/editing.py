"""Form pages of decisions: begin a package, write its parts, register and correct a handling."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from decisions.domain.handling import (
    FROZEN_ANEW,
    correct_handling,
    register_handling,
    require_frozen,
    require_standing,
)
from decisions.domain.package import (
    change_package,
    create_package,
    number_package,
    require_closed,
    require_draft,
    require_ready,
    unfreeze_package,
    write_part,
)
from decisions.enums import HandlingBody, HandlingResult, PackageState, PartKind
from decisions.forms.handling import HandlingCorrectionForm, HandlingForm
from decisions.forms.package import (
    PackageCreateForm,
    PackageForm,
    PackageNumberForm,
    PartForm,
    ReopenForm,
)
from decisions.models import PackagePart
from decisions.queries.completeness import part_guidance, part_name
from decisions.queries.document import handling_views
from decisions.queries.freezing import frozen_on, handled_digest, lacks_documents, proposals_on
from decisions.queries.handling import body_names, later_versions, next_body
from decisions.queries.outline import budget_outline, outline
from decisions.queries.package import offered_versions, versions_of
from decisions.views.workspace import PackageFormView, find_handling, package_address
from drafting.models import DraftVersion
from projects.pages import FormPage, ProjectPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.history import history_entries
from servicelofte.common.languages import language_name, page_language


class PackageCreateView(NewRowMixin, ProjectPage, FormPage, FormView):
    """Begin a package of a published version."""

    template_name = "decisions/form.html"
    permission = "decisions.add_decisionpackage"
    form_class = PackageCreateForm
    namespace = "decisions"
    place = "package"
    title = gettext_lazy("Put the package together")
    lead = gettext_lazy("Choose the version of the promise that the council is to decide on.")
    submit = gettext_lazy("Begin the package")
    done_message = gettext_lazy("The package is begun. Write its texts now.")

    def check_possible(self) -> None:
        """Lead back while there is no version that a package can be made of."""
        if not offered_versions(self.project):
            raise DomainError(
                _(
                    "There is no version now that a package can be begun of: publish one, or go on with the "
                    "open package."
                )
            )

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [*super().breadcrumbs(), {"label": _("To the council"), "url": self.back()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the versions."""
        return {**super().get_form_kwargs(), "versions": offered_versions(self.project)}

    def save(self, form: Any) -> Any:
        """Begin the package."""
        row: DraftVersion = form.cleaned_data["draft"]
        return create_package(draft=row, actor=self.request.user, presenter=form.cleaned_data["presenter"])

    def get_success_url(self) -> str:
        """Go to the package."""
        return package_address(self.object)

    def back(self) -> str:
        """Return the address of the newest package."""
        return self.address("package")


class PackageEditView(PackageFormView):
    """Change version, presenting official and register number."""

    permission = "decisions.change_decisionpackage"
    form_class = PackageForm
    title = gettext_lazy("About the package")
    done_message = gettext_lazy("Saved.")

    def check_possible(self) -> None:
        """Lead back once it is frozen."""
        require_draft(self.package)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the package and the versions that may stand in it."""
        return {**super().get_form_kwargs(), "instance": self.package, "versions": versions_of(self.package)}

    def save(self, form: Any) -> Any:
        """Save."""
        values = form.cleaned_data
        return change_package(
            package=self.package,
            actor=self.request.user,
            opened=form.opened_version,
            draft=values["draft"],
            presenter=values["presenter"],
            registry_number=values["registry_number"],
        )


class PackageNumberView(PackageFormView):
    """Write down the register number of a package that is frozen."""

    permission = "decisions.change_decisionpackage"
    form_class = PackageNumberForm
    title = gettext_lazy("Register number")
    lead = gettext_lazy(
        "What was frozen stays as it is, and so does its digest. Make its documents anew once the number is changed."
    )
    done_message = gettext_lazy(
        "The register number is saved. Documents that were made before do not bear it: make them anew."
    )

    def check_possible(self) -> None:
        """Lead back until it is frozen: before that the number is written with the rest."""
        require_ready(self.package)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the package."""
        return {**super().get_form_kwargs(), "instance": self.package}

    def save(self, form: Any) -> Any:
        """Save the number; of documents there is something to say only where there are any."""
        if not self.package.documents.exists():
            self.done_message = _("The register number is saved.")
        return number_package(
            package=self.package,
            actor=self.request.user,
            opened=form.opened_version,
            registry_number=form.cleaned_data["registry_number"],
        )


class PartEditView(PackageFormView):
    """Write one part in one language, with the handbook's words and the other language beside it."""

    template_name = "decisions/part_edit.html"
    permission = "decisions.change_decisionpackage"
    form_class = PartForm
    submit = gettext_lazy("Save the text")
    done_message = gettext_lazy("The text is saved.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the part: the proposal or one of the six, in a required language."""
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        self.kind, self.language = kwargs["kind"], kwargs["language"]
        if self.kind not in PartKind.values or self.language not in request.region.languages:
            raise Http404
        rows = {row.language: row for row in PackagePart.objects.filter(package=self.package, kind=self.kind)}
        self.part = rows.get(self.language) or PackagePart(
            region=self.package.region, package=self.package, kind=self.kind, language=self.language
        )
        self.others = [row for code, row in rows.items() if code != self.language and row.body]

    def check_possible(self) -> None:
        """Lead back once the package is frozen."""
        require_draft(self.package)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the part, and the outline that an empty one begins with."""
        kwargs = {**super().get_form_kwargs(), "instance": self.part}
        if self.request.method == "GET":
            kwargs["outline"] = outline(self.package, self.kind, self.language)
            kwargs["budget"] = budget_outline(self.package)
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the part should tell, the other languages' words, and who changed what."""
        named = page_language()
        kwargs.setdefault(
            "title",
            _("%(part)s, in %(language)s")
            % {"part": part_name(self.kind, named), "language": language_name(self.language)},
        )
        kwargs.setdefault("lead", part_guidance(self.kind, named))
        kwargs.setdefault("is_draft", self.kind == PartKind.PROPOSAL and not self.part.body)
        kwargs.setdefault("others", self.others)
        kwargs.setdefault("history", history_entries(self.part.history.all()) if self.part.pk else [])
        return super().get_context_data(**kwargs)

    def save(self, form: Any) -> Any:
        """Save the words."""
        return write_part(
            package=self.package,
            kind=self.kind,
            language=self.language,
            actor=self.request.user,
            opened=form.opened_version,
            body=form.cleaned_data["body"],
            budget_effect=form.cleaned_data.get("budget_effect", ""),
        )


class PackageReopenView(PackageFormView):
    """Take a frozen or returned package back, with a reason, after saying which meeting has handled it already."""

    template_name = "decisions/reopen.html"
    permission = "decisions.freeze_decisionpackage"
    form_class = ReopenForm
    title = gettext_lazy("Open the package again")
    lead = gettext_lazy(
        "Its text can be changed after that. Documents that were made of it stay as they are."
    )
    submit = gettext_lazy("Open it again")
    done_message = gettext_lazy("The package is open again.")

    def check_possible(self) -> None:
        """Lead back unless it is frozen or returned."""
        require_closed(self.package)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the package and its meetings as they are read now."""
        return {"opened_version": self.package.version, "seen": handled_digest(self.package)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the proposals that will be about earlier content."""
        kwargs.setdefault("handled", handling_views(proposals_on(self.package), page_language()))
        return super().get_context_data(**kwargs)

    def save(self, form: Any) -> Any:
        """Take it back."""
        values = form.cleaned_data
        return unfreeze_package(
            package=self.package,
            actor=self.request.user,
            opened=values["opened_version"],
            reason=values["reason"],
            seen=values["seen"],
        )


class HandlingCreateView(NewRowMixin, PackageFormView):
    """Register what a meeting decided."""

    permission = "decisions.register_decisionpackage"
    form_class = HandlingForm
    place = "handling"
    title = gettext_lazy("What did the meeting decide?")
    lead = gettext_lazy("The council’s approval locks the package and its version.")
    submit = gettext_lazy("Register the handling")
    done_message = gettext_lazy("The handling is registered.")

    def check_possible(self) -> None:
        """Lead back unless the package is frozen."""
        require_frozen(self.package)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to a version with the changes of the meeting."""
        place = [self.request.region.slug, self.project.pk]
        label = _("Publish the promise with the changes of the meeting")
        if self.may("drafting.publish_draftversion"):
            kwargs.setdefault(
                "further", [{"label": label, "url": reverse("drafting:version_publish", args=place)}]
            )
        return super().get_context_data(**kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the body whose turn it is."""
        body = next_body(self.package)
        is_board = body == HandlingBody.BOARD
        result = HandlingResult.FORWARDED if is_board else ""
        return {"body_kind": body, "result": result, "seen": self.package.frozen_digest}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the region's languages and the versions that the meeting may have led to."""
        return {
            **super().get_form_kwargs(),
            "languages": self.request.region.languages,
            "versions": later_versions(self.package),
            "lacks_documents": self.asks_why_undocumented(),
            "frozen_on": frozen_on(self.package),
            "choices": self.request.region.language_choices,
        }

    def asks_why_undocumented(self) -> bool:
        """Tell whether the package has no documents yet, or the words on it were written before it was opened again."""
        if self.package.state == PackageState.FROZEN:
            return lacks_documents(self.package)
        return "undocumented" in self.request.POST

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say first that something else was frozen meanwhile: nobody mends a form about what they have not read."""
        is_frozen = self.package.state == PackageState.FROZEN
        if is_frozen and form.data.get("seen") != self.package.frozen_digest:
            return self.conflict(form, EditConflict(FROZEN_ANEW, row=self.package))
        return super().form_invalid(form)

    def save(self, form: Any) -> Any:
        """Register it; a name left empty is that of the region's board or council."""
        values = form.cleaned_data
        named = body_names(self.request.region, values["body_kind"])
        return register_handling(
            package=self.package,
            actor=self.request.user,
            body_kind=values["body_kind"],
            body_name={**named, **{code: name for code, name in form.body_name.items() if name}},
            meeting_on=values["meeting_on"],
            section=values["section"],
            result=values["result"],
            changes=form.changes,
            minutes_url=values["minutes_url"],
            amended_draft=values["amended_draft"],
            undocumented=form.why_undocumented,
            early=form.early,
            seen=values["seen"],
        )


class HandlingEditView(PackageFormView):
    """Correct what was written down of a meeting, or add the link to its minutes."""

    permission = "decisions.register_decisionpackage"
    form_class = HandlingCorrectionForm
    place = "handling"
    title = gettext_lazy("Correct what was written down")
    lead = gettext_lazy(
        "What was decided cannot be changed here: a result that was registered wrongly is annulled on the page of the "
        "package. After the council’s decision its documents are to be made anew."
    )
    done_message = gettext_lazy("The correction is saved.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the handling."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.handling = find_handling(self.package, kwargs["handling"])

    def check_possible(self) -> None:
        """Lead back when the result was annulled."""
        require_standing(self.handling)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the handling and the languages."""
        return {
            **super().get_form_kwargs(),
            "instance": self.handling,
            "languages": self.request.region.languages,
            "frozen_on": frozen_on(self.package, self.handling),
            "choices": self.request.region.language_choices,
        }

    def save(self, form: Any) -> Any:
        """Save the correction."""
        values = form.cleaned_data
        return correct_handling(
            handling=self.handling,
            actor=self.request.user,
            opened=form.opened_version,
            body_name=form.body_name,
            meeting_on=values["meeting_on"],
            section=values["section"],
            changes=form.changes,
            minutes_url=values["minutes_url"],
            reason=values["reason"],
            early=form.early,
        )
