"""Verbs of going through what came in: link an input to the wording that changed because of it (handbook p. 25)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from drafting.models import DraftVersion, WordingChange
from drafting.queries.analysis import versions_after
from drafting.queries.part import read_part
from participation.domain.contribution import lock_contribution
from participation.models import Contribution
from projects.domain.ledger import record_event
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import require_same_region


@transaction.atomic
def link_change(
    *, contribution: Contribution, version: DraftVersion, part: str, actor: User
) -> WordingChange:
    """Record that `contribution` led to the wording of `part` ("<perspective>/<viewpoint>" or a lineage) in `version`.

    Doing it twice returns the first link. Raises DomainError when the version has no such part, is of another project,
    or is no later than the one that the contribution was said on.
    """
    require_same_region(contribution, version)
    row = lock_contribution(contribution_id=contribution.pk)
    if version.promise.project_id != row.project_id:
        raise DomainError(_("This version belongs to another project."), field="version")
    if not versions_after(row).filter(pk=version.pk).exists():
        raise DomainError(
            _("This was said on that version or on a later one. Choose a version that came after."),
            field="version",
        )
    found = read_part(text=part, snapshot=version.snapshot)
    if found is None or not found.perspective:
        raise DomainError(_("This version has no such part. Choose another."), field="part")
    # A statement is named by its lineage alone, as versions trace it; a goal by its place.
    place = {"perspective": found.perspective, "viewpoint": found.viewpoint, "lineage": found.lineage}
    known = WordingChange.objects.filter(contribution=row, version=version, lineage=found.lineage)
    if found.lineage is None:
        known = known.filter(perspective=found.perspective, viewpoint=found.viewpoint)
    if existing := known.first():
        return existing
    change = WordingChange.objects.create(
        region=row.region, version=version, contribution=row, made_by=actor, made_at=clock.now(), **place
    )
    record_event(
        region=row.region,
        project=row.project,
        kind="contribution.led_to_change",
        actor=actor,
        subject=f"contribution:{row.pk}",
        data={"version": version.number, "part": found.key},
    )
    return change


@transaction.atomic
def unlink_change(*, change: WordingChange, actor: User) -> None:
    """Take back a link made by mistake; the ledger keeps that it stood."""
    row = lock_contribution(contribution_id=change.contribution_id)
    record_event(
        region=row.region,
        project=row.project,
        kind="contribution.change_unlinked",
        actor=actor,
        subject=f"contribution:{row.pk}",
        data={"version": change.version.number},
    )
    change.delete()
