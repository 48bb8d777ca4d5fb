"""Reads for the project plan: groups and people, resources, timetable (Handbook p. 14, 16)."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.enums import Calendar, PhaseKey, PhaseState, ProjectGroup, ResourceKind
from projects.handbook import load_handbook
from projects.models import Milestone, Project, ProjectMember, ProjectPhase, ProjectResource
from projects.timeline import Mark, Span, draw_timeline
from servicelofte.common import clock, registry
from servicelofte.common.charts import Chart
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import days, full_day, money, number, years


def member_groups(project: Project, region_slug: str) -> list[dict[str, Any]]:
    """Return the project's groups with their active members and those who have left; one query."""
    rows = ProjectMember.objects.filter(project=project).select_related("user").order_by("-is_active", "pk")
    by_group: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_group[row.group].append(
            {
                "name": str(row),
                "duty": row.duty,
                "has_account": row.user_id is not None,
                "is_active": row.is_active,
                "edit_url": reverse("projects:member_edit", args=[region_slug, project.pk, row.pk]),
                "leave_url": reverse("projects:member_deactivate", args=[region_slug, project.pk, row.pk]),
            }
        )
    address = reverse("projects:member_create", args=[region_slug, project.pk])
    return [
        {
            "key": group.value,
            "label": str(group.label),
            "members": [row for row in by_group[group] if row["is_active"]],
            "former": [row for row in by_group[group] if not row["is_active"]],
            "add_url": f"{address}?group={group.value}",
        }
        for group in ProjectGroup
    ]


def resource_rows(project: Project, region_slug: str) -> dict[str, Any]:
    """Return the resources by kind and the sums of each kind; two queries."""
    rows = ProjectResource.objects.filter(project=project).order_by("kind", "pk")
    sums = ProjectResource.objects.filter(project=project).values("kind").annotate(total=Sum("amount"))
    totals = {row["kind"]: row["total"] for row in sums}
    labels = dict(ResourceKind.choices)
    return {
        "rows": [
            {
                "label": row.label,
                "kind": labels[row.kind],
                "amount": _amount(row.kind, row.amount),
                "edit_url": reverse("projects:resource_edit", args=[region_slug, project.pk, row.pk]),
                "remove_url": reverse("projects:resource_remove", args=[region_slug, project.pk, row.pk]),
            }
            for row in rows
        ],
        "totals": [
            {"value": _amount(kind, totals[kind]), "label": labels[kind]}
            for kind in ResourceKind.values
            if kind in totals and kind != ResourceKind.OTHER
        ],
    }


def _amount(kind: str, amount: Decimal) -> str:
    """Euros have their cents or none, everything else the decimals it needs."""
    return money(amount) if kind == ResourceKind.MONEY else number(amount.normalize())


def timetable(project: Project, region_slug: str) -> dict[str, Any]:
    """Return the timetable: phases with dates, milestones in order of day, a drawing of both, a note on the staff.

    Two queries.
    """
    phases = list(ProjectPhase.objects.filter(project=project).order_by("number"))
    rows = list(Milestone.objects.filter(project=project).select_related("phase").order_by("day", "pk"))
    return {
        "phases": [
            {
                "number": phase.number,
                "title": phase.title,
                "starts": full_day(phase.starts_on) or "–",
                "ends": full_day(phase.finished_on or phase.ends_on) or "–",
                "state": phase.get_state_display(),
                "url": reverse("projects:phase_edit", args=[region_slug, project.pk, phase.key]),
            }
            for phase in phases
            if phase.state != PhaseState.OFF
        ],
        "milestones": [_milestone(row, project, region_slug) for row in rows],
        "staff_note": staff_note(phases, rows),
        "drawing": _drawing(phases, rows),
    }


def _milestone(row: Milestone, project: Project, region_slug: str) -> dict[str, Any]:
    place = [region_slug, project.pk, row.pk]
    title, language = column_words(row, "title")
    return {
        "title": title,
        "lang": language,
        "day": full_day(row.day),
        "date": row.day.isoformat(),
        "calendar": row.get_calendar_display(),
        "is_staff": row.calendar == Calendar.STAFF,
        "phase": row.phase.title if row.phase else "",
        "is_done": row.is_done,
        "late": not row.is_done and row.day < clock.today(),
        "version": row.version,
        "edit_url": reverse("projects:milestone_edit", args=place),
        "done_url": reverse("projects:milestone_done", args=place),
        "remove_url": reverse("projects:milestone_remove", args=place),
    }


def _drawing(phases: list[ProjectPhase], milestones: list[Milestone]) -> Chart | None:
    labels = dict(Calendar.choices)
    spans: list[Span] = []
    for phase in phases:
        if phase.state != PhaseState.OFF:
            # Without a first day of its own a phase begins where the one before it ends, not with the project.
            begins = phase.starts_on or (spans[-1].ends if spans else None)
            title, language = column_words(phase, "title")
            ends = phase.finished_on or phase.ends_on
            spans.append(Span(f"{phase.number}. {title}", begins, ends, language))
    marks = []
    for row in milestones:
        title, language = column_words(row, "title")
        note = "" if row.calendar == Calendar.PROJECT else str(labels[row.calendar])
        marks.append(Mark(title, row.day, note, row.is_done, language))
    return draw_timeline(spans, marks, today=clock.today())


def staff_note(phases: list[ProjectPhase], milestones: list[Milestone]) -> str:
    """Return a warning when the staff organisations are not with the project from its beginning (Handbook p. 14)."""
    staff = [row for row in milestones if row.calendar == Calendar.STAFF]
    if not staff:
        return _(
            "The staff organisations have no date yet. Give them one early: they are to be with you from the start."
        )
    first = next((phase for phase in phases if phase.key == PhaseKey.START), None)
    if first and first.ends_on and min(row.day for row in staff) > first.ends_on:
        return _("The staff organisations come in only after the first phase. Ask them in earlier.")
    return ""


def plan_page(project: Project, region_slug: str) -> dict[str, Any]:
    """Return the project plan for reading and printing: groups, resources, timetable, and what other apps add.

    The result of phase 1 (Handbook p. 16).
    """
    return {
        "groups": member_groups(project, region_slug),
        "resources": resource_rows(project, region_slug),
        "timetable": timetable(project, region_slug),
        "heard": [row for source in registry.heard.values() for row in source(region_slug, project.pk)],
    }


def project_facts(project: Project) -> list[dict[str, str]]:
    """Return what the project is, for `components/definition_list.html`. Queries nothing when `owner` is fetched."""
    period = years(project.period_from, project.period_to)
    rows = [
        {"term": _("The promise holds"), "value": period},
        {"term": _("The work begins"), "value": full_day(project.starts_on)},
        {"term": _("Parent document"), "value": project.get_parent_document_display()},
    ]
    if project.owner:
        rows.append({"term": _("Responsible official"), "value": str(project.owner)})
    if project.political_owner:
        rows.append({"term": _("Owner in the political leadership"), "value": project.political_owner})
    openness = _("Open to everybody") if project.is_public else project.closed_reason
    return [*rows, {"term": _("Preparation"), "value": openness}]


def phase_table(page: dict[str, Any], *, with_links: bool = True) -> dict[str, Any]:
    """Return the phases of a timetable for `components/table.html`."""
    return {
        "caption": _("Phases and their dates"),
        "headings": [_("Phase"), _("Begins"), _("Ends"), _("State")],
        "rows": [
            [
                {"text": f"{row['number']}. {row['title']}", "url": row["url"] if with_links else ""},
                row["starts"],
                row["ends"],
                row["state"],
            ]
            for row in page["phases"]
        ],
    }


def milestone_table(page: dict[str, Any]) -> dict[str, Any]:
    """Return the milestones of a timetable for `components/table.html`."""
    return {
        "caption": _("Milestones"),
        "headings": [_("What"), _("Day"), _("Calendar"), _("Phase")],
        "rows": [
            [
                {"text": row["title"], "lang": row["lang"]},
                row["day"],
                row["calendar"],
                row["phase"] or "–",
            ]
            for row in page["milestones"]
        ],
    }


def resource_table(page: dict[str, Any]) -> dict[str, Any]:
    """Return the resources for `components/table.html`."""
    return {
        "caption": _("Resources"),
        "headings": [_("What"), _("Kind"), {"text": _("Amount"), "number": True}],
        "rows": [[row["label"], row["kind"], row["amount"]] for row in page["rows"]],
    }


def legal_rows(language: str) -> dict[str, list[dict[str, Any]]]:
    """Return the handbook's legal references: `present` law in force today and `history` that never or no longer is.

    `language` is "sv", "fi" or "en". Queries nothing.
    """
    today = clock.today()
    rows: dict[str, list[dict[str, Any]]] = {"present": [], "history": []}
    for reference in load_handbook().legal_references:
        rows["present" if reference.in_force(today) else "history"].append(
            {
                "name": reference.name.in_language(language),
                "number": reference.number,
                "sections": ", ".join(_sections(reference.sections)),
                "validity": _validity(reference.valid_from, reference.valid_to),
                "note": reference.note.in_language(language),
            }
        )
    return rows


def _sections(sections: tuple[str, ...]) -> Iterator[str]:
    for section in sections:
        yield _("%(section)s §") % {"section": section}


def _validity(begins: Any, ends: Any) -> str:
    if ends:
        return days(begins, ends)
    return _("since %(begins)s") % {"begins": full_day(begins)}
