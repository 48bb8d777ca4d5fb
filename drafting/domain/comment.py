"""Verbs of comments on a published version: add one, and keep count of each part as they are shown and answered.

Changing, withdrawing and erasing one are verbs of the contribution that holds its words (`participation.domain`).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from drafting.enums import VersionState
from drafting.models import Comment, Consultation, DraftVersion, TargetCount
from drafting.queries.part import Part, part_of_comment, read_part
from participation.domain.contribution import Sender, keep_once, store_contribution
from participation.enums import SHOWN, Channel
from participation.models import Contribution
from servicelofte.common.errors import PeriodClosed
from servicelofte.common.registry import VoiceChange

COMMENTED = (VersionState.PUBLISHED, VersionState.SUPERSEDED)
CLOSED = _("The time for comments is over. Your text is kept below, so that you can copy it.")


def add_comment(
    *,
    region: Region,
    project: str,
    version: int,
    part: str,
    language: str,
    words: str,
    nonce: str,
    **sender: Unpack[Sender],
) -> Contribution:
    """Keep a comment on a part ("whole", "<perspective>/<viewpoint>" or a lineage) of a version (its id).

    `project` is its address word, `language` that of the words. Whether the period is open is decided inside the
    transaction that locks the consultation, which goes on when a newer version comes. A replay of `nonce` returns the
    same contribution; an unknown part counts as the whole. Raises PeriodClosed, DomainError without words,
    Consultation.DoesNotExist. Handbook p. 24.
    """

    def keep() -> Contribution:
        """Keep the words, and what they are about."""
        row = _open_consultation(project, version)
        found = read_part(text=part, snapshot=row.read) or Part()
        contribution = store_contribution(
            region=region,
            project=row.draft.promise.project,
            channel=Channel.COMMENT,
            language=language,
            words=words,
            nonce=nonce,
            moderates_first=row.moderates_first,
            codes=[(found.perspective, found.viewpoint)] if found.perspective else [],
            **sender,
        )
        _attach(contribution, row, version, found)
        return contribution

    return keep_once(region=region, nonce=nonce, keep=keep)


def _open_consultation(project: str, version: int) -> Any:
    """Lock the consultation over the version's promise, with the version's snapshot as `read`, in one statement."""
    rows = (
        Consultation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("draft__promise__project")
        .defer("draft__snapshot")
        .filter(
            draft__promise__project__slug=project,
            draft__promise__project__is_public=True,
            draft__promise__versions=version,
            draft__promise__versions__state__in=COMMENTED,
        )
        .annotate(read=F("draft__promise__versions__snapshot"))
        .order_by("-pk")
    )
    row = rows.first()
    if row is None or not row.is_open():
        # A statement that waited while a newer version was published still joins the version before, and does not find
        # the consultation that went on to the newer one; the next statement does.
        row = rows.first()
    if row is None:
        raise Consultation.DoesNotExist
    if not row.is_open():
        raise PeriodClosed(CLOSED)
    return row


def _attach(contribution: Contribution, consultation: Consultation, version: int, part: Part) -> None:
    Comment.objects.create(
        region=contribution.region,
        contribution=contribution,
        consultation=consultation,
        draft_id=version,
        target=part.target,
        perspective=part.perspective,
        viewpoint=part.viewpoint,
        lineage=part.lineage,
    )
    if contribution.moderation in SHOWN:
        _add(contribution.region_id, version, part.key, shown=1, answered=0)


def check_comment_open(contribution_id: int) -> None:
    """Raise PeriodClosed when a comment's period is over; locks the consultation in the caller's transaction."""
    row = (
        Consultation.objects.select_for_update(of=("self",), no_key=True)
        .filter(comments__contribution=contribution_id)
        .first()
    )
    if row is None or not row.is_open():
        raise PeriodClosed(
            _(
                "The time for comments is over, so the words can no longer be changed. You can still withdraw them."
            )
        )


def count_changes(changes: Sequence[VoiceChange]) -> None:
    """Keep the counts of the parts whose comments were shown, hidden or answered; in the transaction of the change."""
    rows = {
        row.contribution_id: row
        for row in Comment.objects.filter(contribution__in=[change.contribution for change in changes])
    }
    sums: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for change in changes:
        comment = rows.get(change.contribution)
        if comment is None:
            continue
        delta = sums[comment.draft_id, part_of_comment(comment).key]
        delta["shown"] += change.after[0] - change.before[0]
        delta["answered"] += change.after[1] - change.before[1]
    region_id = next((row.region_id for row in rows.values()), 0)
    for (draft, part), delta in sorted(sums.items()):
        _add(region_id, draft, part, shown=delta["shown"], answered=delta["answered"])


def _add(region_id: int, draft: int, part: str, *, shown: int, answered: int) -> None:
    if not shown and not answered:
        return
    rows = TargetCount.objects.filter(draft=draft, part=part)
    change = {"shown": F("shown") + shown, "answered": F("answered") + answered}
    if not rows.update(**change):
        empty = TargetCount(region_id=region_id, draft_id=draft, part=part)
        TargetCount.objects.bulk_create([empty], ignore_conflicts=True)
        rows.update(**change)


@transaction.atomic
def recount(*, draft: DraftVersion) -> dict[str, tuple[int, int]]:
    """Count a version's comments anew from the rows; returns {part: (shown, answered)} as then kept.

    The counts are locked first, so that what is added meanwhile is added to the figures found here.
    """
    kept = {
        row.part: row
        for row in TargetCount.objects.select_for_update(no_key=True).filter(draft=draft).order_by("part")
    }
    counts = _counted(draft)
    for part in sorted({*kept, *counts}):
        shown, answered = counts.get(part, (0, 0))
        TargetCount.objects.update_or_create(
            draft=draft,
            part=part,
            defaults={"shown": shown, "answered": answered},
            create_defaults={"region": draft.region, "shown": shown, "answered": answered},
        )
    return {part: figures for part, figures in counts.items() if any(figures)}


def _counted(draft: DraftVersion) -> dict[str, tuple[int, int]]:
    shown = Q(contribution__moderation__in=SHOWN)
    answered = shown & Q(contribution__response__published_at__isnull=False)
    groups = (
        Comment.objects.filter(draft=draft)
        .order_by()
        .values("target", "perspective", "viewpoint", "lineage")
        .annotate(shown=Count("pk", filter=shown), answered=Count("pk", filter=answered))
    )
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for group in groups:
        key = Part(group["target"], group["perspective"], group["viewpoint"], group["lineage"]).key
        before = counts[key]
        counts[key] = before[0] + group["shown"], before[1] + group["answered"]
    return dict(counts)
