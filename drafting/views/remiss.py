"""The workspace's side of the remiss: the register of bodies, the invitations, what is received and what is missing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from accounts.access import WorkspaceMixin
from drafting.domain.body import BodyFacts, change_body, register_body
from drafting.domain.remiss import arrange_request, invite_bodies, resend_invitation
from drafting.enums import OpinionState
from drafting.forms_voices import BodyForm, InviteForm, RequestForm
from drafting.models import Body, OpinionRequest
from drafting.queries.opinion import opinion_reading, stance_table
from drafting.queries.remiss import (
    body_rows,
    earlier_submissions,
    invitable_bodies,
    latest_consultation,
    request_page,
)
from projects.access import ProjectMixin
from servicelofte.common.editing import DomainFormMixin
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.languages import Language, own_name, page_language


class BodyMixin(WorkspaceMixin):
    """A page of the region's register of bodies."""

    permission = "drafting.add_body"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead from the workspace to the register."""
        slug = self.request.region.slug  # type: ignore[attr-defined]
        return [
            {"label": _("My work"), "url": reverse("workspace_home", args=[slug])},
            {"label": _("Bodies"), "url": reverse("drafting:body_list", args=[slug])},
        ]


class BodyListView(BodyMixin, TemplateView):
    """Everybody who can be asked for an opinion."""

    permission = "drafting.view_body"
    template_name = "drafting/body_list.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """End with the workspace."""
        return super().breadcrumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the register."""
        slug = self.request.region.slug  # type: ignore[attr-defined]
        rows = body_rows(slug)
        may_change = self.request.user.has_perm("drafting.add_body", self.request.region)  # type: ignore[attr-defined]
        actions = [{"label": _("Add a body"), "url": reverse("drafting:body_create", args=[slug])}]
        return super().get_context_data(
            rows=[
                [
                    {"text": row["name"], "url": row["url"] if may_change else ""},
                    row["kind"],
                    row["language"],
                    row["email"] or "–",
                    {"text": row["asked"], "number": True},
                    _("In use") if row["is_active"] else _("Not in use"),
                ]
                for row in rows
            ],
            headings=[
                _("Name"),
                _("Kind"),
                _("Language"),
                _("E-mail"),
                {"text": _("Times asked"), "number": True},
                _("State"),
            ],
            actions=actions if may_change else [],
            **kwargs,
        )


class BodyFormView(DomainFormMixin, BodyMixin):
    """What adding and changing a body share."""

    form_class = BodyForm
    template_name = "drafting/body_form.html"
    done_message = gettext_lazy("The register is up to date.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the languages that mail is written in."""
        return {
            **super().get_form_kwargs(),  # type: ignore[misc]
            "languages": [(code, own_name(code)) for code in (Language.SV, Language.FI, Language.EN)],
        }

    def facts(self, form: Any) -> BodyFacts:
        """Return what the form says."""
        names = ("name", "kind", "email", "language", "is_active")
        return BodyFacts(**{name: form.cleaned_data[name] for name in names})

    def get_success_url(self) -> str:
        """Go to the register."""
        return reverse("drafting:body_list", args=[self.request.region.slug])  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go without saving."""
        cancel = {"label": pgettext("to the page before", "Back"), "url": self.get_success_url()}
        return super().get_context_data(cancel=cancel, submit=_("Save"), **kwargs)


class BodyCreateView(BodyFormView, CreateView):
    """Enters a body into the register."""

    def get_initial(self) -> dict[str, Any]:
        """Begin in the region's first language."""
        return {"language": self.request.region.languages[0], "is_active": True}  # type: ignore[attr-defined]

    def save(self, form: Any) -> Body:
        """Register."""
        return register_body(
            region=self.request.region,  # type: ignore[attr-defined]
            actor=self.request.user,  # type: ignore[arg-type]
            facts=self.facts(form),
        )


class BodyEditView(BodyFormView, UpdateView):
    """Changes a body, or takes it out of use."""

    def get_object(self, queryset: Any = None) -> Body:
        """Return the body of the path, inside the region."""
        return get_object_or_404(Body.objects.select_related("region"), pk=self.kwargs["body"])

    def save(self, form: Any) -> Body:
        """Change."""
        row = Body.objects.select_related("region").get(pk=self.kwargs["body"])
        return change_body(
            body=row,
            actor=self.request.user,  # type: ignore[arg-type]
            facts=self.facts(form),
            opened=form.opened_version,
        )


class RemissMixin(ProjectMixin):
    """A page of a project's remiss."""

    permission = "drafting.add_opinionrequest"

    def list_url(self) -> str:
        """Return the address of the list of requests."""
        return reverse("drafting:request_list", args=[self.project.region.slug, self.project.pk])

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Lead from the project to the list."""
        return [*super().breadcrumbs(), {"label": _("Opinions of bodies"), "url": self.list_url()}]


class RequestListView(RemissMixin, TemplateView):
    """Who was asked, what is received and what is missing."""

    permission = "drafting.view_opinionrequest"
    template_name = "drafting/remiss_list.html"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """End with the project."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the requests and what may be done."""
        slug = self.project.region.slug
        may_invite = self.request.user.has_perm("drafting.add_opinionrequest", self.project)
        actions = [
            {
                "label": _("Register of bodies"),
                "url": reverse("drafting:body_list", args=[slug]),
                "kind": "secondary",
            },
            {
                "label": _("Invite bodies"),
                "url": reverse("drafting:request_create", args=[slug, self.project.pk]),
            },
        ]
        page = request_page(self.project)
        is_open = page.consultation is not None and not page.consultation.is_over()
        versions = reverse("drafting:version_list", args=[slug, self.project.pk])
        return super().get_context_data(
            page=page,
            is_open=is_open,
            first_step={"label": _("Versions and the time for comments"), "url": versions},
            stances=stance_table(self.project, page_language()),
            may_invite=may_invite,
            actions=actions if may_invite and is_open else actions[:1],
            **kwargs,
        )


class RequestCreateView(RemissMixin, FormView):
    """Invites several bodies at once."""

    template_name = "drafting/remiss_form.html"
    form_class = InviteForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a consultation there is nothing to ask about: go to the list, which says so."""
        if request.user.is_authenticated and hasattr(self, "project"):
            self.consultation = latest_consultation(self.project)
            if self.consultation is None or self.consultation.is_over():
                allowed = request.user.has_perm(self.permission, self.project)
                return redirect(self.list_url()) if allowed else super().dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the bodies that have not been asked."""
        return {**super().get_form_kwargs(), "bodies": invitable_bodies(self.consultation)}

    def get_initial(self) -> dict[str, Any]:
        """Propose the last day of the consultation."""
        return {"due_on": self.consultation.closes_on}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        """Invite, or show what the domain refused."""
        try:
            rows = invite_bodies(
                consultation=self.consultation,
                bodies=list(form.cleaned_data["bodies"]),
                due_on=form.cleaned_data["due_on"],
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        text = ngettext(
            "%(number)s body has been invited.", "%(number)s bodies have been invited.", len(rows)
        )
        messages.success(self.request, text % {"number": len(rows)})
        return HttpResponseRedirect(self.list_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go without inviting."""
        cancel = {"label": pgettext("to the page before", "Back"), "url": self.list_url()}
        create = reverse("drafting:body_create", args=[self.project.region.slug])
        return super().get_context_data(cancel=cancel, create_url=create, **kwargs)


class RequestMixin(RemissMixin):
    """A page about one request."""

    permission = "drafting.change_opinionrequest"

    def get_request(self) -> OpinionRequest:
        """Return the request of the path, inside the project."""
        return get_object_or_404(
            OpinionRequest.objects.select_related("body", "region"),
            pk=self.kwargs["opinion_request"],
            consultation__draft__promise__project=self.project,
        )


class RequestEditView(RequestMixin, FormView):
    """Gives more time, and enters the number in the register."""

    template_name = "drafting/remiss_edit.html"
    form_class = RequestForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what stands."""
        row = self.get_request()
        return {"due_on": row.due_on, "registry_number": row.registry_number, "opened_version": row.version}

    def form_valid(self, form: RequestForm) -> HttpResponse:
        """Save, or show what the domain refused."""
        values = form.cleaned_data
        try:
            arrange_request(
                opinion_request=self.get_request(),
                due_on=values["due_on"],
                registry_number=values["registry_number"],
                actor=self.request.user,
                opened=values["opened_version"],
            )
        except DomainError as error:
            if isinstance(error, EditConflict):
                form.data = form.data.copy()
                form.data["opened_version"] = str(error.row.version)
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, _("The request is up to date."))
        return HttpResponseRedirect(self.list_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the body and the opinion that came in."""
        row = self.get_request()
        return super().get_context_data(
            row=row,
            language=page_language(),
            cancel={"label": pgettext("to the page before", "Back"), "url": self.list_url()},
            **kwargs,
        )


class OpinionReadView(RequestMixin, TemplateView):
    """A body's whole opinion as it was given, goal by goal, with the answers."""

    permission = "drafting.view_opinion"
    template_name = "drafting/opinion_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the opinion; 404 where none was given."""
        row = self.get_request()
        page = opinion_reading(row, language=page_language(), back=self.request.path)
        if page is None:
            raise Http404
        return super().get_context_data(
            row=row,
            page=page,
            earlier=earlier_submissions(row),
            is_being_changed=row.state != OpinionState.SUBMITTED,
            may_answer=self.request.user.has_perm("participation.respond_contribution", self.project),
            **kwargs,
        )


class RequestResendView(RequestMixin, View):
    """Sends the invitation anew with a new link."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send and go back."""
        try:
            resend_invitation(opinion_request=self.get_request(), actor=request.user)  # type: ignore[arg-type]
            messages.success(request, _("A new invitation is on its way. The old link no longer works."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(self.list_url())
