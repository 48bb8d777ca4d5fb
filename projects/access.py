"""How a view gets its project: inside the region of the path, or 404; the public sees only open projects."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import RegionRequest, WorkspaceMixin, check_access
from projects.enums import ProjectState
from projects.models import Project


def get_project(request: RegionRequest, pk: int) -> Project:
    """Return project `pk` of the request's region; Http404 when there is none."""
    region = request.region
    return get_object_or_404(Project.objects.select_related("region", "owner"), pk=pk, region=region)


def public_project(request: HttpRequest, slug: str) -> Project:
    """Return the region's project of that address word; Http404 when there is none or its preparation is not open."""
    return get_object_or_404(Project.objects.select_related("region"), slug=slug, is_public=True)


def project_action(permission: str) -> Callable[..., Any]:
    """Guard a function view of one project: the rule is asked about it, and the view is given it."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: RegionRequest, project: int, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            row = get_project(request, project)
            return check_access(request, permission, row) or view(request, row, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def project_crumbs(project: Project) -> list[dict[str, str]]:
    """Return {label, url} from the workspace's home to the project's page."""
    slug = project.region.slug
    return [
        {"label": _("Projects"), "url": reverse("projects:project_list", args=[slug])},
        {"label": project.title, "url": reverse("projects:project_detail", args=[slug, project.pk])},
    ]


def closed_notice(project: Project) -> dict[str, Any]:
    """Return what every page of a closed project says above its content, with the way to open it again."""
    url = reverse("projects:project_detail", args=[project.region.slug, project.pk])
    return {
        "kind": "info",
        "title": _("The project is closed"),
        "text": _("It can be read. To change anything, take it up again."),
        "action": {"label": project.title, "url": url},
    }


class ProjectMixin(WorkspaceMixin):
    """A workspace page of one project: `self.project` from the path, `project` in the context, the way here.

    Give `permission`. The rule is asked about the project unless the view overrides `get_permission_object()`.
    """

    permission = "accounts.enter_workspace"
    tells_closed = True
    project: Project
    kwargs: dict[str, Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take the project out of the path; somebody signed out learns nothing of what exists."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.project = get_project(self.request, kwargs["project"])

    def get_permission_object(self) -> Any:
        """Return the project: groups of a project may refine the region's roles."""
        return getattr(self, "project", None)

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the project."""
        return project_crumbs(self.project)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the project, and that it is closed: nobody writes a form in vain."""
        kwargs["project"] = self.project  # a TemplateView gives the number that stands in the path
        if self.tells_closed and self.project.state == ProjectState.CLOSED:
            kwargs["notices"] = [*kwargs.get("notices", ()), closed_notice(self.project)]
        return super().get_context_data(**kwargs)
