"""What the form pages of a project share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import FormView

from projects.pages import ProjectPage, RowFormPage


def project_url(request: HttpRequest, name: str, *args: Any) -> str:
    """Return the address of a page of projects in the request's region."""
    return reverse(f"projects:{name}", args=[request.region.slug, *args])


class ProjectFormView(ProjectPage, RowFormPage, FormView):
    """A form of one project on a page of its own; going back leads to the project unless `back()` says otherwise."""

    permission = "projects.change_project"
    template_name = "projects/form.html"

    def back(self) -> str:
        """Return the address that both saving and going back lead to."""
        return self.address("project_detail")
