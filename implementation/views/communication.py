"""Pages of the communication plan."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, UpdateView

from implementation.domain.communication import (
    edit_communication,
    plan_communication,
    remove_communication,
)
from implementation.enums import Audience
from implementation.forms import CommunicationForm
from implementation.models import Communication
from implementation.queries.communication import communication_plan
from projects.pages import ConfirmPage, FormPage, ProjectPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.forms import HouseForm


class CommunicationListView(ProjectPage, TemplateView):
    """The plan: residents and staff apart, and the channels that stand unused (p. 29-30)."""

    template_name = "implementation/communication_list.html"
    permission = "implementation.view_communication"
    place = "communication"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        return super().get_context_data(
            plan=communication_plan(self.project),
            may_change=self.may("implementation.add_communication"),
            **kwargs,
        )


class CommunicationMixin(ProjectPage):
    """A page below the plan."""

    namespace = "implementation"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the plan."""
        return [*super().breadcrumbs(), {"label": _("Communication plan"), "url": self.back()}]

    def back(self) -> str:
        """Return the plan's address."""
        return self.address("communication_list")

    def lines(self) -> QuerySet[Communication]:
        """Return the project's lines."""
        return Communication.objects.filter(project=self.project)


class CommunicationFormMixin(CommunicationMixin, FormPage):
    """The form of a line beside what the handbook says."""

    template_name = "implementation/form.html"
    form_class = CommunicationForm
    place = "communication"


class CommunicationCreateView(NewRowMixin, CommunicationFormMixin, FormView):
    """Adds a line."""

    permission = "implementation.add_communication"
    title = gettext_lazy("Plan what to tell, and where")
    submit = gettext_lazy("Add to the plan")
    done_message = gettext_lazy("The line is in the plan.")

    def get_initial(self) -> dict[str, Any]:
        """Choose those for whom the person is planning."""
        audience = self.request.GET.get("audience", "")
        return {"audience": audience} if audience in Audience.values else {}

    def save(self, form: Any) -> Communication:
        """Add it."""
        return plan_communication(project=self.project, actor=self.request.user, values=form.cleaned_data)


class CommunicationEditView(CommunicationFormMixin, UpdateView):
    """Changes a line."""

    permission = "implementation.change_communication"
    title = gettext_lazy("Change the line")
    submit = gettext_lazy("Save")
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
        """Add how the line is taken away."""
        return super().get_context_data(
            remove_url=self.address("communication_remove", self.kwargs["line"]),
            remove_label=_("Take it out of the plan"),
            **kwargs,
        )


class CommunicationRemoveView(CommunicationMixin, ConfirmPage, FormView):
    """Takes a line out of the plan."""

    template_name = "implementation/form.html"
    permission = "implementation.delete_communication"
    title = gettext_lazy("Take the line out of the plan?")
    submit = gettext_lazy("Take it out of the plan")
    done_message = gettext_lazy("The line is taken out of the plan.")

    def line(self) -> Communication:
        """Return the line of the path, or 404."""
        return get_object_or_404(self.lines(), pk=self.kwargs["line"])

    def about(self) -> str:
        """Return what was to be told."""
        return self.line().message

    def consequences(self) -> list[Any]:
        """Say what goes."""
        return [_("What was to be told, where and by whom goes. To have it back you must plan it anew.")]

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_communication(communication=self.line(), actor=self.request.user)
