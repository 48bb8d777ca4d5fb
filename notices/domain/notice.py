"""Notices in the workspace: the result of long work arrives as one."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Region, User
from accounts.queries import leaver
from notices.models import Notice
from servicelofte.common import clock


def give_notice(
    *, region: Region, user: User, kind: str, context: Mapping[str, Any] | None = None, url: str = ""
) -> Notice:
    """Put a line before a person; `kind` names the template `notices/lines/<kind>.html`, `url` where it leads."""
    return Notice.objects.create(region=region, user=user, kind=kind, context=dict(context or {}), url=url)


def mark_notices_read(*, user: User) -> int:
    """Mark a person's notices in the region in scope as read; returns how many were new."""
    return Notice.objects.filter(user=user, read_at=None).update(read_at=clock.now())


def erase_notices(email: str) -> int:
    """Delete the lines before somebody who has left, in the scope at hand; returns how many."""
    user = leaver(email)
    return Notice.objects.filter(user=user).delete()[0] if user else 0
