"""Pages of the communication plan."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView, View

from implementation.domain.communication import (
    edit_communication,
    plan_communication,
    remove_communication,
)
from implementation.enums import Audience
from implementation.forms import CommunicationForm
from implementation.models import Communication
from implementation.queries.communication import communication_plan
from projects.access import ProjectMixin
from projects.guidance import guidance
from servicelofte.common.editing import DomainFormMixin


class CommunicationListView(ProjectMixin, TemplateView):
    """The plan: residents and staff apart, and the channels that stand unused (p. 29-30)."""

    template_name = "implementation/communication_list.html"
    permission = "implementation.view_communication"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        return super().get_context_data(
            plan=communication_plan(self.project),
            guidance=guidance(self.project, "communication"),
            may_change=self.request.user.has_perm("implementation.add_communication", self.project),
            **kwargs,
        )


class CommunicationMixin(ProjectMixin):
    """A page below the plan."""

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the plan."""
        return [*super().breadcrumbs(), {"label": _("Communication plan"), "url": self.get_success_url()}]

    def get_success_url(self) -> str:
        """Return the plan's address."""
        return reverse("implementation:communication_list", args=[self.project.region.slug, self.project.pk])

    def lines(self) -> QuerySet[Communication]:
        """Return the project's lines."""
        return Communication.objects.filter(project=self.project)


class CommunicationFormMixin(CommunicationMixin, DomainFormMixin):
    """The form of a line beside what the handbook says."""

    template_name = "implementation/form.html"
    form_class = CommunicationForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add guidance and the way back."""
        kwargs.setdefault("guidance", guidance(self.project, "communication"))
        kwargs.setdefault("cancel", {"label": _("Cancel"), "url": self.get_success_url()})
        return super().get_context_data(**kwargs)


class CommunicationCreateView(CommunicationFormMixin, FormView):
    """Adds a line."""

    permission = "implementation.add_communication"
    done_message = gettext_lazy("The line is in the plan.")

    def get_initial(self) -> dict[str, Any]:
        """Choose those for whom the person is planning."""
        audience = self.request.GET.get("audience", "")
        return {"audience": audience} if audience in Audience.values else {}

    def save(self, form: Any) -> Communication:
        """Add it."""
        return plan_communication(project=self.project, actor=self.request.user, values=form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the form."""
        return super().get_context_data(
            title=_("Plan what to tell, and where"), submit=_("Add to the plan"), **kwargs
        )


class CommunicationEditView(CommunicationFormMixin, UpdateView):
    """Changes a line."""

    permission = "implementation.change_communication"
    pk_url_kwarg = "line"
    done_message = gettext_lazy("The line is changed.")

    def get_queryset(self) -> QuerySet[Communication]:
        """Return the project's lines."""
        return self.lines()

    def save(self, form: Any) -> Communication:
        """Change it."""
        return edit_communication(
            communication=form.instance,
            expected=form.opened_version,
            actor=self.request.user,
            values=form.cleaned_data,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the form, and how the line is taken away."""
        remove_url = reverse(
            "implementation:communication_remove",
            args=[self.project.region.slug, self.project.pk, self.kwargs["line"]],
        )
        return super().get_context_data(
            title=_("Change the line"),
            submit=_("Save"),
            remove_url=remove_url,
            remove_label=_("Take it out of the plan"),
            **kwargs,
        )


class CommunicationRemoveView(CommunicationMixin, View):
    """Takes a line out of the plan."""

    permission = "implementation.delete_communication"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Remove it and go back to the plan."""
        line = get_object_or_404(self.lines(), pk=kwargs["line"])
        remove_communication(communication=line, actor=request.user)
        messages.success(request, _("The line is taken out of the plan."))
        return redirect(self.get_success_url())
