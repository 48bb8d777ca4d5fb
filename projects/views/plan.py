"""The project plan as one page, and the law behind it."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin
from projects.pages import ProjectPage
from projects.queries.plan import (
    legal_rows,
    milestone_table,
    phase_table,
    plan_page,
    project_facts,
    resource_table,
)
from projects.views.base import project_url
from servicelofte.common.languages import page_language


class ProjectPlanView(ProjectPage, TemplateView):
    """The project plan as one page to read and print: the result of phase 1."""

    template_name = "projects/project_plan.html"
    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        page = plan_page(self.project, self.request.region.slug)
        kwargs.update(
            page=page,
            facts=project_facts(self.project),
            phases=phase_table(page["timetable"], with_links=False),
            milestones=milestone_table(page["timetable"]),
            resources=resource_table(page["resources"]),
        )
        return super().get_context_data(**kwargs)


class LawView(WorkspaceMixin, TemplateView):
    """The law that holds today, and the bill that never became law."""

    template_name = "projects/law.html"
    permission = "projects.view_project"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [{"label": _("Projects"), "url": project_url(self.request, "project_list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the references in the page's language."""
        return super().get_context_data(law=legal_rows(page_language()), **kwargs)
