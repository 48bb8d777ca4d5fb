"""Whom we meant to hear and whom we heard: groups, perspectives, and the gaps while there is still time."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.enums import Channel, Moderation, Relevance, SurveyState
from participation.models import (
    Attendance,
    Contribution,
    ContributionCode,
    ParticipationMethod,
    StakeholderGroup,
    Survey,
)
from participation.queries.groups import IN_PROJECT
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.charts import Coverage, coverage_bars
from servicelofte.common.fields import column_words
from servicelofte.common.registry import HeardRow

# A survey's free words and what was said at an event come from people who are counted there already.
COUNTED_ELSEWHERE = Channel.SURVEY
SHOWN = 6


@dataclass(frozen=True)
class GroupHeard:
    """A group in the project with how many people were to be heard, how many were, and whether a method is planned."""

    group: StakeholderGroup
    heard: int
    has_method: bool
    is_late: bool

    @property
    def name(self) -> str:
        """Return the name in the page's language."""
        return column_words(self.group, "name")[0]

    @property
    def percent(self) -> int:
        """Return the share of the expected people that has been heard, at most 100."""
        if not self.group.expected:
            return 100 if self.heard else 0
        return min(100, self.heard * 100 // self.group.expected)


def groups_heard(project_id: int) -> list[GroupHeard]:
    """Return the central and involved groups of a project with the people heard in them; five queries.

    Heard are the people behind contributions, those who came to events, and those who answered surveys of the group.
    What was withdrawn does not count; free words of a survey and what was noted at an event are not counted twice.
    """
    groups = StakeholderGroup.objects.filter(project_id=project_id, relevance__in=IN_PROJECT)
    heard: dict[int, int] = defaultdict(int)
    for source in (_contributions(project_id), _attendances(project_id), _submissions(project_id)):
        for group_id, people in source:
            heard[group_id] += people or 0
    planned: dict[int, list[Any]] = defaultdict(list)
    for group_id, last in ParticipationMethod.objects.filter(group__project_id=project_id).values_list(
        "group_id", "to_day"
    ):
        planned[group_id].append(last)
    today = clock.today()
    return [
        GroupHeard(
            group=group,
            heard=heard[group.pk],
            has_method=bool(planned[group.pk]),
            is_late=not heard[group.pk] and any(last and last < today for last in planned[group.pk]),
        )
        for group in groups
    ]


def _contributions(project_id: int) -> Any:
    rows = Contribution.objects.filter(project_id=project_id, group__isnull=False, event=None)
    rows = rows.exclude(channel=COUNTED_ELSEWHERE).exclude(moderation=Moderation.WITHDRAWN)
    return rows.order_by().values_list("group_id").annotate(people=Sum("headcount"))


def _attendances(project_id: int) -> Any:
    rows = Attendance.objects.filter(event__project_id=project_id)
    return rows.order_by().values_list("group_id").annotate(people=Sum("participants"))


def _submissions(project_id: int) -> Any:
    rows = Survey.objects.filter(project_id=project_id, group__isnull=False).exclude(state=SurveyState.DRAFT)
    return rows.order_by().values_list("group_id").annotate(people=Sum("submission_count"))


def heard_rows(region_slug: str, project_id: int) -> list[HeardRow]:
    """Return the rows of "Was everyone heard?" on the project's page: those not heard first, then the least heard.

    Central groups stand before others; the rest of the groups are on the page that every row leads to.
    """
    rows = groups_heard(project_id)
    url = reverse("participation:coverage", args=[region_slug, project_id])
    rows.sort(
        key=lambda row: (
            bool(row.heard),
            row.group.relevance != Relevance.CENTRAL,
            row.percent,
            row.group.order,
        )
    )
    return [
        HeardRow(label=row.name, url=url, gap=_("not heard yet"))
        if not row.heard
        else HeardRow(label=row.name, url=url, percent=row.percent, value=_value(row))
        for row in rows[:SHOWN]
    ]


def _value(row: GroupHeard) -> str:
    if not row.group.expected:
        return ngettext("%(count)d person", "%(count)d people", row.heard) % {"count": row.heard}
    return _("%(heard)d of %(expected)d") % {"heard": row.heard, "expected": row.group.expected}


def coverage_page(project: Project) -> dict[str, Any]:
    """Return the coverage picture: a chart of groups with its table, alarms, and groups × perspectives; seven queries.

    `alarms` is [{text, url}]; `matrix` is {headings, rows} of `components/table.html`, where a figure is how many
    contributions of the group are about the perspective (Handbook p. 18–19).
    """
    rows = groups_heard(project.pk)
    matrix = _by_perspective(project.pk)
    people = _("People heard, of those we meant to hear")
    return {
        "rows": rows,
        "chart": coverage_bars(
            people, [Coverage(row.name, row.group.expected, row.heard) for row in rows], id_prefix="coverage"
        )
        if rows
        else None,
        "heard": sum(1 for row in rows if row.heard),
        "alarms": _alarms(project, rows, matrix),
        "matrix": _matrix(rows, matrix),
    }


def _by_perspective(project_id: int) -> dict[int | None, dict[str, int]]:
    counts: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = (
        ContributionCode.objects.filter(contribution__project_id=project_id)
        .exclude(contribution__moderation=Moderation.WITHDRAWN)
        .order_by()
        .values_list("contribution__group_id", "perspective")
        .annotate(count=Count("contribution", distinct=True))
    )
    for group_id, perspective, count in rows:
        counts[group_id][perspective] = count
    return counts


def _matrix(rows: list[GroupHeard], counts: dict[int | None, dict[str, int]]) -> dict[str, Any]:
    names = [(row.group.pk, row.name) for row in rows]
    of_others: dict[str, int] = defaultdict(int)
    for group_id, by_perspective in counts.items():
        if group_id not in dict(names):
            for perspective, count in by_perspective.items():
                of_others[perspective] += count
    lines = [(name, counts.get(pk, {})) for pk, name in names]
    if of_others:
        lines.append((_("Others and unknown"), of_others))
    return {
        "headings": [
            _("Group"),
            *({"text": perspective.label, "number": True} for perspective in Perspective),
        ],
        "rows": [
            [
                name,
                *(str(found[perspective]) if found.get(perspective) else "–" for perspective in Perspective),
            ]
            for name, found in lines
        ],
    }


def _alarms(
    project: Project, rows: list[GroupHeard], counts: dict[int | None, dict[str, int]]
) -> list[dict[str, str]]:
    plan = reverse("participation:plan", args=[project.region.slug, project.pk])
    events = reverse("participation:event_list", args=[project.region.slug, project.pk])
    inbox = reverse("participation:inbox", args=[project.region.slug, project.pk])
    alarms = [
        {"text": _("%(group)s: no way of taking part has been planned.") % {"group": row.name}, "url": plan}
        for row in rows
        if not row.has_method
    ]
    alarms += [
        {
            "text": _("%(group)s: the planned days are over and nobody has been heard.")
            % {"group": row.name},
            "url": events,
        }
        for row in rows
        if row.is_late
    ]
    spoken = {perspective for found in counts.values() for perspective in found}
    alarms += [
        {
            "text": _("%(perspective)s: nothing in the inbox is about it yet.")
            % {"perspective": perspective.label},
            "url": inbox,
        }
        for perspective in Perspective
        if rows and perspective not in spoken
    ]
    return alarms
