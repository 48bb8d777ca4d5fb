"""Columns per language for what bodies are called; history is registered after them, else it would lose them."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from drafting.models import Body
from servicelofte.common.tenancy import RegionHistory, RegionHistoryManager


@register(Body)
class BodyTranslation(TranslationOptions):
    """Name of the body: an association may have one, a council has one in each language."""

    fields = ("name",)


register_history(Body, bases=[RegionHistory], history_manager=RegionHistoryManager)
