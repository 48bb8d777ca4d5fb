"""What phase 4 would leave undone if its project were closed now: one line a thing, whatever its number."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from decisions.enums import OPEN_STATES, PackageState
from decisions.queries.gate import newest_packages
from projects.enums import StatementState
from projects.models import Statement
from servicelofte.common.registry import LeftUndone
from servicelofte.common.tenancy import region_url


def left_undone(project_id: int) -> Iterator[LeftUndone]:
    """Yield how many promises the council has not decided on and how many of its decisions nobody can read; two
    queries. A rejected promise is decided on; of one that nothing is promised in yet there is nothing to decide.
    """
    url = region_url("decisions:package", project_id)
    rows = list(newest_packages(project_id))
    decided = [row.promise_id for row in rows if row.state not in OPEN_STATES]
    written = Statement.objects.filter(promise__project=project_id, state=StatementState.ACTIVE)
    if waiting := written.exclude(promise__in=decided).values("promise").distinct().count():
        words = ngettext(
            "The council has not decided on the promise",
            "The council has not decided on %(count)d promises",
            waiting,
        )
        yield LeftUndone(words % {"count": waiting}, url)
    if unread := sum(row.state == PackageState.DECIDED and row.published_at is None for row in rows):
        words = ngettext(
            "%(count)d decision is not published", "%(count)d decisions are not published", unread
        )
        yield LeftUndone(words % {"count": unread}, url)
