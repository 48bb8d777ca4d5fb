"""What phase 4 must show before it can end (Handbook p. 29–30); each check looks at the newest package of
every promise.
"""

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from decisions.enums import READY_STATES, PackageState
from decisions.models import DecisionPackage
from decisions.queries.completeness import needs_of
from decisions.queries.package import RELATED
from servicelofte.common.formatting import percent_done
from servicelofte.common.languages import page_language
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import region_url


def newest_packages(project_id: int) -> QuerySet[DecisionPackage]:
    """Return the newest package of each promise of a project, without what was frozen; one query."""
    newest = DecisionPackage.objects.filter(promise=OuterRef("promise")).order_by("-pk").values("pk")[:1]
    rows = DecisionPackage.objects.filter(promise__project=project_id, pk=Subquery(newest))
    return rows.defer("frozen")


def complete_check(project_id: int) -> GateResult:
    """Return how much of what the packages need is there; one query, and one for each package that is being written."""
    done = total = 0
    for package in newest_packages(project_id).select_related(*RELATED):
        if package.state in READY_STATES:
            done, total = done + 1, total + 1
            continue
        needs = needs_of(package, page_language())
        done += sum(need.state == "done" for need in needs)
        total += len(needs)
    url = region_url("decisions:package", project_id)
    if not total:
        return GateResult("missing", _("not begun"), url)
    if done == total:
        return GateResult("done", _("complete"), url)
    value = _("%(done)s of %(all)s") % {"done": done, "all": total}
    return GateResult("partial", value, url, percent=percent_done(done, total))


def frozen_check(project_id: int) -> GateResult:
    """Tell whether every package is frozen, or decided already."""
    return _all(project_id, lambda row: row.state in READY_STATES, _("frozen"), _("not frozen"))


def decided_check(project_id: int) -> GateResult:
    """Tell whether the council has approved every package, and its decision is registered."""
    rows = list(newest_packages(project_id))
    if any(row.state == PackageState.REJECTED for row in rows):
        return GateResult("failed", _("rejected"), region_url("decisions:package", project_id))
    return _all(
        project_id, lambda row: row.state == PackageState.DECIDED, _("registered"), _("not decided"), rows
    )


def published_check(project_id: int) -> GateResult:
    """Tell whether every decision is published."""
    return _all(project_id, lambda row: row.published_at is not None, _("published"), _("not published"))


def _all(
    project_id: int,
    holds: Callable[[DecisionPackage], bool],
    yes: str,
    no: str,
    rows: list[DecisionPackage] | None = None,
) -> GateResult:
    rows = list(newest_packages(project_id)) if rows is None else rows
    held = [holds(row) for row in rows]
    state = share_state(sum(held), len(held))
    return GateResult(state, yes if state == "done" else no, region_url("decisions:package", project_id))
