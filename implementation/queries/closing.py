"""What phase 5 would leave undone if its project were closed now: one line a thing, whatever its number."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from implementation.enums import OPEN_ACTIONS, ContractState
from implementation.models import Action, Clause
from servicelofte.common.registry import LeftUndone
from servicelofte.common.tenancy import region_url


def left_undone(project_id: int) -> Iterator[LeftUndone]:
    """Yield how many actions are not done, and how many clauses of contracts no producer has confirmed; two queries."""
    actions = Action.objects.filter(promise__project_id=project_id, state__in=OPEN_ACTIONS)
    if count := actions.count():
        words = ngettext("%(count)d action is not done", "%(count)d actions are not done", count)
        yield LeftUndone(
            words % {"count": count}, f"{region_url('implementation:action_list', project_id)}?state=open"
        )
    clauses = Clause.objects.filter(contract__promise__project_id=project_id, confirmed_at=None)
    if count := clauses.exclude(contract__state=ContractState.ENDED).count():
        words = ngettext(
            "%(count)d clause of a contract is not confirmed by the producer",
            "%(count)d clauses of contracts are not confirmed by the producer",
            count,
        )
        yield LeftUndone(words % {"count": count}, region_url("implementation:contract_list", project_id))
