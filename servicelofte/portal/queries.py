"""Reads of the portal's pages: each a constant number of statements, whatever the number of rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Region, User
from accounts.queries import members
from drafting.enums import ConsultationState, VersionState
from drafting.models import Consultation, DraftVersion
from monitoring.enums import Status
from monitoring.models import StatementStatus
from monitoring.queries.public import promise_wheel
from notices.models import Notice
from participation.enums import SurveyState
from participation.models import Survey
from projects.enums import PhaseState, ProjectState
from projects.models import Project, ProjectEvent, ProjectPhase
from projects.promise_queries import template_wheel
from projects.queries.ledger import event_sentence, more_words
from projects.queries.project import public_rail
from projects.wheel import draw_wheel
from servicelofte.common import clock, registry
from servicelofte.common.formatting import short_day
from servicelofte.common.languages import page_language
from servicelofte.common.tenancy import region_scope

LATEST_EVENTS, RECENT_EVENTS = 12, 500
PUBLIC_EVENTS = (
    "project.started",
    "phase.passed",
    "survey.published",
    "survey.closed",
    "synthesis.approved",
    "version.published",
    "consultation.opened",
    "consultation.closed",
    "handling.registered",
    "decision.published",
    "measurement.recorded",
)


@dataclass(frozen=True)
class PromiseRow:
    """A promise in force: its project's title, years, address, and how many statements hold (by status).

    `is_followed` False: its project is closed, and the figures are those of that day.
    """

    title: str
    years: str
    url: str
    project: Project
    counts: list[dict[str, Any]]
    is_followed: bool


@dataclass(frozen=True)
class OpenThing:
    """Something a resident can take part in: in which region (id), what it is, its title, address, opening and last
    day.
    """

    region_id: int
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
    """What a resident sees first. `wheel` is that of the newest promise in force, else the handbook's."""

    wheel: SafeString
    wheel_of: PromiseRow | None
    promises: list[PromiseRow]
    open_now: list[OpenThing]
    projects: list[dict[str, Any]]


@dataclass(frozen=True)
class TakePart:
    """Every way to take part: open now, coming, always open."""

    open_now: list[OpenThing] = field(default_factory=list)
    coming: list[OpenThing] = field(default_factory=list)
    feedback: list[dict[str, str]] = field(default_factory=list)


def front_page() -> list[RegionRow]:
    """Return the active regions by name, each with what is open now and what is in force; four queries."""
    regions = list(Region.objects.filter(is_active=True).order_by("name"))
    with region_scope(regions):
        open_now = _open_now()
        versions = list(_decided_versions())
    promises: dict[int, list[dict[str, str]]] = defaultdict(list)
    for version in versions:
        project = version.promise.project
        promises[version.region_id].append(
            {"title": project.title, "years": _years(project), "url": _promise_url(project)}
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
    """Return what is in force, what is open now, and what is being prepared."""
    promises = promises_in_force(region)
    phases = ProjectPhase.objects.filter(project=OuterRef("pk"), state=PhaseState.CURRENT).order_by("number")
    in_force = DraftVersion.objects.filter(promise__project=OuterRef("pk"), state=VersionState.DECIDED)
    rows = (
        _public_projects()
        .filter(~Exists(in_force), state=ProjectState.ACTIVE)
        .annotate(phase_id=Subquery(phases.values("pk")[:1]))
    )
    current = ProjectPhase.objects.in_bulk([row.phase_id for row in rows if row.phase_id])
    return RegionHome(
        wheel=region_wheel(promises),
        wheel_of=promises[0] if promises else None,
        promises=promises,
        open_now=_open_now(),
        projects=[
            {
                "title": row.title,
                "years": _years(row),
                "phase": current[row.phase_id].title if row.phase_id else "",
                "number": current[row.phase_id].number if row.phase_id else 0,
                "url": reverse("public_project", args=[region.slug, row.slug]),
            }
            for row in rows
        ],
    )


def _public_projects() -> QuerySet[Project]:
    return Project.objects.filter(is_public=True)


def _years(project: Project) -> str:
    return f"{project.period_from}–{project.period_to}"


def _decided_versions() -> QuerySet[DraftVersion]:
    """Return the versions in force of public projects in scope, the newest first, without their snapshots."""
    versions = DraftVersion.objects.filter(state=VersionState.DECIDED, promise__project__is_public=True)
    return versions.select_related("promise__project__region").defer("snapshot").order_by("-published_at")


def _promise_url(project: Project) -> str:
    return reverse("monitoring:promise", args=_place(project))


def region_wheel(promises: list[PromiseRow]) -> SafeString:
    """Return the wheel that stands first in a region: how its newest promise holds, or the handbook's."""
    drawn = promise_wheel(promises[0].project, page_language()) if promises else None
    return drawn or handbook_wheel()


def handbook_wheel() -> SafeString:
    """Return the wheel that every promise begins with, in the language of the page."""
    return draw_wheel(template_wheel(page_language()))


def promises_in_force(region: Region) -> list[PromiseRow]:
    """Return the promises that the council has decided on, with how many of their statements hold; those that are
    followed up first.
    """
    rows = sorted(_decided_versions(), key=lambda row: row.promise.project.state != ProjectState.ACTIVE)
    counts = _status_counts([row.promise_id for row in rows])
    return [
        PromiseRow(
            title=row.promise.project.title,
            years=_years(row.promise.project),
            url=_promise_url(row.promise.project),
            project=row.promise.project,
            counts=[
                {"status": status.value, "number": counts[row.promise_id][status.value]}
                for status in Status
                if counts.get(row.promise_id, Counter())[status.value]
            ],
            is_followed=row.promise.project.state == ProjectState.ACTIVE,
        )
        for row in rows
    ]


def _status_counts(promise_ids: list[int]) -> dict[int, Counter[str]]:
    latest = StatementStatus.objects.filter(statement=OuterRef("statement")).order_by("-pk").values("pk")[:1]
    rows = StatementStatus.objects.filter(statement__promise__in=promise_ids, pk=Subquery(latest))
    counts: dict[int, Counter[str]] = {}
    for promise_id, status in rows.values_list("statement__promise_id", "status"):
        counts.setdefault(promise_id, Counter())[status] += 1
    return counts


def ways_to_take_part(region: Region) -> TakePart:
    """Return what is open now, what opens later, and where feedback is always welcome."""
    page = TakePart()
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


def _open_now() -> list[OpenThing]:
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
            kind=_("Survey"),
            title=row.title,
            url=reverse("participation:survey", args=[*_place(row.project), row.pk]),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            action=_("Answer the survey"),
        )
        for row in rows.select_related("project__region")
    ]


def public_project_page(project: Project) -> dict[str, Any]:
    """Return a project's phases, what everybody can read of it, and what happened last (without names)."""
    region = project.region
    pages = [
        {"label": label, "url": url}
        for source in registry.public_pages.values()
        for label, url in source(project)
    ]
    return {
        "phases": public_rail(project),
        "pages": pages,
        "events": _public_events(project),
        "years": _years(project),
        "region": region,
    }


def _public_events(project: Project) -> list[dict[str, Any]]:
    """Return what happened last, newest first: what is told alike in a row is one line, with how many there were."""
    rows = ProjectEvent.objects.filter(project=project, kind__in=PUBLIC_EVENTS).order_by("-pk")
    told = groupby(rows[:RECENT_EVENTS], key=lambda row: event_sentence(row.kind, row.data))
    lines = [(text, list(alike)) for text, alike in told]
    return [
        {
            "when": short_day(alike[0].at),
            "datetime": alike[0].at.isoformat(),
            "text": text,
            "more": more_words(len(alike) - 1),
        }
        for text, alike in lines[:LATEST_EVENTS]
    ]


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
        projects[phase.project_id] = {
            "title": phase.project.title,
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
