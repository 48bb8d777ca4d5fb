"""Reads of the workspace's home: what waits for a person in a region."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region, User
from accounts.queries import members
from notices.models import Notice
from participation.queries.inbox import waiting_to_be_read
from projects.enums import ProjectState
from projects.models import Project
from projects.queries.project import phase_steps
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words


def workspace_home(user: User, region: Region) -> dict[str, Any]:
    """Return what waits for a person in a region: contributions to be read by who moderates them, due work, unread
    notices, active projects with their phase where the person may see projects at all.
    """
    moderates = user.has_perm("participation.moderate_contribution", region)
    due = [row for source in registry.my_work.values() for row in source(user, region.pk)]
    may_see = user.has_perm("projects.view_project", region)
    notices = Notice.objects.filter(user=user, read_at=None).order_by("-pk")[:10]
    return {
        "unread": waiting_to_be_read(region) if moderates else None,
        "due": sorted(due, key=lambda row: row.day),
        "projects": _projects_under_way(region) if may_see else [],
        "may_see_projects": may_see,
        "notices": [
            {
                "template": f"notices/lines/{row.kind}.html",
                "context": row.context,
                "url": row.url,
                "at": row.created_at,
            }
            for row in notices
        ],
        "today": clock.today(),
        "may_start": user.has_perm("projects.add_project", region),
        "invite": _first_step(user, region),
    }


def _projects_under_way(region: Region) -> list[dict[str, Any]]:
    """Return the active projects with a phase under way, the earliest phase first; two queries."""
    active = Project.objects.filter(state=ProjectState.ACTIVE).prefetch_related("phases")
    rows = []
    for project in active:
        title, lang = column_words(project, "title")
        url = reverse("projects:project_detail", args=[region.slug, project.pk])
        rows.append({"title": title, "lang": lang, "url": url, **phase_steps(project)})
    return sorted((row for row in rows if row["number"]), key=lambda row: row["number"])


def _first_step(user: User, region: Region) -> dict[str, str] | None:
    """What an administrator who is alone in the region does first; None for everybody else."""
    if not user.has_perm("accounts.administer_region", region) or members().exclude(user=user).exists():
        return None
    return {"label": _("Invite people"), "url": reverse("accounts:member_list", args=[region.slug])}
