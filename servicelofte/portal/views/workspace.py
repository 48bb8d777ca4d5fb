"""The workspace's own home pages: choosing a region, and what waits there."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin, account_links, language_links
from accounts.queries import regions_of
from servicelofte.portal.workspace import workspace_home


class WorkHomeView(LoginRequiredMixin, TemplateView):
    """Leads to the person's region, or lets choose one."""

    template_name = "portal/work_home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect when there is nothing to choose."""
        regions = list(regions_of(request.user))
        if len(regions) == 1 and "choose" not in request.GET:
            return redirect("workspace_home", regions[0].slug)
        return super().get(request, *args, regions=regions, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the layout's links."""
        return super().get_context_data(
            page_language_links=language_links(self.request),
            account_links=account_links(self.request),
            administration_url=reverse("admin:index") if self.request.user.is_staff else "",
            **kwargs,
        )


class WorkspaceHomeView(WorkspaceMixin, TemplateView):
    """What waits for the person, and the projects."""

    template_name = "portal/workspace_home.html"
    permission = "accounts.enter_workspace"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what waits."""
        page = workspace_home(self.request.user, self.request.region)
        return super().get_context_data(page=page, **kwargs)
