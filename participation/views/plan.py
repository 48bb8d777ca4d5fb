"""The participation plan: who, by which method, at which level, when."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from participation.domain.plan import change_method, drop_method, plan_methods
from participation.enums import Relevance
from participation.forms.base import group_label
from participation.forms.plan import MethodForm, NewMethodForm
from participation.models import ParticipationMethod, StakeholderGroup
from participation.queries.coverage import coverage_page
from participation.queries.groups import plan_page
from participation.views.base import PageMixin, ProjectFormView
from projects.pages import ConfirmPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.forms import HouseForm
from servicelofte.common.history import history_entries


class PlanView(PageMixin, TemplateView):
    """The plan, and the groups that have no method yet."""

    permission = "participation.view_participationmethod"
    template_name = "participation/plan.html"
    place = "participation_plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        kwargs.update(
            page=plan_page(self.project),
            may_change=self.may("participation.change_participationmethod"),
            groups_url=self.address("group_list"),
            places_url=self.address("group_places"),
            coverage_url=self.address("coverage"),
        )
        return super().get_context_data(**kwargs)


class MethodCreateView(NewRowMixin, ProjectFormView):
    """Plans a method for a group, and for others that are to be heard in the same way."""

    permission = "participation.add_participationmethod"
    form_class = NewMethodForm
    title = _("Plan a method")
    submit = _("Add to the plan")
    place = "participation_plan"
    done_message = _("The method is in the plan.")

    @cached_property
    def group(self) -> StakeholderGroup:
        """Return the group of the path, inside the project."""
        groups = StakeholderGroup.objects.select_related("project", "region")
        groups = groups.exclude(relevance=Relevance.NOT_RELEVANT)
        return get_object_or_404(groups, project=self.project, pk=self.kwargs["group"])

    def back(self) -> str:
        """Lead to the plan."""
        return self.address("plan")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the group, beside which the others are offered."""
        return super().get_form_kwargs() | {"group": self.group}

    def save(self, form: NewMethodForm) -> list[ParticipationMethod]:
        """Plan it."""
        groups = [self.group, *form.cleaned_data.get("also", ())]
        return plan_methods(groups=groups, values=form.changes, actor=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say for whom."""
        kwargs.setdefault("lead", group_label(self.group))
        return super().get_context_data(**kwargs)


class MethodEditView(ProjectFormView):
    """Changes a line of the plan."""

    permission = "participation.change_participationmethod"
    template_name = "participation/row_form.html"
    form_class = MethodForm
    title = _("Change a method")
    submit = _("Save")
    place = "participation_plan"
    done_message = _("Saved.")

    def back(self) -> str:
        """Lead to the plan."""
        return self.address("plan")

    def get_instance(self) -> ParticipationMethod:
        """Return the method of the path, inside the project."""
        return find_method(self)

    def save(self, form: MethodForm) -> ParticipationMethod:
        """Change it."""
        return change_method(
            method=self.instance,
            values=form.changes,
            expected=form.opened_version,
            actor=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say for whom, and add the history and the way to drop it."""
        method = self.instance
        kwargs.setdefault("lead", group_label(method.group))
        kwargs.setdefault("history", history_entries(method.history.all()))
        kwargs.setdefault("remove_url", self.address("method_drop", method.pk))
        return super().get_context_data(**kwargs)


class MethodDropView(ConfirmPage, ProjectFormView):
    """Takes a method out of the plan."""

    permission = "participation.delete_participationmethod"
    title = _("Take the method out of the plan?")
    submit = _("Take the method out of the plan")
    done_message = _("The method is out of the plan.")

    def about(self) -> str:
        """Return the group that was to be heard by it."""
        return group_label(find_method(self).group)

    def consequences(self) -> list[Any]:
        """Say what goes."""
        return [_("What was planned of it goes. To have it back you must plan it anew.")]

    def back(self) -> str:
        """Lead to the plan."""
        return self.address("plan")

    def save(self, form: HouseForm) -> None:
        """Drop it."""
        drop_method(method=find_method(self), actor=self.request.user)


def find_method(view: PageMixin) -> ParticipationMethod:
    """Return the method of the path, inside the project; 404 otherwise."""
    rows = ParticipationMethod.objects.select_related("group__project", "region")
    return get_object_or_404(rows, group__project=view.project, pk=view.kwargs["method"])


class CoverageView(PageMixin, TemplateView):
    """Planned against heard, for groups and perspectives, with what is still missing."""

    permission = "participation.view_stakeholdergroup"
    template_name = "participation/coverage.html"
    place = "participation_plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the picture."""
        kwargs.update(
            page=coverage_page(self.project),
            groups_url=self.address("group_list"),
            plan_url=self.address("plan"),
        )
        return super().get_context_data(**kwargs)
