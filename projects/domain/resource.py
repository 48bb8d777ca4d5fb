"""Verbs of a project's resources: people, time and money (Handbook p. 14, 16)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from projects.domain.ledger import record_event
from projects.domain.rows import require_active
from projects.models import Project, ProjectResource
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, delete_row, update_row


def _record(kind: str, row: ProjectResource, actor: User | None) -> None:
    record_event(
        region=row.region,
        kind=kind,
        project=row.project,
        actor=actor,
        subject=f"resource:{row.pk}",
        data={"kind": str(row.kind), "amount": str(row.amount)},
        words={"label": row.label},
    )


def _check(amount: Decimal) -> None:
    if amount <= 0:
        raise DomainError(_("Write an amount above zero."), field="amount")


@transaction.atomic
def add_resource(
    *, project: Project, actor: User | None, kind: str, label: str, amount: Decimal
) -> ProjectResource:
    """Record what the project is given; `amount` in the unit of `kind` (ResourceKind). Raises DomainError."""
    _check(amount)
    row = ProjectResource(region=project.region, project=project, kind=kind, label=label, amount=amount)
    create_row(row, actor=actor)
    _record("resource.added", row, actor)
    return row


@transaction.atomic
def update_resource(
    *, resource: ProjectResource, actor: User | None, expected: int, changes: Mapping[str, Any]
) -> ProjectResource:
    """Save a changed resource. Raises DomainError or EditConflict."""
    require_active(resource.project)
    _check(changes.get("amount", resource.amount))
    if update_row(resource, changes, expected=expected, actor=actor):
        _record("resource.changed", resource, actor)
    return resource


@transaction.atomic
def remove_resource(*, resource: ProjectResource, actor: User | None) -> None:
    """Take a resource off the list; its history stays."""
    _record("resource.removed", resource, actor)
    delete_row(resource, actor=actor)
