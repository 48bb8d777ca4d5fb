"""Channels, moderation, outcomes, relevance, methods and levels of participation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servicelofte.common.transitions import StateTable


class Channel(models.TextChoices):
    """How a contribution came in."""

    COMMENT = "comment", _("Comment on a draft")
    OPINION = "opinion", _("Statement of opinion")
    FEEDBACK = "feedback", _("Feedback")
    SURVEY = "survey", _("Survey")
    WORKSHOP = "workshop", _("Workshop")
    PAPER = "paper", _("Paper")
    PHONE = "phone", _("Telephone")
    FACE_TO_FACE = "face_to_face", _("Face to face")
    EMAIL = "email", _("E-mail")
    SOCIAL_MEDIA = "social_media", _("Social media")


STAFF_CHANNELS = (
    Channel.WORKSHOP,
    Channel.PAPER,
    Channel.PHONE,
    Channel.FACE_TO_FACE,
    Channel.EMAIL,
    Channel.SOCIAL_MEDIA,
)


class Moderation(models.TextChoices):
    """Whether a contribution's words are shown to everybody."""

    PENDING = "pending", _("Waiting to be read")
    PUBLISHED = "published", pgettext_lazy("contribution", "Published")
    REDACTED = "redacted", _("Published, parts removed")
    HIDDEN = "hidden", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its writer")
    ERASED = "erased", _("Erased")


SHOWN = (Moderation.PUBLISHED, Moderation.REDACTED)
# The writer took these back: nobody reads, answers or counts them any more.
GONE = (Moderation.WITHDRAWN, Moderation.ERASED)
# Nobody has to class, code or answer these.
OF_NO_USE = (Moderation.HIDDEN, *GONE)
MODERATION_MOVES = StateTable(
    {
        Moderation.PENDING: (
            Moderation.PUBLISHED,
            Moderation.REDACTED,
            Moderation.HIDDEN,
            Moderation.WITHDRAWN,
            Moderation.ERASED,
        ),
        Moderation.PUBLISHED: (
            Moderation.PENDING,
            Moderation.REDACTED,
            Moderation.HIDDEN,
            Moderation.WITHDRAWN,
            Moderation.ERASED,
        ),
        Moderation.REDACTED: (
            Moderation.PENDING,
            Moderation.PUBLISHED,
            Moderation.HIDDEN,
            Moderation.WITHDRAWN,
            Moderation.ERASED,
        ),
        Moderation.HIDDEN: (
            Moderation.PENDING,
            Moderation.PUBLISHED,
            Moderation.REDACTED,
            Moderation.WITHDRAWN,
            Moderation.ERASED,
        ),
        Moderation.WITHDRAWN: (Moderation.ERASED,),
        Moderation.ERASED: (),
    }
)


class ModerationReason(models.TextChoices):
    """Why words are removed or not published; told to the writer and beside the marker."""

    PERSONAL_DATA = "personal_data", _("It holds personal data")
    HEALTH_DATA = "health_data", _("It holds somebody’s health data")
    INSULT = "insult", _("It insults or threatens somebody")
    UNLAWFUL = "unlawful", _("It is against the law")
    OFF_TOPIC = "off_topic", _("It is about something else")
    ADVERTISING = "advertising", _("It is advertising or spam")


class Outcome(models.TextChoices):
    """What an input led to."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    NOTED = "noted", _("Noted")


class Relevance(models.TextChoices):
    """A stakeholder group's place in the project (p. 14)."""

    CENTRAL = "central", _("Central")
    INVOLVED = "involved", _("Involved")
    NOT_RELEVANT = "not_relevant", _("Not relevant here")
    UNDECIDED = "undecided", _("Not decided yet")


class Level(models.TextChoices):
    """Levels of participation."""

    OWN_SERVICE = "own_service", _("In one’s own service")
    FEEDBACK = "feedback", _("Feedback")
    DIALOGUE = "dialogue", _("Dialogue")
    CO_DEVELOPMENT = "co_development", _("Developing together")
    CO_PRODUCTION = "co_production", _("Producing together")


class SurveyState(models.TextChoices):
    """Where a survey is."""

    DRAFT = "draft", _("Being built")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


COUNT_JOB = "survey.aggregate"
SURVEY_MOVES = StateTable(
    {SurveyState.DRAFT: (SurveyState.OPEN,), SurveyState.OPEN: (SurveyState.CLOSED,), SurveyState.CLOSED: ()}
)


class QuestionKind(models.TextChoices):
    """What a question asks for."""

    ONE = "one", pgettext_lazy("survey question", "One choice")
    MANY = "many", pgettext_lazy("survey question", "Several choices")
    SCALE = "scale", pgettext_lazy("survey question", "Scale from 1 to 5")
    TEXT = "text", pgettext_lazy("survey question", "Free words")


class EventState(models.TextChoices):
    """Whether residents are told of an event, and whether it takes place."""

    INSIDE = "inside", _("Not announced")
    ANNOUNCED = "announced", _("Announced to residents")
    CALLED_OFF = "called_off", pgettext_lazy("event", "Called off")


EVENT_MOVES = StateTable(
    {
        EventState.INSIDE: (EventState.ANNOUNCED, EventState.CALLED_OFF),
        EventState.ANNOUNCED: (EventState.INSIDE, EventState.CALLED_OFF),
        EventState.CALLED_OFF: (EventState.ANNOUNCED,),
    }
)


class SynthesisState(models.TextChoices):
    """Whether a person has approved a synthesis."""

    DRAFT = "draft", _("Being written")
    APPROVED = "approved", _("Approved")


SYNTHESIS_MOVES = StateTable(
    {SynthesisState.DRAFT: (SynthesisState.APPROVED,), SynthesisState.APPROVED: (SynthesisState.DRAFT,)}
)
