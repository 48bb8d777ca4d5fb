"""What the pages of stakeholder groups, the participation plan and what was held ask."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.enums import EventState, Level, Relevance
from participation.models import ParticipationEvent, ParticipationMethod, StakeholderGroup
from participation.queries.events import held_events
from participation.queries.words import method_name
from projects.models import Project
from servicelofte.common.fields import column_words, columns_of
from servicelofte.common.formatting import days, full_day
from servicelofte.common.paging import newest_page

IN_PROJECT = (Relevance.CENTRAL, Relevance.INVOLVED)
SHOWN_AT_ONCE = 50
TONES = {
    Relevance.CENTRAL: "info",
    Relevance.INVOLVED: "plain",
    Relevance.NOT_RELEVANT: "plain",
    Relevance.UNDECIDED: "warning",
}


def groups_by_name(project_id: int) -> dict[str, StakeholderGroup]:
    """Return the groups of a project by their names in every language, folded for comparison; one query."""
    rows = StakeholderGroup.objects.filter(project=project_id).order_by("-order", "-pk")
    return {name.casefold(): row for row in rows for _language, name in columns_of(row, "name")}


def group_page(project: Project) -> dict[str, Any]:
    """Return the groups of a project by their place, and whether minorities have been asked for; two queries.

    `sections` is [{title, rows}], each row {name, lang, tags, reason, reason_lang, expected, edit_url}.
    """
    groups = list(StakeholderGroup.objects.filter(project=project).order_by("order", "pk"))
    counted = ParticipationMethod.objects.filter(group__project=project).order_by().values_list("group_id")
    methods = dict(counted.annotate(count=Count("pk")))
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in groups:
        by_place[group.relevance].append(_group_row(project, group, methods.get(group.pk, 0)))
    order = (Relevance.UNDECIDED, Relevance.CENTRAL, Relevance.INVOLVED, Relevance.NOT_RELEVANT)
    minorities = [group for group in groups if group.is_language_minority]
    return {
        "sections": [
            {"title": Relevance(place).label, "key": place.value, "rows": by_place[place]}
            for place in order
            if by_place[place]
        ],
        "undecided": len(by_place[Relevance.UNDECIDED]),
        "minorities_asked": any(group.relevance != Relevance.UNDECIDED for group in minorities),
        "minorities": [
            column_words(group, "name")[0] for group in minorities if group.relevance in IN_PROJECT
        ],
        "count": len(groups),
    }


def _group_row(project: Project, group: StakeholderGroup, methods: int) -> dict[str, Any]:
    name, language = column_words(group, "name")
    reason, reason_language = column_words(group, "reason")
    marks = (
        (group.is_early, _("to be involved early"), "warning"),
        (group.is_influence_body, _("statutory body"), "plain"),
        (group.is_language_minority, _("language minority or special group"), "plain"),
        (not group.key, _("the region’s own"), "plain"),
    )
    return {
        "name": name,
        "lang": language,
        "tags": [{"text": text, "kind": kind} for is_on, text, kind in marks if is_on],
        "reason": reason,
        "reason_lang": reason_language,
        "expected": _people(group.expected) if group.expected else "",
        "methods": ngettext("%(count)d method", "%(count)d methods", methods) % {"count": methods}
        if methods
        else "",
        "edit_url": reverse("participation:group_edit", args=[project.region.slug, project.pk, group.pk]),
    }


def _people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def plan_page(project: Project) -> dict[str, Any]:
    """Return the participation plan: each group of the project with its methods, and who has none yet; two queries.

    `rows` is [{name, lang, place, is_early, methods: [{name, level, days, responsible, edit_url}], add_url}];
    `undecided` those whose place must be decided before anything is planned for them; `gaps` the names of groups
    without a method; a group that is not relevant is left out (Handbook p. 16, 18).
    """
    groups = list(StakeholderGroup.objects.filter(project=project).exclude(relevance=Relevance.NOT_RELEVANT))
    methods: dict[int, list[ParticipationMethod]] = defaultdict(list)
    for method in ParticipationMethod.objects.filter(group__project=project):
        methods[method.group_id].append(method)
    groups.sort(key=lambda group: (group.relevance not in IN_PROJECT, not group.is_early, group.order))
    rows = [_plan_row(project, group, methods[group.pk]) for group in groups]
    gaps = [row["name"] for row in rows if row["is_gap"]]
    decided = [row for row in rows if row["is_decided"]]
    return {
        "rows": [row for row in rows if row["is_decided"] or row["methods"]],
        "undecided": [row for row in rows if not row["is_decided"] and not row["methods"]],
        "gaps": gaps,
        "planned": len(decided) - len(gaps),
        "wanted": len(decided),
        "has_undecided": len(decided) < len(rows),
    }


def _plan_row(
    project: Project, group: StakeholderGroup, methods: list[ParticipationMethod]
) -> dict[str, Any]:
    name, language = column_words(group, "name")
    slug = project.region.slug
    is_decided = group.relevance in IN_PROJECT
    return {
        "id": group.pk,
        "name": name,
        "lang": language,
        "place": group.get_relevance_display(),
        "tone": TONES[Relevance(group.relevance)],
        "is_early": group.is_early,
        "is_decided": is_decided,
        "is_gap": is_decided and not methods,
        "expected": _people(group.expected) if group.expected else "",
        "methods": [
            {
                "name": method_name(method.method),
                "level": Level(method.level).label,
                "days": _days(method),
                "responsible": method.responsible,
                "edit_url": reverse("participation:method_edit", args=[slug, project.pk, method.pk]),
            }
            for method in methods
        ],
        "add_url": reverse("participation:method_create", args=[slug, project.pk, group.pk]),
    }


def _days(method: ParticipationMethod) -> str:
    return days(method.from_day, method.to_day)


def hearing_page(project: Project, *, before: int | None = None) -> dict[str, Any]:
    """Return what was held, latest entry first, fifty at once from below the id `before`; three queries.

    `rows` is [{title, lang, day, date, method, participants, groups, notes, edit_url, is_recorded, is_shown, show_url,
    hide_url}] (Handbook p. 18–19); what residents may read is shown or hidden at the addresses.
    """
    rows = held_events(project).prefetch_related("attendances__group")
    shown, older = newest_page(rows, size=SHOWN_AT_ONCE, before=before)
    address = reverse("participation:event_list", args=[project.region.slug, project.pk])
    return {
        "rows": [
            _hearing_row(project, row) for row in sorted(shown, key=lambda row: (row.day, row.pk))[::-1]
        ],
        "older_url": f"{address}?before={older}" if older else "",
        "newer_url": address if before else "",
    }


def _hearing_row(project: Project, row: ParticipationEvent) -> dict[str, Any]:
    slug = project.region.slug
    title, language = column_words(row, "title")
    return {
        "title": title,
        "lang": language,
        "day": full_day(row.day),
        "date": row.day.isoformat(),
        "method": method_name(row.method),
        "participants": _people(row.participants) if row.participants else _("nobody is written down yet"),
        "groups": [
            f"{column_words(attendance.group, 'name')[0]} ({attendance.participants})"
            for attendance in row.attendances.all()
        ],
        "notes": row.notes,
        "edit_url": reverse("participation:event_edit", args=[slug, project.pk, row.pk]),
        "is_recorded": bool(row.participants or row.notes),
        "is_shown": row.state == EventState.ANNOUNCED,
        "show_url": reverse("participation:event_announce", args=[slug, project.pk, row.pk]),
        "hide_url": reverse("participation:event_hide", args=[slug, project.pk, row.pk]),
        "enter_url": reverse("participation:contribution_create", args=[slug, project.pk])
        + f"?event={row.pk}",
    }
