"""Columns per language for catalogue names; history is registered after them, else it would lose those columns."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from accounts.models import Region


@register(Region)
class RegionTranslation(TranslationOptions):
    """Names of the region."""

    fields = ("name", "short_name")


register_history(Region)
