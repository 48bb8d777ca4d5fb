"""Events with residents as everybody sees them: a project's list, and the calendar files. No scripting, no account."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.calendar import events_calendar
from participation.models import ParticipationEvent
from participation.queries.events import announced, public_coming, public_events
from projects.access import project_layout, public_project
from servicelofte.common.keys import asked_number
from servicelofte.common.public_cache import public_page

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@public_page
def events(request: HttpRequest, project: str) -> HttpResponse:
    """Show what is to come, with all that it takes to come there, and what was held before."""
    row = public_project(request, project)
    page = public_events(row, before=asked_number(request, "before"))
    return render(request, "participation/events_public.html", {**project_layout(request, row), "page": page})


@require_safe
@public_page
def region_calendar(request: HttpRequest) -> HttpResponse:
    """Give what is to come in all projects of the region as one calendar file."""
    region = request.region
    return _calendar(request, public_coming(), name=region.name, file=f"{region.slug}.ics")


@require_safe
@public_page
def project_calendar(request: HttpRequest, project: str) -> HttpResponse:
    """Give what is to come in a project as one calendar file."""
    row = public_project(request, project)
    return _calendar(request, public_coming(row), name=row.title, file=f"{row.slug}.ics")


@require_safe
@public_page
def event_calendar(request: HttpRequest, project: str, event: int) -> HttpResponse:
    """Give one event as a calendar file; 404 for what residents have not been told of."""
    row = public_project(request, project)
    found = get_object_or_404(announced(row), pk=event)
    return _calendar(request, [found], name=row.title, file=f"{row.slug}-{event}.ics")


def _calendar(
    request: HttpRequest, rows: Iterable[ParticipationEvent], *, name: str, file: str
) -> HttpResponse:
    title = _("Events: %(name)s") % {"name": name}
    body = events_calendar(rows, name=title, absolute=request.build_absolute_uri)
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)
