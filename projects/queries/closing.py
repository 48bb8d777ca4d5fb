"""Reads about closing a project: what keeps it open, and when it was closed."""

from datetime import date

from django.utils.translation import gettext as _

from projects.enums import ProjectState
from projects.models import Project, ProjectEvent
from servicelofte.common import clock, registry
from servicelofte.common.formatting import years
from servicelofte.common.registry import LeftUndone, StillOpen
from servicelofte.common.tenancy import region_url

CLOSED_EVENT = "project.closed"


def still_open(project: Project) -> list[StillOpen]:
    """Return what is open to others in a project, what ends first before; one query a registered source."""
    found = [row for source in registry.still_open.values() for row in source(project.pk)]
    return sorted(found, key=lambda row: row.until)


def left_undone(project: Project) -> list[LeftUndone]:
    """Return what a project would leave undone if it were closed now: its period first, then what the apps tell
    (`registry.left_undone`), each with a constant number of queries.
    """
    year = clock.today().year
    period = {"period": years(project.period_from, project.period_to)}
    found = []
    if year < project.period_from:
        found.append(_("The period of the promise, %(period)s, has not begun") % period)
    elif year <= project.period_to:
        found.append(_("The period of the promise, %(period)s, has not ended") % period)
    url = region_url("projects:project_detail", project.pk)
    rows = [LeftUndone(words, url) for words in found]
    return rows + [row for source in registry.left_undone.values() for row in source(project.pk)]


def closed_on(project: Project) -> date | None:
    """Return the local day on which a closed project was closed, None while it is under way; at most one query."""
    if project.state != ProjectState.CLOSED:
        return None
    events = ProjectEvent.objects.filter(project=project, kind=CLOSED_EVENT).order_by("-pk")
    at = events.values_list("at", flat=True).first()
    return clock.day_of(at) if at else None
