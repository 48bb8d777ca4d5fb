"""What the gate of phase 6 checks."""

from django.db.models import Q
from django.utils.translation import gettext as _

from monitoring.enums import Status
from monitoring.models import Indicator
from monitoring.queries.evidence import latest_statuses, open_correctives
from monitoring.queries.indicators import FEWEST_CENTRAL, MOST_CENTRAL, choice_check
from projects.enums import StatementState
from projects.models import Statement
from servicelofte.common.formatting import percent_done
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import region_url


def central_check(project_id: int) -> GateResult:
    """Three to five central indicators are chosen; fewer or more warn (Handbook p. 36)."""
    central = Indicator.objects.filter(
        promise__project_id=project_id, is_active=True, is_central=True
    ).count()
    url = region_url("monitoring:indicator_list", project_id)
    fits = FEWEST_CENTRAL <= central <= MOST_CENTRAL
    state = "done" if fits else "partial" if central else "missing"
    return GateResult(state, _("%(count)s central, 3–5 are enough") % {"count": central}, url)


def kinds_check(project_id: int) -> GateResult:
    """Progress and outcome are both measured; a set of outcomes only is flagged (Handbook p. 36)."""
    choice = choice_check(project_id)
    url = region_url("monitoring:indicator_list", project_id)
    if choice.has_both_kinds:
        return GateResult("done", "", url)
    if choice.outcome_only:
        return GateResult("failed", _("only outcomes are measured"), url)
    if not choice.kinds:
        return GateResult("missing", _("nothing is measured yet"), url)
    return GateResult("partial", _("one kind is missing"), url)


def experience_check(project_id: int) -> GateResult:
    """At least one central indicator concerns the clients' experience (Handbook p. 36)."""
    found = Indicator.objects.filter(
        promise__project_id=project_id, is_active=True, is_central=True, is_client_experience=True
    ).exists()
    return GateResult("done" if found else "missing", "", region_url("monitoring:indicator_list", project_id))


def verified_check(project_id: int) -> GateResult:
    """Every statement has an indicator or another way to be followed up (Handbook p. 25)."""
    statements = Statement.objects.filter(promise__project_id=project_id, state=StatementState.ACTIVE)
    every = statements.count()
    measured = Q(indicators__is_active=True) | ~Q(verification={})
    done = statements.filter(measured).distinct().count()
    url = region_url("monitoring:indicator_list", project_id)
    if not every:
        return GateResult("missing", _("the promise has no sentences yet"), url)
    value = _("%(done)s of %(all)s promises") % {"done": done, "all": every}
    return GateResult(share_state(done, every), value, url, percent=percent_done(done, every))


def corrective_check(project_id: int) -> GateResult:
    """Every broken promise has a corrective action; where nothing is promised or assessed, nothing is put right yet
    (p. 37).
    """
    ids = list(
        Statement.objects.filter(promise__project_id=project_id, state=StatementState.ACTIVE).values_list(
            "pk", flat=True
        )
    )
    url = region_url("monitoring:status_list", project_id)
    if not ids:
        return GateResult("missing", _("the promise has no sentences yet"), url)
    statuses = latest_statuses(ids)
    if all(row.status == Status.NOT_MEASURED for row in statuses.values()):
        return GateResult("missing", _("nothing is assessed yet"), url)
    broken = [pk for pk, row in statuses.items() if row.status == Status.BROKEN]
    mended = open_correctives(broken)
    lacking = sum(not mended.get(pk) for pk in broken)
    if lacking:
        return GateResult("failed", _("%(count)s without a corrective action") % {"count": lacking}, url)
    return GateResult("done", _("%(count)s broken") % {"count": len(broken)} if broken else "", url)
