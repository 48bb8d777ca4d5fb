"""What the pages of a project share: lists of its plan, and forms."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from projects.pages import ProjectPage, RowFormPage


def project_url(request: HttpRequest, name: str, *args: Any) -> str:
    """Return the address of a page of projects in the request's region; in a project there is `address()`."""
    return reverse(f"projects:{name}", args=[request.region.slug, *args])


class PlanPart(ProjectPage, TemplateView):
    """A list of the project plan with the handbook's words beside it."""

    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the person may."""
        return super().get_context_data(can_change=self.can_change(), **kwargs)

    def can_change(self) -> bool:
        """Tell whether the person may change the project now."""
        return self.may("projects.change_project")

    def first_step(self, rows: Any, step: dict[str, Any]) -> dict[str, Any]:
        """Offer `step` in the page's head, or in the empty list's place when there are no rows."""
        offered = step if self.can_change() else None
        return {"actions": [offered] if rows and offered else [], "first_step": offered}


class ProjectFormView(ProjectPage, RowFormPage, FormView):
    """A form of one project on a page of its own; going back leads to the project unless `back()` says otherwise."""

    permission = "projects.change_project"
    template_name = "projects/form.html"

    def back(self) -> str:
        """Return the address that both saving and going back lead to."""
        return self.address("project_detail")
