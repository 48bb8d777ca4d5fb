"""Verbs of the timetable: add, change, mark as done, remove a milestone (Handbook p. 14)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.rows import require_active, require_same_project, require_since_start
from projects.enums import Calendar
from projects.models import Milestone, Project, ProjectPhase
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import columns_of
from servicelofte.common.rows import create_row, delete_row, update_row

# What led to the project may stand on its timetable, as a decision of the board does.
DAYS_BEFORE = 365


def _check_title(row: Milestone) -> None:
    if not any(columns_of(row, "title")):
        raise DomainError(_("Say what happens."), field=f"title_{row.region.languages[0]}")


def _record(kind: str, row: Milestone, actor: User | None) -> None:
    record_event(
        region=row.region,
        kind=kind,
        project=row.project,
        actor=actor,
        subject=f"milestone:{row.pk}",
        data={"day": row.day.isoformat(), "calendar": str(row.calendar)},
        words={"title": row.title, "titles": dict(columns_of(row, "title"))},
    )


@transaction.atomic
def add_milestone(
    *,
    project: Project,
    actor: User | None,
    day: date,
    calendar: str = Calendar.PROJECT,
    phase: ProjectPhase | None = None,
    **titles: str,
) -> Milestone:
    """Add a dated point to the timetable, tied to a phase or to another calendar (Calendar).

    `titles` are the columns of what happens (`title_sv` …); one is enough. Raises DomainError without any,
    Http404 for a phase of another project.
    """
    require_same_project(project, phase)
    require_since_start(project, day=day, field="day", earlier=DAYS_BEFORE)
    row = Milestone(region=project.region, project=project, phase=phase, day=day, calendar=calendar, **titles)
    _check_title(row)
    create_row(row, actor=actor)
    _record("milestone.added", row, actor)
    return row


@transaction.atomic
def update_milestone(
    *, milestone: Milestone, actor: User | None, expected: int, changes: Mapping[str, Any]
) -> Milestone:
    """Save a changed milestone (columns of the title: `title_sv` …), or mark it as done (`is_done`).

    Raises EditConflict, DomainError when no language of the title is left, Http404 for a phase of another project.
    """
    require_active(milestone.project)
    require_same_project(milestone.project, changes.get("phase"))
    day = changes.get("day")
    require_since_start(milestone.project, day=day, field="day", stored=milestone.day, earlier=DAYS_BEFORE)
    changed = update_row(milestone, changes, expected=expected, actor=actor)
    _check_title(milestone)
    if changed:
        reached = changed == ["is_done"] and milestone.is_done
        _record("milestone.reached" if reached else "milestone.changed", milestone, actor)
    return milestone


@transaction.atomic
def remove_milestone(*, milestone: Milestone, actor: User | None) -> None:
    """Take a point off the timetable; its history stays."""
    _record("milestone.removed", milestone, actor)
    delete_row(milestone, actor=actor)
