"""Reads for the list of projects and a project's own page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.enums import PhaseKey, PhaseState, ProjectState
from projects.models import Milestone, Project, ProjectPhase
from projects.queries.gate import gate_rows, is_open
from projects.queries.ledger import latest_events
from projects.queries.phase import phase_title
from servicelofte.common import clock, registry
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import day as day_words
from servicelofte.common.formatting import percent_done, short_day, years
from servicelofte.common.paging import newest_page

PAGE = 20
RAIL_STATES = {
    PhaseState.WAITING: "coming",
    PhaseState.CURRENT: "current",
    PhaseState.DONE: "done",
    PhaseState.OFF: "off",
}


def days_left(until: date) -> str:
    """Return the days to the local day `until` in words: "24 days left", "last day today", "3 days late"."""
    left = (until - clock.today()).days
    if left == 0:
        return _("last day today")
    if left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def project_list(region_slug: str, *, state: str, before: int | None = None) -> dict[str, Any]:
    """Return the region's projects of a state (ProjectState), newest first, 20 a page by key; three queries.

    Each row: title, url, period, phase (where it is), note (what is due), percent of phases done, tags.
    """
    projects = Project.objects.filter(state=state).prefetch_related(
        "phases", Prefetch("milestones", Milestone.objects.filter(is_done=False).order_by("day"))
    )
    found, older = newest_page(projects, size=PAGE, before=before)
    return {"rows": [_list_row(project, region_slug) for project in found], "older": older}


def _list_row(project: Project, region_slug: str) -> dict[str, Any]:
    phases = [phase for phase in project.phases.all() if phase.state != PhaseState.OFF]
    done = sum(phase.state == PhaseState.DONE for phase in phases)
    current = next((phase for phase in phases if phase.state == PhaseState.CURRENT), None)
    milestone = next(iter(project.milestones.all()), None)
    if project.state == ProjectState.CLOSED:
        where = _("Closed")
    elif current is None:
        where = _("All phases are finished")
    else:
        where = phase_title(current)
    title, lang = column_words(project, "title")
    notes = []
    is_under_way = project.state == ProjectState.ACTIVE
    if is_under_way and current and current.ends_on:
        notes.append(days_left(current.ends_on))
    if is_under_way and milestone:
        notes.append(_("%(what)s %(day)s") % {"what": milestone.title, "day": short_day(milestone.day)})
    return {
        "title": title,
        "lang": lang,
        "url": reverse("projects:project_detail", args=[region_slug, project.pk]),
        "period": years(project.period_from, project.period_to),
        "where": where,
        "note": " · ".join(notes),
        "percent": percent_done(done, len(phases)),
        "done": _("%(done)s of %(all)s phases done") % {"done": done, "all": len(phases)},
        "is_public": project.is_public,
    }


def rail(
    project: Project, phases: list[ProjectPhase], region_slug: str, *, selected: str = ""
) -> list[dict[str, Any]]:
    """Return `components/phase_rail.html` rows; `phases` with their open milestones prefetched. Queries nothing."""
    return [
        {
            "number": phase.number,
            **_short_title(phase),
            "note": _rail_note(phase, project),
            "state": _rail_state(phase, project),
            "url": reverse("projects:phase_detail", args=[region_slug, project.pk, phase.key]),
            "selected": phase.key == selected,
        }
        for phase in phases
    ]


def phase_steps(project: Project) -> dict[str, Any]:
    """Return `components/phase_steps.html` of a project whose `phases` are prefetched. Queries nothing.

    steps: the state of every phase; number, phase and ends_on: of the one under way, else 0, "" and None.
    """
    phases = list(project.phases.all())
    current = next((phase for phase in phases if phase.state == PhaseState.CURRENT), None)
    return {
        "steps": [RAIL_STATES[PhaseState(phase.state)] for phase in phases],
        "number": current.number if current else 0,
        "phase": current.title if current else "",
        "ends_on": current.ends_on if current else None,
    }


def public_rail(project: Project) -> list[dict[str, Any]]:
    """Return a project's phases for everybody, for the same rail: without links, each with its `day` and `purpose`.

    `day` is when the phase was finished, or is planned to be. One query.
    """
    return [
        {
            "number": phase.number,
            **_short_title(phase),
            "note": "",
            "day": phase.finished_on or phase.ends_on,
            "state": _rail_state(phase, project),
            "url": "",
            "purpose": phase.purpose,
        }
        for phase in project.phases.order_by("number")
    ]


def _rail_state(phase: ProjectPhase, project: Project) -> str:
    """Return how a phase stands in the rail: in a closed project no phase is under way or still to come."""
    if project.state == ProjectState.CLOSED and phase.state in (PhaseState.CURRENT, PhaseState.WAITING):
        return "left"
    return RAIL_STATES[PhaseState(phase.state)]


def _short_title(phase: ProjectPhase) -> dict[str, str]:
    """Return the title of a phase as the rail has it, and its language: {title, lang}."""
    words, lang = column_words(phase, "short")
    if not words:
        words, lang = column_words(phase, "title")
    return {"title": words, "lang": lang}


def _rail_note(phase: ProjectPhase, project: Project) -> str:
    if phase.state == PhaseState.OFF:
        return _("left out")
    if phase.state == PhaseState.DONE:
        note = _("done %(day)s") % {"day": short_day(phase.finished_on)} if phase.finished_on else _("done")
        if phase.key == PhaseKey.DIALOGUE and project.state == ProjectState.ACTIVE:
            note = _("%(note)s · the dialogue goes on") % {"note": note}
        return note
    if project.state == ProjectState.CLOSED:
        return ""
    if phase.state == PhaseState.CURRENT:
        return _("now · %(left)s") % {"left": days_left(phase.ends_on)} if phase.ends_on else _("now")
    milestone = next(iter(phase.milestones.all()), None)
    if milestone:
        return _("%(what)s %(day)s") % {"what": milestone.title, "day": short_day(milestone.day)}
    return _("from %(day)s") % {"day": short_day(phase.starts_on)} if phase.starts_on else ""


def rail_phases(project: Project) -> list[ProjectPhase]:
    """Return the project's phases in order, with what `rail` needs; two queries."""
    return list(
        ProjectPhase.objects.filter(project=project)
        .prefetch_related(Prefetch("milestones", Milestone.objects.filter(is_done=False).order_by("day")))
        .order_by("number")
    )


def due_rows(project: Project, *, limit: int = 6) -> list[dict[str, Any]]:
    """Return what is due, the earliest first: {label, lang, day, left, late, url}, from every registered source.

    In a closed project nothing falls due but what goes on there.
    """
    closed = project.state == ProjectState.CLOSED
    found = [row for source in registry.deadlines.values() for row in source(project.pk) if not row.done]
    found = [row for row in found if row.goes_on or not closed]
    found.sort(key=lambda row: row.day)
    return [
        {
            "label": row.label,
            "lang": row.lang,
            "url": row.url,
            "day": day_words(row.day),
            "left": days_left(row.day),
            "late": row.day < clock.today(),
        }
        for row in found[:limit]
    ]


def phase_links(
    project: Project, phase: str, region_slug: str, allowed: Callable[[str], bool]
) -> list[dict[str, str]]:
    """Return the workspace pages of a phase that the person may open, as {label, url}."""
    return [
        {"label": str(label), "url": url}
        for part in registry.phases.values()
        if part.phase == phase
        for label, url in part.links(region_slug, project.pk, allowed)
    ]


def project_page(project: Project, region_slug: str, allowed: Callable[[str], bool]) -> dict[str, Any]:
    """Return a project's page: rail, gate of the phase under way, what is due, who is heard, what happened last.

    `allowed(permission)` tells what the person may in this project. Constant number of queries.
    """
    phases = rail_phases(project)
    current = next((phase for phase in phases if phase.state == PhaseState.CURRENT), None)
    gate = gate_rows(current, region_slug) if current else []
    work = [
        {
            "number": phase.number,
            "title": phase.title,
            "is_current": phase is current,
            "links": phase_links(project, phase.key, region_slug, allowed),
        }
        for phase in phases
        if phase.state != PhaseState.OFF
    ]
    heard = [row for source in registry.heard.values() for row in source(region_slug, project.pk)]
    return {
        "rail": rail(project, phases, region_slug),
        "current": current,
        "gate": gate,
        "gate_open": is_open(gate),
        "due": due_rows(project),
        "heard": heard,
        "heard_link": {"label": _("All groups"), "url": heard[0].url} if heard and heard[0].url else None,
        "events": latest_events(project),
        "work": [row for row in work if row["links"]],
    }
