"""What the gate of phase 5 checks."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from implementation.enums import ContractState
from implementation.models import Contract
from implementation.queries.communication import planned_channels
from implementation.queries.ownership import ownership_counts
from servicelofte.common.formatting import percent_done
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import region_url


def owners_check(project_id: int) -> GateResult:
    """Every statement has an action with a responsible person or position (Handbook p. 28, 32)."""
    owned, every = ownership_counts(project_id)
    url = region_url("implementation:action_list", project_id)
    if not every:
        return GateResult("missing", _("the promise has no sentences yet"), url)
    value = _("%(done)s of %(all)s promises") % {"done": owned, "all": every}
    return GateResult(share_state(owned, every), value, url, percent=percent_done(owned, every))


def communication_check(project_id: int) -> GateResult:
    """The plan thinks of the channels, and of residents and staff apart (Handbook p. 29-30)."""
    used, every, both = planned_channels(project_id)
    state = "done" if both and used == every else "partial" if used else "missing"
    value = _("%(used)s of %(all)s channels") % {"used": used, "all": every}
    if used and not both:
        value = _("residents or staff are not planned for")
    return GateResult(state, value, region_url("implementation:communication_list", project_id))


def contracts_check(project_id: int) -> GateResult:
    """Contracts carry the promise, and the producers have confirmed the clauses (Handbook p. 32, 34)."""
    contracts = Contract.objects.filter(promise__project_id=project_id).exclude(state=ContractState.ENDED)
    figures = contracts.aggregate(
        every=Count("clauses"), confirmed=Count("clauses", filter=Q(clauses__confirmed_at__isnull=False))
    )
    url = region_url("implementation:contract_list", project_id)
    if not figures["every"]:
        return GateResult("missing", _("in no contract"), url)
    state = "done" if figures["confirmed"] == figures["every"] else "partial"
    value = _("%(done)s of %(all)s clauses confirmed") % {
        "done": figures["confirmed"],
        "all": figures["every"],
    }
    return GateResult(state, value, url)
