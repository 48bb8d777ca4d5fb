"""Kinds of indicators, statuses of statements, states of feedback, corrective actions and evaluation rounds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servicelofte.common.transitions import StateTable


class IndicatorKind(models.TextChoices):
    """The two kinds that the handbook asks for (p. 36)."""

    PROGRESS = "progress", _("Progress")
    OUTCOME = "outcome", _("Outcome")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")


class Status(models.TextChoices):
    """Whether a statement holds; shown to everybody."""

    KEPT = "kept", pgettext_lazy("status of a promise", "Kept")
    AT_RISK = "at_risk", pgettext_lazy("status of a promise", "At risk")
    BROKEN = "broken", pgettext_lazy("status of a promise", "Broken")
    NOT_MEASURED = "not_measured", pgettext_lazy("status of a promise", "Not yet measured")


class FeedbackClass(models.TextChoices):
    """What a piece of feedback is."""

    THANKS = "thanks", _("Thanks")
    PROBLEM = "problem", _("Something does not work")
    PROPOSAL = "proposal", _("Proposal for improvement")
    QUESTION = "question", _("Question")


class CorrectiveState(models.TextChoices):
    """Where a corrective action is."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")


class RoundState(models.TextChoices):
    """Where an evaluation round is."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Under way")
    DONE = "done", _("Finished")


ROUND_MOVES = StateTable(
    {
        RoundState.PLANNED: (RoundState.OPEN,),
        RoundState.OPEN: (RoundState.DONE,),
        RoundState.DONE: (RoundState.OPEN,),
    }
)
