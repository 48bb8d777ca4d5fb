"""States of versions, consultations and opinion requests; targets of comments; stances."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servicelofte.common.transitions import StateTable


class VersionState(models.TextChoices):
    """Where a draft version is. A version's words never change."""

    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Followed by a newer version")
    DECIDED = "decided", _("Decided by the council")
    WITHDRAWN = "withdrawn", _("Taken back")


VERSION_MOVES = StateTable(
    {
        VersionState.PUBLISHED: (VersionState.SUPERSEDED, VersionState.DECIDED, VersionState.WITHDRAWN),
        VersionState.SUPERSEDED: (VersionState.DECIDED,),
        VersionState.DECIDED: (VersionState.SUPERSEDED, VersionState.PUBLISHED),
        VersionState.WITHDRAWN: (),
    }
)


class ConsultationState(models.TextChoices):
    """Where a consultation is; open and over follow from its days."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


CONSULTATION_MOVES = StateTable(
    {
        ConsultationState.PLANNED: (ConsultationState.RUNNING, ConsultationState.CLOSED),
        ConsultationState.RUNNING: (ConsultationState.CLOSED,),
        ConsultationState.CLOSED: (ConsultationState.RUNNING,),
    }
)


class Target(models.TextChoices):
    """What a comment is about."""

    WHOLE = "whole", _("The whole draft")
    CELL = "cell", _("A goal")
    STATEMENT = "statement", _("A sentence")


class OpinionState(models.TextChoices):
    """Where a body's statement of opinion is."""

    INVITED = "invited", _("Invited")
    STARTED = "started", _("Begun")
    SUBMITTED = "submitted", _("Received")
    DECLINED = "declined", _("Declined")
    MISSED = "missed", _("Not received in time")
    CALLED_OFF = "called_off", pgettext_lazy("opinion", "Called off")


OPEN_STATES = (OpinionState.INVITED, OpinionState.STARTED)

OPINION_MOVES = StateTable(
    {
        OpinionState.INVITED: (
            OpinionState.STARTED,
            OpinionState.SUBMITTED,
            OpinionState.DECLINED,
            OpinionState.MISSED,
            OpinionState.CALLED_OFF,
        ),
        OpinionState.STARTED: (
            OpinionState.STARTED,
            OpinionState.SUBMITTED,
            OpinionState.DECLINED,
            OpinionState.MISSED,
            OpinionState.CALLED_OFF,
        ),
        OpinionState.SUBMITTED: (OpinionState.STARTED,),
        OpinionState.DECLINED: (OpinionState.STARTED, OpinionState.SUBMITTED),
        OpinionState.MISSED: (OpinionState.STARTED,),
        OpinionState.CALLED_OFF: (OpinionState.INVITED,),
    }
)


class Stance(models.TextChoices):
    """What a body thinks of a goal."""

    SUPPORTS = "supports", pgettext_lazy("stance", "Supports")
    SUPPORTS_WITH_CHANGES = "with_changes", pgettext_lazy("stance", "Supports with changes")
    OPPOSES = "opposes", pgettext_lazy("stance", "Opposes")
    NO_OPINION = "no_opinion", pgettext_lazy("stance", "No opinion")


class BodyKind(models.TextChoices):
    """What kind of body gives its opinion."""

    OWN_BODY = "own_body", _("Body of the region")
    INFLUENCE_BODY = "influence_body", _("Statutory influence body")
    LANGUAGE_COMMITTEE = "language_committee", _("Language committee")
    MUNICIPALITY = "municipality", _("Municipality")
    PARTNER = "partner", _("Partner")
    ORGANISATION = "organisation", _("Organisation")
