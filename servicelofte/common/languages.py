"""Languages of the content: Swedish and Finnish of the regions, English, and what the Sámi regions carry."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

INTERFACE = ("sv", "fi", "en")


class Language(models.TextChoices):
    """Languages that words can be written in."""

    SV = "sv", _("Swedish")
    FI = "fi", _("Finnish")
    EN = "en", _("English")
    SE = "se", _("Northern Sámi")
    SMN = "smn", _("Inari Sámi")
    SMS = "sms", _("Skolt Sámi")


OWN_NAMES = {
    "sv": "Svenska",
    "fi": "Suomi",
    "en": "English",
    "se": "Davvisámegiella",
    "smn": "Anarâškielâ",
    "sms": "Sääʹmǩiõll",
}


def own_name(code: str) -> str:
    """Return the language's name in itself."""
    return OWN_NAMES.get(code, code)


def interface_language(code: str) -> str:
    """Return `code` where interface, mails and the handbook's names exist in it (sv, fi, en), else Swedish."""
    return code if code in INTERFACE else "sv"


def page_language() -> str:
    """Return the language of the page that is being made: sv, fi or en."""
    return interface_language((get_language() or "")[:2])


def best(available: Iterable[str], wanted: str, fallback: Iterable[str] = INTERFACE) -> str:
    """Return the language to show: the wanted one, else the first of `fallback` that is available, else any,
    else "".
    """
    codes = list(available)
    if wanted in codes:
        return wanted
    return next((code for code in fallback if code in codes), codes[0] if codes else "")
