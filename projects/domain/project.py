"""Verbs of a project: start, update, close, open again."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from accounts.models import Region, User
from projects import handbook
from projects.domain.ledger import record_event
from projects.domain.member import add_member
from projects.domain.promise import make_places
from projects.domain.rows import require_active
from projects.enums import PhaseState, ProjectGroup, ProjectState
from projects.models import GuideItem, Project, ProjectPhase, ServicePromise
from projects.queries.closing import CLOSED_EVENT, still_open
from servicelofte.common import registry
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import create_row, need, need_each, update_row

# Words that the public addresses of a region use themselves.
RESERVED_SLUGS = {
    "about",
    "draft",
    "decision",
    "feedback",
    "follow-up",
    "followup",
    "promise",
    "survey",
    "take-part",
    "thread",
}
LONGEST_SLUG = 72
LAST_BEFORE_FIRST = gettext_lazy("The last year cannot be before the first one.")


@transaction.atomic
def start_project(
    *,
    region: Region,
    actor: User | None,
    titles: Mapping[str, str],
    period_from: int,
    period_to: int,
    starts_on: date,
    **values: Any,
) -> Project:
    """Start a project with its own copy of the handbook, and an empty promise (Handbook p. 10, 14, 41).

    `titles` maps languages ("sv", "fi", "en") to titles: all of the region's languages are needed. `period_from` and
    `period_to` are years; `values` are further fields of Project (`purpose_sv`, `owner`, `is_public`, …). What later
    phases copy for themselves is started through `registry.project_starters`. Whoever starts it, and has a role in the
    region, is the first member of its project group.
    Raises DomainError with the name of the form's field.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    _check_titles(region, titles)
    _check_period(period_from, period_to)
    _check_openness(values.get("is_public", True), values.get("closed_reason", ""))
    words = {f"title_{language}": titles.get(language, "").strip() for language in INTERFACE}
    values |= {"period_from": period_from, "period_to": period_to, "starts_on": starts_on}
    slug = _free_slug(titles[region.languages[0]])
    project = create_row(Project(region=region, slug=slug, **words, **values), actor=actor)
    _fill(project, actor)
    record_event(
        region=region,
        kind="project.started",
        project=project,
        actor=actor,
        subject=f"project:{project.pk}",
        data={"from": period_from, "to": period_to},
        words={"title": words},
    )
    if actor and actor.roles_in(region.pk):
        add_member(project=project, actor=actor, group=ProjectGroup.PROJECT, user=actor)
    return project


def _fill(project: Project, actor: User | None) -> None:
    _copy_guide(_copy_phases(project, actor), actor)
    make_places(promise=create_row(ServicePromise(region=project.region, project=project), actor=actor))
    for starter in registry.project_starters.values():
        starter(project.pk)


def _check_titles(region: Region, titles: Mapping[str, str]) -> None:
    need_each({f"title_{code}": titles.get(code) for code in region.languages}, _("Write the title."))


def _check_period(period_from: int, period_to: int) -> None:
    if period_to < period_from:
        raise DomainError(str(LAST_BEFORE_FIRST), field="period_to")


def _check_openness(is_public: bool, closed_reason: str) -> None:
    if not is_public:
        need(
            closed_reason,
            _("Write why the preparation is not open to everybody. The reason is kept with the project."),
            field="closed_reason",
        )


def _free_slug(title: str) -> str:
    stem = slugify(title)[:LONGEST_SLUG].strip("-") or "project"
    taken = {*RESERVED_SLUGS, *Project.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _in_languages(name: str, text: handbook.Localised) -> dict[str, str]:
    return {f"{name}_{language}": words for language, words in text.as_dict().items()}


def _copy_phases(project: Project, actor: User | None) -> list[ProjectPhase]:
    rows = [
        ProjectPhase(
            region=project.region,
            project=project,
            key=phase.key.value,
            number=phase.number,
            state=PhaseState.CURRENT if phase.number == 1 else PhaseState.WAITING,
            starts_on=project.starts_on if phase.number == 1 else None,
            **_in_languages("title", phase.title),
            **_in_languages("short", phase.short),
            **_in_languages("purpose", phase.purpose),
        )
        for phase in handbook.load_handbook().phases
    ]
    return bulk_create_with_history(rows, ProjectPhase, default_user=actor)


def _copy_guide(phases: list[ProjectPhase], actor: User | None) -> None:
    rows = [row for phase in phases for row in _guide_rows(phase)]
    bulk_create_with_history(rows, GuideItem, batch_size=100, default_user=actor)


def _guide_rows(phase: ProjectPhase) -> Iterator[GuideItem]:
    book = handbook.load_handbook().phase(phase.key)
    steps = {item.key: step for step in book.steps for item in step.items}
    for order, item in enumerate(book.all_items(), start=1):
        step = steps.get(item.key)
        yield GuideItem(
            region=phase.region,
            phase=phase,
            key=item.key,
            step_key=step.key if step else "",
            kind=item.kind.value,
            place=item.place.value,
            strength=item.strength.value,
            pages=", ".join(str(page) for page in item.pages),
            order=order * 10,
            **_in_languages("text", item.text),
            **(_in_languages("help", item.help) if item.help else {}),
            **(_in_languages("step_title", step.title) if step else {}),
        )


@transaction.atomic
def update_project(
    *, project: Project, actor: User | None, expected: int, changes: Mapping[str, Any], reason: str = ""
) -> Project:
    """Save changed fields of a project that was opened at version `expected`.

    `changes` maps field names (`title_sv`, `is_public`, …) to values. Closing the preparation needs `closed_reason`,
    which is emptied when it is opened again. Raises DomainError, also for a title that is emptied in a language of the
    region, or EditConflict.
    """
    require_active(project)
    merged = dict(changes)
    is_public = merged.get("is_public", project.is_public)
    _check_openness(is_public, merged.get("closed_reason", project.closed_reason))
    if is_public:
        merged["closed_reason"] = ""
    titles = {code: merged.get(f"title_{code}", getattr(project, f"title_{code}")) for code in INTERFACE}
    _check_titles(project.region, titles)
    _check_period(merged.get("period_from", project.period_from), merged.get("period_to", project.period_to))
    changed = update_row(project, merged, expected=expected, actor=actor, reason=reason)
    if changed:
        kind = "project.updated"
        if "is_public" in changed:
            kind = "project.opened" if is_public else "project.hidden"
        record_event(
            region=project.region,
            kind=kind,
            project=project,
            actor=actor,
            subject=f"project:{project.pk}",
            data={"fields": changed},
            words={"reason": reason or merged["closed_reason"]} if reason or not is_public else None,
        )
    return project


@transaction.atomic
def close_project(*, project: Project, actor: User | None, reason: str) -> Project:
    """Close a project: it stays readable and is no longer worked on.

    Raises DomainError without a reason, and while something is still open to others (`registry.still_open`).
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    require_active(project)
    reason = need(reason, _("Write why the project is closed."), field="reason")
    if still_open(project):
        raise DomainError(
            _("Something is still open to others. See to it first: the list says what and where.")
        )
    return _set_state(project, ProjectState.CLOSED, CLOSED_EVENT, actor, reason)


@transaction.atomic
def reopen_project(*, project: Project, actor: User | None, reason: str) -> Project:
    """Take up the work on a closed project again. Raises DomainError without a reason."""
    if project.state != ProjectState.CLOSED:
        raise IllegalTransition(_("The project is open already."))
    reason = need(reason, _("Write why the project is taken up again."), field="reason")
    return _set_state(project, ProjectState.ACTIVE, "project.reopened", actor, reason)


def _set_state(project: Project, state: str, kind: str, actor: User | None, reason: str) -> Project:
    update_row(project, {"state": state}, expected=project.version, actor=actor, reason=reason)
    record_event(
        region=project.region,
        kind=kind,
        project=project,
        actor=actor,
        subject=f"project:{project.pk}",
        words={"reason": reason},
    )
    return project
