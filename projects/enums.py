"""The handbook's fixed words: phases, perspectives, viewpoints, kinds of text; states of projects and promises."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servicelofte.common.transitions import StateTable


class PhaseKey(models.TextChoices):
    """The six phases, keyed as in the handbook's data."""

    START = "start_project", _("Project start")
    DIALOGUE = "dialogue_and_participation", _("Dialogue and participation")
    PREPARATION = "official_preparation", _("Preparation by officials")
    DECISION = "decision_making", _("Council decision")
    IMPLEMENTATION = "implementation_and_communication", _("Implementation")
    FOLLOW_UP = "follow_up_and_development", _("Follow-up")


class PhaseState(models.TextChoices):
    """Where a phase is. Dialogue goes on through all phases, so an earlier phase may be reopened."""

    WAITING = "waiting", _("Not begun")
    CURRENT = "current", _("Under way")
    DONE = "done", _("Finished")
    OFF = "off", _("Left out")


PHASE_MOVES = StateTable(
    {
        PhaseState.WAITING: (PhaseState.CURRENT, PhaseState.OFF),
        PhaseState.CURRENT: (PhaseState.DONE, PhaseState.WAITING),
        PhaseState.DONE: (PhaseState.CURRENT,),
        PhaseState.OFF: (PhaseState.WAITING,),
    }
)


class ProjectState(models.TextChoices):
    """Whether a project is worked on."""

    ACTIVE = "active", _("Active")
    CLOSED = "closed", _("Closed")


class Perspective(models.TextChoices):
    """The five perspectives, in the handbook's order (p. 24)."""

    AVAILABILITY = "availability", pgettext_lazy("perspective", "Availability")
    ACCESSIBILITY = (
        "accessibility",
        pgettext_lazy("perspective of services, not of web pages", "Accessibility"),
    )
    QUALITY = "quality", pgettext_lazy("perspective", "Quality")
    EFFECTIVENESS = "effectiveness", pgettext_lazy("perspective", "Effectiveness")
    INTEGRATION = "integration", pgettext_lazy("perspective", "Integration")


REQUIRED_PERSPECTIVES = (Perspective.AVAILABILITY, Perspective.ACCESSIBILITY)


class Viewpoint(models.TextChoices):
    """The two viewpoints whose cells are counterparts (p. 24, 41)."""

    ORGANISER = "organiser", pgettext_lazy("viewpoint", "Organiser")
    RESIDENT = "resident", pgettext_lazy("viewpoint", "Resident")


class Register(models.TextChoices):
    """How a text speaks."""

    STANDARD = "standard", _("Standard language")
    PLAIN = "plain", _("Plain language")


class StatementState(models.TextChoices):
    """Whether a statement is part of the promise as it is written now."""

    ACTIVE = "active", _("In the promise")
    REMOVED = "removed", _("Taken out")


class GuideKind(models.TextChoices):
    """The seven kinds of text that the handbook gives."""

    GUIDANCE = "guidance", _("Guidance")
    QUESTION = "question", _("Guiding question")
    CHECKLIST = "checklist", _("Checklist")
    OUTCOME = "outcome", _("Outcome")
    TEST = "test", _("Test question")
    OPTION = "option", _("Option")
    EXAMPLE = "example", _("Example")


ANSWERABLE = (GuideKind.QUESTION, GuideKind.CHECKLIST, GuideKind.OUTCOME, GuideKind.TEST)


class Strength(models.TextChoices):
    """How strongly the handbook says it."""

    MUST = "must", pgettext_lazy("strength", "Must")
    SHOULD = "should", pgettext_lazy("strength", "Should")
    MAY = "may", pgettext_lazy("strength", "May")
    INFO = "info", pgettext_lazy("strength", "For information")


class AnswerState(models.TextChoices):
    """How an item of the handbook stands in a project."""

    OPEN = "open", _("Open")
    PARTLY = "partly", _("Partly")
    DONE = "done", _("Done")
    NOT_RELEVANT = "not_relevant", _("Not relevant here")


class ProjectGroup(models.TextChoices):
    """The groups of a project (p. 14)."""

    STEERING = "steering", _("Steering group")
    PROJECT = "project", _("Project group")
    OTHER = "other", _("Other group")


class ResourceKind(models.TextChoices):
    """What a project is given (p. 14, 16)."""

    PEOPLE = "people", _("People (person-months)")
    TIME = "time", _("Time (weeks)")
    MONEY = "money", _("Money (euros)")
    OTHER = "other", _("Other")


class ParentDocument(models.TextChoices):
    """What the promise is a part of (p. 4, 7, 8, 10)."""

    REGION_STRATEGY = "region_strategy", _("Part of the region’s strategy")
    SERVICE_STRATEGY = "service_strategy", _("Part of the service strategy")
    STAND_ALONE = "stand_alone", _("A document of its own")


class Calendar(models.TextChoices):
    """Whose calendar a milestone belongs to (p. 14): the staff organisations are to be with the project early."""

    PROJECT = "project", _("This project")
    COUNCIL = "council", _("Council")
    BUDGET = "budget", _("Budget and operating plan")
    STAFF = "staff", _("Staff organisations")
    OTHER = "other", _("Other")


class LinkKind(models.TextChoices):
    """How a statement of one shape became statements of another."""

    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
