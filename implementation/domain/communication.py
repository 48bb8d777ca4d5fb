"""Verbs of the communication plan: write a line, mark it done, take it away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from implementation.models import Communication
from projects.domain.ledger import record_event
from projects.handbook import load_handbook
from projects.models import Project
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.rows import create_row, delete_row

FIELDS = ("channel", "audience", "message", "day", "responsible", "is_done")


def plan_communication(*, project: Project, actor: User, values: Mapping[str, Any]) -> Communication:
    """Add a line to the communication plan (Handbook p. 29-30).

    `values`: channel (key of one of the handbook's eight), audience (Audience), message, day, responsible, is_done.
    Raises DomainError for an unknown channel or one that does not reach that audience.
    """
    with transaction.atomic():
        row = Communication(region=project.region, project=project)
        _fill(row, values)
        create_row(row, actor=actor)
        _record(row, actor, "communication.planned")
    return row


def edit_communication(
    *, communication: Communication, expected: int, actor: User, values: Mapping[str, Any]
) -> Communication:
    """Change a line that was opened at version `expected`; `values` as in plan_communication.

    Raises EditConflict when somebody saved meanwhile, DomainError as plan_communication does.
    """
    with transaction.atomic():
        _fill(communication, values)
        save_versioned(communication, expected=expected, actor=actor)
        _record(communication, actor, "communication.changed")
    return communication


def remove_communication(*, communication: Communication, actor: User) -> None:
    """Take a line out of the plan; its history stays."""
    with transaction.atomic():
        _record(communication, actor, "communication.removed")
        delete_row(communication, actor=actor)


def _fill(row: Communication, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    reach = {channel.key: channel.audience.value for channel in load_handbook().communication_channels}
    if row.channel not in reach:
        raise DomainError(_("Choose one of the channels in the list."), field="channel")
    if reach[row.channel] not in ("both", row.audience):
        raise DomainError(
            _("This channel does not reach them. Choose another channel or other readers."), field="audience"
        )


def _record(row: Communication, actor: User, kind: str) -> None:
    record_event(
        region=row.region,
        kind=kind,
        project=row.project,
        actor=actor,
        subject=f"communication:{row.pk}",
        data={"channel": row.channel, "audience": row.audience, "day": row.day.isoformat()},
        is_public=False,
    )
