"""States of actions and contracts, audiences of communication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from servicelofte.common.transitions import StateTable


class ActionState(models.TextChoices):
    """Where an action is."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


ACTION_MOVES = StateTable(
    {
        ActionState.PLANNED: (ActionState.UNDER_WAY, ActionState.DONE, ActionState.STOPPED),
        ActionState.UNDER_WAY: (ActionState.DONE, ActionState.STOPPED, ActionState.PLANNED),
        ActionState.DONE: (ActionState.UNDER_WAY,),
        ActionState.STOPPED: (ActionState.PLANNED,),
    }
)

OPEN_ACTIONS = (ActionState.PLANNED, ActionState.UNDER_WAY)


class ContractState(models.TextChoices):
    """Where a producer's contract is with the promise."""

    DRAFT = "draft", _("Being negotiated")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


CONTRACT_MOVES = StateTable(
    {
        ContractState.DRAFT: (ContractState.IN_FORCE, ContractState.ENDED),
        ContractState.IN_FORCE: (ContractState.ENDED,),
        ContractState.ENDED: (),
    }
)


class Audience(models.TextChoices):
    """Whom a communication is for; residents' is planned apart from internal (p. 29–30)."""

    PUBLIC = "public", _("Residents")
    INTERNAL = "internal", _("Staff")
