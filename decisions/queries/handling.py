"""What the forms of a handling begin with."""

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import pgettext

from accounts.models import Region
from decisions.enums import HandlingBody
from decisions.models import DecisionPackage
from decisions.queries.freezing import proposals_on
from drafting.enums import VersionState
from drafting.models import DraftVersion
from servicelofte.common.languages import interface_language

_TERMS = {HandlingBody.BOARD.value: "board", HandlingBody.COUNCIL.value: "council"}


def body_names(region: Region, body_kind: str) -> dict[str, str]:
    """Return what the region's board or council is called, by required language; {} for another body.

    The region's own terms come before those of a county. A minute names the body in the definite form, where the words
    of the handbook's data are those of a list of terms.
    """
    key = _TERMS.get(body_kind)
    if key is None:
        return {}
    own = region.terminology.get(key, {})
    return {code: capfirst(own.get(code) or _of_a_county(body_kind, code)) for code in region.languages}


def _of_a_county(body_kind: str, code: str) -> str:
    with translation.override(interface_language(code)):
        if body_kind == HandlingBody.BOARD:
            return pgettext("who met, in the definite form", "County board")
        return pgettext("who met, in the definite form", "County council")


def next_body(package: DecisionPackage) -> str:
    """Return the body whose turn it probably is: the board, and the council once what the package says now has been
    proposed to it; two queries.
    """
    return HandlingBody.COUNCIL if proposals_on(package) else HandlingBody.BOARD


def later_versions(package: DecisionPackage) -> list[DraftVersion]:
    """Return the versions published after the package's own, newest first, without their snapshots; one query."""
    rows = DraftVersion.objects.filter(promise=package.promise_id, number__gt=package.draft.number)
    return list(rows.exclude(state=VersionState.WITHDRAWN).defer("snapshot").order_by("-number"))
