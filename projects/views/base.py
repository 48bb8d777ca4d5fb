"""What the form pages of a project share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.generic import FormView

from projects.access import ProjectMixin
from projects.guidance import guidance
from servicelofte.common.editing import DomainFormMixin


def project_url(request: HttpRequest, name: str, *args: Any) -> str:
    """Return the address of a page of projects in the request's region."""
    return reverse(f"projects:{name}", args=[request.region.slug, *args])  # type: ignore[attr-defined]


class ProjectFormView(ProjectMixin, DomainFormMixin, FormView):
    """A form of one project on a page of its own: heading, form, the handbook's words beside it.

    Give `form_class`, `save(form)`, `title`, `submit` and `back()`; `place` names the handbook's texts.
    """

    permission = "projects.change_project"
    template_name = "projects/form.html"
    title: Any = ""
    lead: Any = ""
    submit: Any = ""
    submit_kind = ""
    place = ""

    def back(self) -> str:
        """Return the address that both saving and going back lead to."""
        return project_url(self.request, "project_detail", self.project.pk)

    def get_success_url(self) -> str:
        """Return where to go after saving."""
        return self.back()

    def get_instance(self) -> Any:
        """Return the row to be changed, None for a new one."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add region and row, for forms of a row."""
        kwargs = super().get_form_kwargs()
        kwargs["region"] = self.request.region  # type: ignore[attr-defined]
        kwargs["instance"] = self.get_instance()
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading, buttons and guidance."""
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("lead", self.lead)
        kwargs.setdefault("submit", self.submit)
        kwargs.setdefault("submit_kind", self.submit_kind)
        kwargs.setdefault("cancel", {"label": pgettext("to the page before", "Back"), "url": self.back()})
        kwargs.setdefault("eyebrow", "")
        if self.place:
            kwargs.setdefault("guidance", guidance(self.project, self.place))
        return super().get_context_data(**kwargs)
