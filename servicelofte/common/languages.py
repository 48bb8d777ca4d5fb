"""Languages of the content: Swedish and Finnish of the regions, English, and what the Sámi regions carry."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
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


class LanguageText(NamedTuple):
    """Words and the language they are in: what they are marked with where the page is in another; "" where the words
    say it themselves, or are none.
    """

    text: str
    lang: str = ""


NO_WORDS = LanguageText("")


def own_name(code: str) -> str:
    """Return the language's name in itself."""
    return OWN_NAMES.get(code, code)


def language_name(code: str) -> str:
    """Return the language's name in the page's language, as it is written inside a sentence: "finska", "suomi",
    "Finnish".
    """
    name = str(Language(code).label)
    return name if page_language() == "en" else name.lower()


def interface_language(code: str) -> str:
    """Return `code` where interface, mails and the handbook's names exist in it (sv, fi, en), else Swedish."""
    return code if code in INTERFACE else "sv"


def page_language() -> str:
    """Return the language of the page that is being made: sv, fi or en."""
    return interface_language((get_language() or "")[:2])


def lang_attribute(code: str | None, around: str) -> SafeString:
    """Return ` lang="fi"` for words in another language than those `around` them, and nothing for the same."""
    return format_html(' lang="{}"', code) if code and code != around else SafeString("")


def lang_span(words: str, code: str | None, around: str) -> SafeString:
    """Return words as a part of the text `around` them: in an element of their own where their language is another."""
    attribute = lang_attribute(code, around)
    return format_html("<span{}>{}</span>", attribute, words) if attribute else format_html("{}", words)


def best(available: Iterable[str], wanted: str, fallback: Iterable[str] = INTERFACE) -> str:
    """Return the language to show: the wanted one, else the first of `fallback` that is available, else any,
    else "".
    """
    codes = list(available)
    if wanted in codes:
        return wanted
    return next((code for code in fallback if code in codes), codes[0] if codes else "")


def nearest(words: Mapping[str, str], language: str = "") -> tuple[str, str]:
    """Return (words, their language) of words by language: in `language` (default: the page's), else in the nearest
    language that has any; both empty where none has.
    """
    said = {code: text for code, text in words.items() if text}
    code = best(said, language or page_language())
    return said.get(code, ""), code
