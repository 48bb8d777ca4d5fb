"""What a refusal stands in: the workspace's own frame for whoever works in the region of the address."""

import re
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import RegionRequest, account_links, footer_links, workspace_navigation
from accounts.middleware import lacks_second_factor
from accounts.models import Region, User
from accounts.queries import region_by_slug
from projects.access import project_crumbs
from projects.models import Project
from servicelofte.common.keys import number_of
from servicelofte.common.tenancy import region_scope

# Read from the address: a mistaken one matches no view that could say where it stands.
_WORKSPACE = re.compile(r"/[a-z]{2}/work/(?P<region>[^/]+)/(?:projects/(?P<project>[0-9]+)/)?")


def workspace_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the layout of a refusal as template context: the workspace's with its navigation, and the way to the
    project, for a member of the address's region; {} (the public frame) for everybody else.

    Nothing in it depends on whether what was asked for stands in another region or nowhere.
    """
    place = _WORKSPACE.match(request.path_info)
    user = getattr(request, "user", None)
    if place is None or user is None or not user.is_authenticated or lacks_second_factor(user):
        return {}
    region = region_by_slug(place["region"])
    if region is None or not user.roles_in(region.pk):
        return {}
    asked = cast(RegionRequest, request)
    asked.region = region
    home = reverse("workspace_home", args=[region.slug])
    with region_scope(region):
        return {
            "error_layout": "workspace/error.html",
            "workspace_nav": workspace_navigation(asked),
            "breadcrumbs": _way_to_project(user, region, place["project"]),
            "account_links": account_links(asked),
            "footer_links": footer_links(region),
            "home_url": home,
            "start_url": home,
        }


def _way_to_project(user: User, region: Region, written: str | None) -> list[dict[str, str]]:
    """Return the breadcrumbs to the project of the address; [] where there is none that the person may see."""
    key = number_of(written)
    project = Project.objects.select_related("region").filter(pk=key).first() if key else None
    return project_crumbs(project) if project and user.has_perm("projects.view_project", project) else []
