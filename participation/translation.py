"""Columns per language for names, surveys and their questions; history is registered after them."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from participation.models import (
    ParticipationEvent,
    StakeholderGroup,
    Survey,
    SurveyOption,
    SurveyQuestion,
)
from servicelofte.common.tenancy import RegionHistory, RegionHistoryManager


@register(StakeholderGroup)
class StakeholderGroupTranslation(TranslationOptions):
    """Name of the group, and why it has its place."""

    fields = ("name", "reason")


@register(ParticipationEvent)
class ParticipationEventTranslation(TranslationOptions):
    """What is held, and what those who are invited read of it."""

    fields = ("title", "about", "place", "sign_up", "access")


@register(Survey)
class SurveyTranslation(TranslationOptions):
    """Title and introduction."""

    fields = ("title", "intro")


@register(SurveyQuestion)
class SurveyQuestionTranslation(TranslationOptions):
    """Question and help."""

    fields = ("text", "help")


@register(SurveyOption)
class SurveyOptionTranslation(TranslationOptions):
    """Label of a choice."""

    fields = ("label",)


for model in (StakeholderGroup, ParticipationEvent, SurveyQuestion, SurveyOption):
    register_history(model, bases=[RegionHistory], history_manager=RegionHistoryManager)
register_history(
    Survey,
    bases=[RegionHistory],
    history_manager=RegionHistoryManager,
    excluded_fields=["submission_count", "counted_up_to", "counted_at"],
)
