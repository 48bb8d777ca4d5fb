"""Reads about closing a project: what keeps it open, and when it was closed."""

from datetime import date

from projects.enums import ProjectState
from projects.models import Project, ProjectEvent
from servicelofte.common import clock, registry
from servicelofte.common.registry import StillOpen

CLOSED_EVENT = "project.closed"


def still_open(project: Project) -> list[StillOpen]:
    """Return what is open to others in a project, what ends first before; one query a registered source."""
    found = [row for source in registry.still_open.values() for row in source(project.pk)]
    return sorted(found, key=lambda row: row.until)


def closed_on(project: Project) -> date | None:
    """Return the local day on which a closed project was closed, None while it is under way; at most one query."""
    if project.state != ProjectState.CLOSED:
        return None
    events = ProjectEvent.objects.filter(project=project, kind=CLOSED_EVENT).order_by("-pk")
    at = events.values_list("at", flat=True).first()
    return clock.day_of(at) if at else None
