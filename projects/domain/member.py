"""Verbs of a project's groups: add a member, change the role, let the person go."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import leaver
from projects.domain.ledger import erase_event_words, record_event
from projects.domain.rows import require_active
from projects.models import Project, ProjectMember
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, update_row


def _record(kind: str, member: ProjectMember, actor: User | None) -> None:
    record_event(
        region=member.region,
        kind=kind,
        project=member.project,
        actor=actor,
        subject=f"member:{member.pk}",
        data={"group": str(member.group)},
        words={"name": str(member), "duty": member.duty},
        is_public=False,
    )


def _check_name(user: User | None, name: str) -> None:
    if user is None and not name.strip():
        raise DomainError(_("Choose a person or write a name."), field="name")


def _check_one(user: User | None, name: str) -> None:
    if user is not None and name.strip():
        raise DomainError(_("Either choose a person or write a name, not both."), field="name")


def _check_new(project: Project, group: str, name: str) -> None:
    """Refuse a name that stands in the group already."""
    names = ProjectMember.objects.filter(project=project, group=group, user=None, is_active=True)
    if names.filter(name__iexact=name).exists():
        raise DomainError(_("Somebody of that name is in the group already."), field="name")


def _check_role(project: Project, user: User | None) -> None:
    if user is not None and not user.roles_in(project.region_id):
        raise DomainError(_("Choose somebody who has a role in the region."), field="user")


@transaction.atomic
def add_member(
    *,
    project: Project,
    actor: User | None,
    group: str,
    user: User | None = None,
    name: str = "",
    duty: str = "",
) -> ProjectMember:
    """Put a person into one of the project's groups (Handbook p. 14): an account of the region, or a name.

    Somebody who was let go from the group comes back to the same row. Raises DomainError.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    _check_name(user, name)
    _check_one(user, name)
    _check_role(project, user)
    name = "" if user else name.strip()
    if user is None:
        _check_new(project, group, name)
    row = ProjectMember.objects.filter(project=project, group=group, user=user).first() if user else None
    if row and row.is_active:
        raise DomainError(_("The person is in the group already."), field="user")
    if row:
        update_row(row, {"is_active": True, "duty": duty}, expected=row.version, actor=actor)
    else:
        row = ProjectMember(
            region=project.region, project=project, group=group, user=user, name=name, duty=duty
        )
        create_row(row, actor=actor)
    _record("member.added", row, actor)
    return row


@transaction.atomic
def update_member(
    *, member: ProjectMember, actor: User | None, expected: int, changes: Mapping[str, Any]
) -> ProjectMember:
    """Save what a member does in the group, or the name of somebody without an account.

    Somebody whose role in the region has ended stands in the group as before, until let go. Raises DomainError or
    EditConflict.
    """
    require_active(member.project)
    _check_name(member.user, changes.get("name", member.name))
    if update_row(member, changes, expected=expected, actor=actor):
        _record("member.changed", member, actor)
    return member


@transaction.atomic
def deactivate_member(*, member: ProjectMember, actor: User | None) -> ProjectMember:
    """Let a person go from a group; who was in it stays on record."""
    require_active(member.project)
    if update_row(member, {"is_active": False}, expected=member.version, actor=actor):
        _record("member.left", member, actor)
    return member


def erase_member_words(email: str) -> int:
    """Take the name of somebody who has left out of the ledger's words, in the scope at hand; returns how many."""
    user = leaver(email)
    rows = ProjectMember.objects.filter(user=user) if user else ProjectMember.objects.none()
    return sum(erase_event_words(subject=f"member:{pk}") for pk in rows.values_list("pk", flat=True))
