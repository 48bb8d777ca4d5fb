"""What everybody sees of contributions, and who is told when that changes."""

from collections import defaultdict
from collections.abc import Iterable

from participation.enums import SHOWN
from participation.models import Contribution, Response
from servicelofte.common import registry
from servicelofte.common.registry import VoiceChange

Sight = tuple[bool, bool]


def sights_of(rows: Iterable[Contribution]) -> dict[int, Sight]:
    """Return {id: (shown, answered)} of contributions as they stand; answered means shown with a published answer."""
    rows = list(rows)
    answered = set(
        Response.objects.filter(contribution__in=rows, published_at__isnull=False).values_list(
            "contribution_id", flat=True
        )
    )
    return {row.pk: (row.moderation in SHOWN, row.moderation in SHOWN and row.pk in answered) for row in rows}


def tell_homes(*, rows: Iterable[Contribution], before: dict[int, Sight]) -> None:
    """Tell the apps that hold these contributions what changed since `before`; in the transaction of the change."""
    rows = list(rows)
    after = sights_of(rows)
    by_channel: dict[str, list[VoiceChange]] = defaultdict(list)
    for row in rows:
        if after[row.pk] != before[row.pk]:
            by_channel[row.channel].append(VoiceChange(row.pk, before[row.pk], after[row.pk]))
    for channel, changes in by_channel.items():
        home = registry.voice_homes.get(channel)
        if home:
            home.changed(changes)
