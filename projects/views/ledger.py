"""The project's ledger, page by page."""

from typing import Any

from django.views.generic import TemplateView

from projects.pages import ProjectPage
from projects.queries.ledger import event_page
from servicelofte.common.keys import asked_number


class EventListView(ProjectPage, TemplateView):
    """Everything that has happened in the project, newest first."""

    template_name = "projects/event_list.html"
    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of events."""
        page = event_page(
            self.project,
            before=asked_number(self.request, "before"),
            after=asked_number(self.request, "after"),
        )
        address = self.address("event_list")
        kwargs.update(
            page=page,
            newer_url=f"{address}?after={page['newer']}" if page["newer"] else "",
            older_url=f"{address}?before={page['older']}" if page["older"] else "",
        )
        return super().get_context_data(**kwargs)
