"""What a project is given: list, record, change, take off the list."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from projects.domain.resource import add_resource, remove_resource, update_resource
from projects.forms.project import ResourceForm
from projects.models import ProjectResource
from projects.pages import ConfirmPage, ProjectPage
from projects.queries.plan import resource_rows
from projects.views.base import PlanPart, ProjectFormView
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.forms import HouseForm


class ResourceListView(PlanPart):
    """What the project is given."""

    template_name = "projects/resource_list.html"
    place = "resources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the resources."""
        page = resource_rows(self.project, self.request.region.slug)
        step = {"label": _("Record a resource"), "url": self.address("resource_create")}
        return super().get_context_data(page=page, **self.first_step(page["rows"], step), **kwargs)


class ResourceMixin(ProjectPage):
    """Something done about a resource: the way back leads to the list."""

    place = "resources"

    def get_resource(self) -> ProjectResource:
        """Return the resource of the path, or 404."""
        rows = ProjectResource.objects.select_related("project", "region")
        return get_object_or_404(rows, pk=self.kwargs["resource"], project=self.project)

    def back(self) -> str:
        """Return the list of resources."""
        return self.address("resource_list")


class ResourceCreateView(NewRowMixin, ResourceMixin, ProjectFormView):
    """Record a resource."""

    form_class = ResourceForm
    title = _lazy("Record a resource")
    submit = _lazy("Record the resource")
    done_message = _lazy("The resource is recorded.")

    def save(self, form: ResourceForm) -> ProjectResource:
        """Record it."""
        return add_resource(project=self.project, actor=self.request.user, **form.changes)


class ResourceEditView(ResourceMixin, ProjectFormView):
    """Change a resource."""

    form_class = ResourceForm
    title = _lazy("Change a resource")
    submit = _lazy("Save the resource")
    done_message = _lazy("The resource is saved.")

    def get_instance(self) -> ProjectResource:
        """Return the resource."""
        return self.get_resource()

    def save(self, form: ResourceForm) -> ProjectResource:
        """Save the change."""
        return update_resource(
            resource=self.get_resource(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class ResourceRemoveView(ResourceMixin, ConfirmPage, ProjectFormView):
    """Take a resource off the list."""

    title = _lazy("Take the resource off the list?")
    submit = _lazy("Take it off the list")
    done_message = _lazy("The resource is taken off the list.")

    def about(self) -> str:
        """Return what the resource is called."""
        return self.get_resource().label

    def consequences(self) -> list[Any]:
        """Say what becomes of the sum."""
        return [_("It is no longer counted in the project plan. To have it back you must record it anew.")]

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_resource(resource=self.get_resource(), actor=self.request.user)
