"""Pages of a list by key: however long the list, a page costs the same, and nothing is shown twice or left out when
rows come meanwhile.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

T = TypeVar("T", bound=Model)


def newest_page(rows: QuerySet[T], *, size: int, before: int | None = None) -> tuple[list[T], int | None]:
    """Return at most `size` rows, newest first, of those below the key `before` (None: from the newest on); one query.

    The second value is the key that the next page begins below, None where there is no further row.
    """
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None
