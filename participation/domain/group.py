"""Verbs of stakeholder groups: copy the starting list, add an own one, decide its place, remove."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from accounts.enums import LanguageStatus
from accounts.models import Region, User
from participation.enums import Relevance
from participation.models import StakeholderGroup
from projects.domain.ledger import record_event
from projects.domain.rows import require_active, require_same_project
from projects.handbook import load_handbook
from projects.models import Project
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import column_names, columns_of
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import create_row, delete_row, need_each, update_row

BODIES_AFTER = "councils"


@dataclass(frozen=True)
class GroupPlace:
    """Where a group stands: `relevance` of Relevance, `expected` people, and the version it was opened at.

    `reasons` are the columns of the reason (`reason_sv` …; one is enough).
    """

    group: StakeholderGroup
    expected_version: int
    relevance: str
    reasons: Mapping[str, str]
    expected: int


@transaction.atomic
def copy_groups(*, project: Project) -> int:
    """Give a project its own copy of the handbook's thirteen groups and of the statutory influence bodies (p. 14).

    The language committees are added where the law knows them: in a bilingual region, in the Sámi homeland (611/2021).
    A project that has groups already keeps them. Returns how many were copied.
    """
    if StakeholderGroup.objects.filter(project=project).exists():
        return 0
    rows: list[StakeholderGroup] = []
    for group in load_handbook().stakeholder_groups:
        rows.append(
            _copy(
                project,
                group.key,
                group.name.as_dict(),
                is_early=group.early,
                is_influence_body=group.influence_body,
                is_language_minority=group.language_minority,
            )
        )
        if group.key == BODIES_AFTER:
            rows += [
                _copy(project, body.key, body.name.as_dict(), is_influence_body=True)
                for body in load_handbook().influence_bodies
                if _is_known_to(project.region, body.scope)
            ]
    for order, row in enumerate(rows, start=1):
        row.order = order
    bulk_create_with_history(rows, StakeholderGroup)
    return len(rows)


def _copy(project: Project, key: str, names: Mapping[str, str], **marks: bool) -> StakeholderGroup:
    words = {f"name_{language}": name for language, name in names.items()}
    return StakeholderGroup(region=project.region, project=project, key=key, **words, **marks)


def _is_known_to(region: Region, scope: str) -> bool:
    return {
        "all": True,
        "bilingual": region.language_status == LanguageStatus.BILINGUAL,
        "sami_homeland": region.sami_rights,
    }[scope]


@transaction.atomic
def add_group(*, project: Project, values: Mapping[str, Any], actor: User | None) -> StakeholderGroup:
    """Add a group of the region's own to a project (Handbook p. 14).

    `values` are fields of StakeholderGroup (`name_sv`, `relevance`, `reason_sv`, `expected`, `is_early`, …); a name is
    needed in each language of the region. Raises DomainError at the form's field.
    """
    _check_names(project, values)
    last = project.stakeholder_groups.order_by("-order").values_list("order", flat=True).first() or 0
    row = StakeholderGroup(region=project.region, project=project, order=last + 1, **values)
    _check_reason(row, {})
    create_row(row, actor=actor)
    _record("group.added", row, actor)
    return row


@transaction.atomic
def change_group(
    *, group: StakeholderGroup, values: Mapping[str, Any], expected: int, actor: User | None
) -> StakeholderGroup:
    """Change a group's names, marks or place, opened at version `expected`. Raises DomainError or EditConflict."""
    require_active(group.project)
    _check_names(group.project, values)
    _check_reason(group, values)
    if update_row(group, values, expected=expected, actor=actor):
        _record("group.changed", group, actor)
    return group


@transaction.atomic
def place_groups(*, project: Project, places: Sequence[GroupPlace], actor: User | None) -> int:
    """Decide the place of several groups at once; returns how many changed.

    A group that is not relevant needs a reason, in one language at least (p. 14). Raises DomainError, or EditConflict
    with the first row that somebody else saved meanwhile; then nothing is written.
    """
    require_active(project)
    require_same_project(project, *(place.group for place in places))
    changed = 0
    for place in places:
        reasons = {name: words or None for name, words in place.reasons.items()}
        values = {**reasons, "relevance": place.relevance, "expected": place.expected}
        _check_reason(place.group, values)
        if update_row(place.group, values, expected=place.expected_version, actor=actor):
            _record("group.changed", place.group, actor)
            changed += 1
    return changed


@transaction.atomic
def remove_group(*, group: StakeholderGroup, actor: User | None) -> None:
    """Remove an own group that nobody has planned for or heard yet.

    Raises DomainError for a group of the handbook, which is marked as not relevant instead, and for one in use.
    """
    require_removable(group)
    _record("group.removed", group, actor)
    delete_row(group, actor=actor)


def require_removable(group: StakeholderGroup) -> None:
    """Raise DomainError for a group of the handbook and for one in use; at most five queries."""
    if group.key:
        raise DomainError(
            _("A group of the handbook stays on the list. Mark it as not relevant, with a reason.")
        )
    used = (group.methods, group.attendances, group.contributions, group.surveys, group.invitations)
    if any(rows.exists() for rows in used):
        raise DomainError(
            _("This group has been planned for or heard. Mark it as not relevant, with a reason.")
        )


def _check_names(project: Project, values: Mapping[str, Any]) -> None:
    fields = [f"name_{language}" for language in project.region.languages]
    need_each({field: values[field] for field in fields if field in values}, _("Write the name."))


def _check_reason(group: StakeholderGroup, changes: Mapping[str, Any]) -> None:
    """Ask for the reason of a group that is not relevant once `changes` are made."""
    if changes.get("relevance", group.relevance) != Relevance.NOT_RELEVANT:
        return
    columns = column_names("reason", INTERFACE)
    if not any((changes.get(name, getattr(group, name)) or "").strip() for name in columns):
        raise DomainError(
            _("Say in a few words why this group is not relevant here."),
            field=f"reason_{group.region.languages[0]}",
        )


def _record(kind: str, group: StakeholderGroup, actor: User | None) -> None:
    record_event(
        region=group.region,
        project=group.project,
        kind=kind,
        actor=actor,
        subject=f"group:{group.pk}",
        data={"relevance": str(group.relevance), "expected": group.expected},
        words={
            "name": group.name,
            "names": dict(columns_of(group, "name")),
            "reason": group.reason or "",
            "reasons": dict(columns_of(group, "reason")),
        },
        # Whom an event invites is read on public pages.
        is_public=group.pk is not None and group.invitations.exists(),
    )
