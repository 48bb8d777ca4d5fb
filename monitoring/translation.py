"""Columns per language for what indicators and measures are called; history is registered after them."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from monitoring.models import CorrectiveAction, EvaluationRound, Feedback, Indicator
from servicelofte.common.tenancy import RegionHistory, RegionHistoryManager


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    """Name, definition, unit and source."""

    fields = ("name", "definition", "unit", "source")


@register(CorrectiveAction)
class CorrectiveActionTranslation(TranslationOptions):
    """What is done."""

    fields = ("title",)


@register(Feedback)
class FeedbackTranslation(TranslationOptions):
    """What it led to."""

    fields = ("effect",)


@register(EvaluationRound)
class EvaluationRoundTranslation(TranslationOptions):
    """Title and conclusions."""

    fields = ("title", "conclusions")


for model in (Indicator, CorrectiveAction, Feedback, EvaluationRound):
    register_history(model, bases=[RegionHistory], history_manager=RegionHistoryManager)
