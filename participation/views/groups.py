"""Stakeholder groups: the list, an own group, the place of one or of all."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from participation.domain.group import (
    GroupPlace,
    add_group,
    change_group,
    place_groups,
    remove_group,
    require_removable,
)
from participation.forms.plan import GroupForm, PlacesForm
from participation.models import StakeholderGroup
from participation.queries.groups import group_page
from participation.views.base import PageMixin, ProjectFormView
from projects.pages import ConfirmPage
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import HouseForm
from servicelofte.common.history import history_entries


class GroupListView(PageMixin, TemplateView):
    """Who is central, involved or not relevant, and whether minorities have been asked for."""

    permission = "participation.view_stakeholdergroup"
    template_name = "participation/group_list.html"
    place = "stakeholders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the groups and what may be done."""
        may_change = self.may("participation.change_stakeholdergroup")
        actions = [
            {"label": _("Place the groups"), "url": self.address("group_places")},
            {"label": _("Add a group"), "url": self.address("group_create"), "kind": "secondary"},
        ]
        kwargs.update(
            page=group_page(self.project),
            may_change=may_change,
            actions=actions if may_change else [],
            minority_url=f"{self.address('group_create')}?minority=yes",
            plan_url=self.address("plan"),
        )
        return super().get_context_data(**kwargs)


class GroupCreateView(NewRowMixin, ProjectFormView):
    """Adds a group of the region's own."""

    permission = "participation.add_stakeholdergroup"
    form_class = GroupForm
    title = _("Add a group")
    submit = _("Add the group")
    place = "stakeholders"
    done_message = _("The group is on the list.")

    def back(self) -> str:
        """Lead to the list."""
        return self.address("group_list")

    def get_initial(self) -> dict[str, Any]:
        """Tick the minority box when the list asked for one."""
        return {"is_language_minority": self.request.GET.get("minority") == "yes", "relevance": "involved"}

    def save(self, form: GroupForm) -> StakeholderGroup:
        """Add it."""
        return add_group(project=self.project, values=form.changes, actor=self.request.user)


class GroupEditView(ProjectFormView):
    """Changes a group and shows what was changed before."""

    permission = "participation.change_stakeholdergroup"
    template_name = "participation/row_form.html"
    form_class = GroupForm
    submit = _("Save")
    place = "stakeholders"
    done_message = _("Saved.")

    def back(self) -> str:
        """Lead to the list."""
        return self.address("group_list")

    def get_instance(self) -> StakeholderGroup:
        """Return the group of the path, inside the project."""
        return find_group(self)

    def save(self, form: GroupForm) -> StakeholderGroup:
        """Change it."""
        return change_group(
            group=self.instance,
            values=form.changes,
            expected=form.opened_version,
            actor=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the history, and for an own group the way to remove it."""
        group = self.instance
        kwargs.setdefault("title", group.name)
        kwargs.setdefault("history", history_entries(group.history.all()))
        kwargs.setdefault("remove_url", "" if group.key else self.address("group_remove", group.pk))
        return super().get_context_data(**kwargs)


class GroupRemoveView(ConfirmPage, ProjectFormView):
    """Removes an own group that is not in use."""

    permission = "participation.delete_stakeholdergroup"
    title = _("Remove the group?")
    submit = _("Remove the group")
    done_message = _("The group is removed.")

    def check_possible(self) -> None:
        """Lead back when it is of the handbook, or in use."""
        require_removable(find_group(self))

    def about(self) -> str:
        """Return the group's name."""
        return find_group(self).name

    def consequences(self) -> list[Any]:
        """Say what goes."""
        return [_("What was written about the group goes. To have it back you must write it anew.")]

    def back(self) -> str:
        """Lead to the list."""
        return self.address("group_list")

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_group(group=find_group(self), actor=self.request.user)


def find_group(view: PageMixin) -> StakeholderGroup:
    """Return the group of the path, inside the project; 404 otherwise."""
    rows = StakeholderGroup.objects.select_related("project__region", "region")
    return get_object_or_404(rows, project=view.project, pk=view.kwargs["group"])


class GroupPlacesView(PageMixin, TemplateView):
    """Decides the place of all groups on one page."""

    permission = "participation.change_stakeholdergroup"
    template_name = "participation/group_places.html"
    place = "stakeholders"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Lead through the list."""
        return [*super().breadcrumbs(), {"label": _("Stakeholder groups"), "url": self.address("group_list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a line for each group."""
        kwargs.setdefault("places", PlacesForm(self._groups()))
        kwargs.setdefault("cancel_url", self.address("group_list"))
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save every line, or show what to mend with everything kept."""
        places = PlacesForm(self._groups(), request.POST)
        if not places.is_valid():
            return self.render_to_response(self.get_context_data(places=places), status=422)
        chosen = [
            GroupPlace(
                group=group,
                expected_version=line.cleaned_data["opened_version"],
                relevance=line.cleaned_data["relevance"],
                reasons=line.reasons,
                expected=line.cleaned_data["expected"] or 0,
            )
            for group, line in places.lines
        ]
        try:
            changed = place_groups(project=self.project, places=chosen, actor=request.user)
        except DomainError as error:
            context = self.get_context_data(places=places, problem=str(error))
            return self.render_to_response(context, status=409)
        if changed:
            text = ngettext("%(count)d group was changed.", "%(count)d groups were changed.", changed)
            messages.success(request, text % {"count": changed})
        else:
            messages.info(request, _("Nothing was written, and nothing is changed."))
        return HttpResponseRedirect(self.address("group_list"))

    def _groups(self) -> list[StakeholderGroup]:
        rows = StakeholderGroup.objects.filter(project=self.project).select_related("project", "region")
        return list(rows)
