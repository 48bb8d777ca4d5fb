"""The texts of a package, the states of a package and of a document."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from servicelofte.common.transitions import StateTable


class PartKind(models.TextChoices):
    """The texts that go to the council, in the order of the document: what is proposed, and the six parts (p. 30)."""

    PROPOSAL = "proposal", _("Proposal for a decision")
    PROMISE = "promise", _("The service promise")
    IMPLEMENTATION = "implementation", _("Implementation")
    FOLLOW_UP = "follow_up", _("Follow-up")
    REPORTING = "reporting", _("Reporting")
    EVALUATION = "evaluation", _("Evaluation")
    CITIZEN_COMMUNICATION = "citizen_communication", _("Communication with residents")

    @property
    def number(self) -> int:
        """The number of the part in the document, 1 to 6; 0 of the proposal, which stands before them without one."""
        return list(PartKind).index(self)


DESCRIPTIONS = tuple(kind for kind in PartKind if kind not in (PartKind.PROPOSAL, PartKind.PROMISE))
"""The five descriptions that are decided on with the promise: parts 2–6 (p. 30)."""


class PackageState(models.TextChoices):
    """Where a package is."""

    DRAFT = "draft", _("Being put together")
    FROZEN = "frozen", _("Frozen for handling")
    DECIDED = "decided", _("Decided")
    RETURNED = "returned", _("Returned for preparation")
    REJECTED = "rejected", _("Rejected")


PACKAGE_MOVES = StateTable(
    {
        PackageState.DRAFT: (PackageState.FROZEN,),
        PackageState.FROZEN: (
            PackageState.DRAFT,
            PackageState.DECIDED,
            PackageState.RETURNED,
            PackageState.REJECTED,
        ),
        PackageState.RETURNED: (PackageState.DRAFT, PackageState.FROZEN),
        PackageState.DECIDED: (PackageState.FROZEN,),
        PackageState.REJECTED: (PackageState.FROZEN,),
    }
)
"""A result takes a frozen package on; annulling the result takes it back, frozen as it was."""


class HandlingBody(models.TextChoices):
    """Who handles the package."""

    BOARD = "board", _("Board")
    COUNCIL = "council", _("Council")
    OTHER = "other", _("Other body")


class HandlingResult(models.TextChoices):
    """What a body decided."""

    APPROVED = "approved", _("Approved")
    AMENDED = "amended", _("Approved with changes")
    FORWARDED = "forwarded", _("Proposed to the council")
    RETURNED = "returned", _("Returned for preparation")
    REJECTED = "rejected", _("Rejected")


RESULTS = {
    HandlingBody.BOARD: (HandlingResult.FORWARDED, HandlingResult.RETURNED),
    HandlingBody.COUNCIL: (
        HandlingResult.APPROVED,
        HandlingResult.AMENDED,
        HandlingResult.RETURNED,
        HandlingResult.REJECTED,
    ),
    HandlingBody.OTHER: (HandlingResult.FORWARDED, HandlingResult.RETURNED),
}
"""What each body can decide: only the council approves or rejects a promise (p. 29)."""

STATE_AFTER = {
    HandlingResult.APPROVED: PackageState.DECIDED,
    HandlingResult.AMENDED: PackageState.DECIDED,
    HandlingResult.RETURNED: PackageState.RETURNED,
    HandlingResult.REJECTED: PackageState.REJECTED,
}
"""Where a result takes the package; a proposal to the council leaves it where it is."""

DECIDING = tuple(result for result, state in STATE_AFTER.items() if state == PackageState.DECIDED)
"""The results by which the council decides on a promise."""

FINAL = (*DECIDING, HandlingResult.REJECTED)
"""The results after which nothing of the package changes any more, unless they are annulled."""

OPEN_STATES = (PackageState.DRAFT, PackageState.FROZEN, PackageState.RETURNED)
READY_STATES = (PackageState.FROZEN, PackageState.DECIDED)
"""States in which nothing of the package changes any more, so that documents can be made of it."""


class DocumentKind(models.TextChoices):
    """What a document is."""

    PACKAGE = "package", _("Decision package")
    DECISION = "decision", _("Decision")
