"""What the forms of a handling begin with."""

from django.utils.text import capfirst

from accounts.models import Region
from decisions.enums import HandlingBody
from decisions.models import DecisionPackage
from decisions.queries.freezing import proposals_on
from drafting.enums import VersionState
from drafting.models import DraftVersion
from projects.handbook import load_handbook
from servicelofte.common.languages import interface_language

_TERMS = {HandlingBody.BOARD.value: "board", HandlingBody.COUNCIL.value: "council"}


def body_names(region: Region, body_kind: str) -> dict[str, str]:
    """Return what the region's board or council is called, by required language; {} for another body.

    The region's own terms come before today's words of the handbook's data.
    """
    key = _TERMS.get(body_kind)
    if key is None:
        return {}
    today = next(row for row in load_handbook().terminology if row.key == key).today
    own = region.terminology.get(key, {})
    return {
        code: capfirst(own.get(code) or today.in_language(interface_language(code)))
        for code in region.languages
    }


def next_body(package: DecisionPackage) -> str:
    """Return the body whose turn it probably is: the board, and the council once what the package says now has been
    proposed to it; two queries.
    """
    return HandlingBody.COUNCIL if proposals_on(package) else HandlingBody.BOARD


def later_versions(package: DecisionPackage) -> list[DraftVersion]:
    """Return the versions published after the package's own, newest first, without their snapshots; one query."""
    rows = DraftVersion.objects.filter(promise=package.promise_id, number__gt=package.draft.number)
    return list(rows.exclude(state=VersionState.WITHDRAWN).defer("snapshot").order_by("-number"))
