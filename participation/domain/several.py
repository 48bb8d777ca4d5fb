"""What acts on several contributions at once shares: which of them still are as they were read, and what came of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from participation.models import Contribution
from projects.models import Project

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Several:
    """What came of acting on several at once: ids that were done, and ids that somebody changed meanwhile."""

    done: tuple[int, ...]
    left: tuple[int, ...]

    @classmethod
    def of(cls, asked: Iterable[int], *, done: Collection[int]) -> Self:
        """Return what came of the ids `asked`, of which those in `done` were done."""
        return cls(done=tuple(done), left=tuple(pk for pk in asked if pk not in set(done)))


def as_opened(*, project: Project, opened: Mapping[int, int]) -> dict[int, Contribution]:
    """Lock the first hundred contributions of `opened`, {id: version read}; return {id: row} of those still as read."""
    rows = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("region", "project")
        .filter(project=project, pk__in=list(opened)[:MOST_AT_ONCE])
        .order_by("pk")
    )
    return {row.pk: row for row in rows if row.version == opened[row.pk]}
