"""Reads of the public pages of regions: each a constant number of statements, whatever the number of rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Region
from decisions.queries.public import versions_in_force
from drafting.enums import ConsultationState
from drafting.models import Consultation, DraftVersion
from monitoring.enums import Status
from monitoring.models import StatementStatus
from monitoring.queries.evidence import newest_only
from monitoring.queries.public import promise_wheel
from participation.enums import SurveyState
from participation.models import Survey
from participation.queries.events import coming_events
from projects.enums import ProjectState, StatementState
from projects.models import Project, Statement
from projects.queries.project import phase_steps
from projects.queries.promise import template_wheel
from projects.wheel import ToldWheel, told_wheel
from servicelofte.common import clock
from servicelofte.common.formatting import years
from servicelofte.common.languages import page_language
from servicelofte.common.status_bar import status_bar
from servicelofte.common.tenancy import region_scope

NEXT_EVENTS = 4


@dataclass(frozen=True)
class PromiseRow:
    """A promise in force: its project's title, years, address, and how many statements hold (by status), also as a
    bar.

    `is_followed` False: its project is closed, and the figures are those of that day.
    """

    title: str
    years: str
    url: str
    project: Project
    counts: list[dict[str, Any]]
    bar: SafeString
    is_followed: bool


@dataclass(frozen=True)
class OpenThing:
    """Something a resident can take part in: in which region and project (ids), what it is, its title, address,
    opening and last day.
    """

    region_id: int
    project_id: int
    kind: str
    title: str
    url: str
    opens_on: date
    closes_on: date
    action: str


@dataclass(frozen=True)
class RegionRow:
    """A region on the front page: its languages `(code, name)`, what is open there now, and the promises in force."""

    name: str
    url: str
    languages: list[tuple[str, str]]
    open_now: list[OpenThing]
    promises: list[dict[str, str]]


@dataclass(frozen=True)
class RegionHome:
    """What a resident sees first. `wheel` is that of the newest promise in force, else the handbook's; `events` are the
    next ones.
    """

    wheel: ToldWheel
    wheel_of: PromiseRow | None
    promises: list[PromiseRow]
    open_now: list[OpenThing]
    events: list[dict[str, Any]]
    more_events: bool
    projects: list[dict[str, Any]]


@dataclass(frozen=True)
class TakePart:
    """Every way to take part: open now, coming, events to come to, always open; `calendar_url` gives the events as a
    calendar file.
    """

    calendar_url: str
    open_now: list[OpenThing] = field(default_factory=list)
    coming: list[OpenThing] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, str]] = field(default_factory=list)


def front_page() -> list[RegionRow]:
    """Return the active regions by name, each with what is open now and what is in force; four queries."""
    regions = list(Region.objects.filter(is_active=True).order_by("name"))
    with region_scope(regions):
        open_now = what_is_open()
        versions = list(_decided_versions())
    promises: dict[int, list[dict[str, str]]] = defaultdict(list)
    for version in versions:
        project = version.promise.project
        promises[version.region_id].append(
            {"title": project.title, "years": years_of(project), "url": _promise_url(project)}
        )
    return [
        RegionRow(
            name=region.name,
            url=reverse("region_home", args=[region.slug]),
            languages=region.language_choices,
            open_now=[thing for thing in open_now if thing.region_id == region.pk],
            promises=promises[region.pk],
        )
        for region in regions
    ]


def region_home(region: Region) -> RegionHome:
    """Return what is in force, what is open now, where residents can come to, and what is being prepared."""
    promises = promises_in_force(region)
    events = coming_events()
    in_force = versions_in_force().filter(promise__project=OuterRef("pk"))
    rows = _public_projects().filter(~Exists(in_force), state=ProjectState.ACTIVE).prefetch_related("phases")
    return RegionHome(
        wheel=region_wheel(promises),
        wheel_of=promises[0] if promises else None,
        promises=promises,
        open_now=what_is_open(),
        events=events[:NEXT_EVENTS],
        more_events=len(events) > NEXT_EVENTS,
        projects=[
            {
                "title": row.title,
                "years": years_of(row),
                **phase_steps(row),
                "url": reverse("public_project", args=[region.slug, row.slug]),
            }
            for row in rows
        ],
    )


def _public_projects() -> QuerySet[Project]:
    return Project.objects.filter(is_public=True)


def years_of(project: Project) -> str:
    """Return the years of a row as they stand on the page."""
    return years(project.period_from, project.period_to)


def _decided_versions() -> QuerySet[DraftVersion]:
    """Return the versions in force of public projects in scope, the newest first, without their snapshots."""
    versions = versions_in_force().filter(promise__project__is_public=True)
    return versions.select_related("promise__project__region").defer("snapshot").order_by("-published_at")


def _promise_url(project: Project) -> str:
    return reverse("monitoring:promise", args=_place(project))


def region_wheel(promises: list[PromiseRow]) -> ToldWheel:
    """Return the wheel that stands first in a region: how its newest promise holds, or the handbook's."""
    drawn = promise_wheel(promises[0].project, page_language()) if promises else None
    return drawn or handbook_wheel()


def handbook_wheel() -> ToldWheel:
    """Return the wheel that every promise begins with, in the language of the page."""
    return told_wheel(template_wheel(page_language()))


def promises_in_force(region: Region) -> list[PromiseRow]:
    """Return the promises that the council has decided on, with how many of their statements hold; those that are
    followed up first.
    """
    rows = sorted(_decided_versions(), key=lambda row: row.promise.project.state != ProjectState.ACTIVE)
    counted = _status_counts([row.promise_id for row in rows])
    return [_promise_row(row.promise.project, counted[row.promise_id]) for row in rows]


def _promise_row(project: Project, counted: Counter[str]) -> PromiseRow:
    counts = [
        {"status": status.value, "number": counted[status.value]}
        for status in Status
        if counted[status.value]
    ]
    return PromiseRow(
        title=project.title,
        years=years_of(project),
        url=_promise_url(project),
        project=project,
        counts=counts,
        bar=status_bar(counts),
        is_followed=project.state == ProjectState.ACTIVE,
    )


def _status_counts(promise_ids: list[int]) -> dict[int, Counter[str]]:
    """Return {promise: how many of its statements have each status}, with those nobody measured; two queries."""
    statements = Statement.objects.filter(promise__in=promise_ids, state=StatementState.ACTIVE)
    newest = newest_only(StatementStatus.objects.filter(statement__in=statements))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for promise_id, status in newest.values_list("statement__promise_id", "status"):
        counts[promise_id][status] += 1
    for promise_id, number in statements.values_list("promise_id").annotate(Count("pk")).order_by():
        counts[promise_id][Status.NOT_MEASURED] += number - counts[promise_id].total()
    return counts


def ways_to_take_part(region: Region) -> TakePart:
    """Return what is open now, what opens later, the events to come, and where feedback is always welcome."""
    calendar = reverse("participation:region_calendar", args=[region.slug])
    page = TakePart(calendar_url=calendar, events=coming_events())
    for thing in _open_and_coming():
        if clock.is_open(thing.opens_on, thing.closes_on):
            page.open_now.append(thing)
        elif thing.opens_on > clock.today():
            page.coming.append(thing)
    for row in promises_in_force(region):
        if not row.is_followed:
            continue
        page.feedback.append({"title": row.title, "url": row.url})
    return page


def what_is_open() -> list[OpenThing]:
    """Return what is open today in the regions in scope, what closes first before; two queries."""
    return [thing for thing in _open_and_coming() if clock.is_open(thing.opens_on, thing.closes_on)]


def _open_and_coming() -> list[OpenThing]:
    return sorted([*_consultations(), *_surveys()], key=lambda thing: thing.closes_on)


def _consultations() -> list[OpenThing]:
    rows = Consultation.objects.filter(
        state__in=[ConsultationState.PLANNED, ConsultationState.RUNNING],
        closes_on__gte=clock.today(),
        draft__promise__project__is_public=True,
        draft__promise__project__state=ProjectState.ACTIVE,
    ).select_related("draft__promise__project__region")
    return [
        OpenThing(
            region_id=row.region_id,
            project_id=row.draft.promise.project_id,
            kind=_("Draft to comment on"),
            title=row.draft.promise.project.title,
            url=reverse("drafting:draft", args=_place(row.draft.promise.project)),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            action=_("Read and comment"),
        )
        for row in rows.defer("draft__snapshot")
    ]


def _place(project: Project) -> list[str]:
    return [project.region.slug, project.slug]


def _surveys() -> list[OpenThing]:
    rows = Survey.objects.filter(
        state=SurveyState.OPEN,
        closes_on__gte=clock.today(),
        project__is_public=True,
        project__state=ProjectState.ACTIVE,
    )
    return [
        OpenThing(
            region_id=row.region_id,
            project_id=row.project_id,
            kind=_("Survey"),
            title=row.title,
            url=reverse("participation:survey", args=[*_place(row.project), row.pk]),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            action=_("Answer the survey"),
        )
        for row in rows.select_related("project__region")
    ]
