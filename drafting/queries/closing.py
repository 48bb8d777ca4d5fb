"""What phase 3 would leave undone if its project were closed now: one line a thing, whatever its number."""

from collections.abc import Iterator

from django.utils.http import urlencode
from django.utils.translation import ngettext

from drafting.enums import OPEN_STATES, OpinionState
from drafting.models import OpinionRequest
from drafting.queries.gate import voices_answered
from servicelofte.common import clock
from servicelofte.common.registry import LeftUndone
from servicelofte.common.tenancy import region_url


def left_undone(project_id: int) -> Iterator[LeftUndone]:
    """Yield how many comments and opinions nobody has gone through, and how many opinions never came; two queries."""
    done, wanted = voices_answered(project_id)
    if left := wanted - done:
        words = ngettext(
            "%(number)s comment or opinion has not been gone through",
            "%(number)s comments and opinions have not been gone through",
            left,
        )
        url = region_url("drafting:analysis", project_id)
        yield LeftUndone(words % {"number": left}, f"{url}?{urlencode({'outcome': 'none'})}")
    rows = OpinionRequest.objects.filter(
        consultation__draft__promise__project=project_id,
        state__in=(*OPEN_STATES, OpinionState.MISSED),
        opinion=None,
    )
    if lacking := rows.filter(due_on__lt=clock.today()).count():
        words = ngettext(
            "%(number)s statement of opinion has not come in",
            "%(number)s statements of opinion have not come in",
            lacking,
        )
        yield LeftUndone(words % {"number": lacking}, region_url("drafting:request_list", project_id))
