"""Columns per language for what actions are called; history is registered after them."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from implementation.models import Action
from servicelofte.common.tenancy import RegionHistory, RegionHistoryManager


@register(Action)
class ActionTranslation(TranslationOptions):
    """Title and description."""

    fields = ("title", "description", "owner_position", "unit")


register_history(Action, bases=[RegionHistory], history_manager=RegionHistoryManager)
