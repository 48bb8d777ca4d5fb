"""How a view gets its project: inside the region of the path, or 404; the public sees only open projects.

In a closed project a page offers nothing that the domain would refuse.
"""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.access import RegionRequest, WorkspaceMixin, check_access, public_layout
from projects.enums import ProjectState
from projects.models import Project
from projects.queries.closing import closed_on
from servicelofte.common import registry
from servicelofte.common.formatting import full_day

# How the names of permissions begin that let somebody read; every other one lets somebody write.
READING = ("view_", "list_", "see_", "enter_", "own_")


def get_project(request: RegionRequest, pk: int) -> Project:
    """Return project `pk` of the request's region; Http404 when there is none."""
    region = request.region
    return get_object_or_404(Project.objects.select_related("region", "owner"), pk=pk, region=region)


def public_project(request: HttpRequest, slug: str) -> Project:
    """Return the region's project of that address word; Http404 when there is none or its preparation is not open."""
    return get_object_or_404(Project.objects.select_related("region"), slug=slug, is_public=True)


def goes_on(permission: str) -> bool:
    """Tell whether what a permission lets somebody do goes on in a closed project."""
    name = permission.rpartition(".")[2]
    return name.startswith(READING) or registry.permissions_when_closed.get(permission) is not None


def closed_layout(project: Project, text: str = "") -> dict[str, Any]:
    """Return what a public page of a closed project says above its content, as `closed`; {} while it is under way.

    The reason is not said: it was written for those who work on the project.
    """
    day = closed_on(project)
    if day is None:
        return {}
    said = text or _("You can go on reading its pages. Nothing more is taken in.")
    return {
        "closed": {"title": _("The project was closed on %(day)s") % {"day": full_day(day)}, "text": said}
    }


def project_layout(request: RegionRequest, project: Project, *, closed_text: str = "") -> dict[str, Any]:
    """Return the public layout of a project's page: the way back to it, and that it is closed."""
    return {**public_layout(request, project), **closed_layout(project, closed_text)}


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
        "text": _(
            "It can be read, and what came in before can be answered. To change anything else, take it up again."
        ),
        "action": {"label": project.title, "url": url},
    }


class ProjectMixin(WorkspaceMixin):
    """A workspace page of one project: `self.project` from the path, `project` in the context, the way here.

    Give `permission`. The rule is asked about the project unless the view overrides `get_permission_object()`.
    """

    permission = "accounts.enter_workspace"
    tells_closed = True
    when_closed = False  # True: what the page does goes on in a closed project, whatever its permission
    project: Project
    kwargs: dict[str, Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take the project out of the path; somebody signed out learns nothing of what exists."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.project = get_project(self.request, kwargs["project"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show no form that could only be refused; what was written before the closing is still taken to the domain."""
        is_asked = request.method in ("GET", "HEAD") and hasattr(self, "get")
        if is_asked and request.user.is_authenticated and not self.is_offered(self.permission):
            refused = check_access(self.request, self.permission, self.get_permission_object())
            return refused or ClosedProjectView.as_view()(request, project=self.project.pk)
        return super().dispatch(request, *args, **kwargs)

    def is_offered(self, permission: str) -> bool:
        """Tell whether what a permission lets somebody do can be done in the project now, whoever the person is."""
        return self.project.state != ProjectState.CLOSED or self.when_closed or goes_on(permission)

    def may(self, permission: str, row: Any = None) -> bool:
        """Tell whether the person may, with a row or (None) in this project, and it can be done in the project now."""
        asked = self.project if row is None else row
        return self.is_offered(permission) and bool(self.request.user.has_perm(permission, asked))

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


class ClosedProjectView(ProjectMixin, TemplateView):
    """Says that a page's work cannot be done in a closed project, and how it is taken up again."""

    template_name = "projects/closed.html"
    tells_closed = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the day, and the way to take the project up for whoever may."""
        args = [self.project.region.slug, self.project.pk]
        day = closed_on(self.project)
        kwargs.update(
            closed_day=full_day(day) if day else "",
            project_url=reverse("projects:project_detail", args=args),
            reopen_url=reverse("projects:project_reopen", args=args)
            if self.request.user.has_perm("projects.change_project", self.project)
            else "",
        )
        return super().get_context_data(**kwargs)
