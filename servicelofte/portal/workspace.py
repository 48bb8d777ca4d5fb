"""Reads of the workspace's home: what waits for a person in a region."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Region, User
from accounts.queries import members
from notices.models import Notice
from projects.enums import PhaseState, ProjectState
from projects.models import ProjectPhase
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words


def workspace_home(user: User, region: Region) -> dict[str, Any]:
    """Return what waits for a person in a region: due work, unread notices, active projects with their phase where
    the person may see projects at all.
    """
    due = [row for source in registry.my_work.values() for row in source(user, region.pk)]
    current = (
        ProjectPhase.objects.filter(state=PhaseState.CURRENT).select_related("project").order_by("number")
    )
    active = current.filter(project__state=ProjectState.ACTIVE)
    projects: dict[int, dict[str, Any]] = {}
    may_see = user.has_perm("projects.view_project", region)
    for phase in active if may_see else ():
        title, lang = column_words(phase.project, "title")
        projects[phase.project_id] = {
            "title": title,
            "lang": lang,
            "url": reverse("projects:project_detail", args=[region.slug, phase.project_id]),
            "phase": phase.title,
            "number": phase.number,
            "ends_on": phase.ends_on,
        }
    notices = Notice.objects.filter(user=user, read_at=None).order_by("-pk")[:10]
    return {
        "due": sorted(due, key=lambda row: row.day),
        "projects": list(projects.values()),
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


def _first_step(user: User, region: Region) -> dict[str, str] | None:
    """What an administrator who is alone in the region does first; None for everybody else."""
    if not user.has_perm("accounts.administer_region", region) or members().exclude(user=user).exists():
        return None
    return {"label": _("Invite people"), "url": reverse("accounts:member_list", args=[region.slug])}
