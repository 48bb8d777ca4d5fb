"""Words of pages: dates and numbers in the page's language, Markdown of staff, language of parts. Loaded everywhere."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import formats, timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from servicelofte.common.languages import own_name
from servicelofte.common.text import prose as to_prose

register = template.Library()
_DAY = {"sv": "l j F", "fi": "l j. F", "en": "l j F"}
_DAY_YEAR = {"sv": "j F Y", "fi": "j. F Y", "en": "j F Y"}


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """Show a date as "tisdag 15 december"; with the year when it is not the present one."""
    if not value:
        return ""
    local = _local(value)
    language = translation.get_language() or "sv"
    if local.year != timezone.localdate().year:
        return full_day(value)
    text = formats.date_format(local, _DAY.get(language[:2], "l j F"))
    return (
        _partitive(text) if language.startswith("fi") else text.lower() if language.startswith("sv") else text
    )


@register.filter
def full_day(value: date | datetime | None) -> str:
    """Show a date with its year, as "15 december 2026"."""
    if not value:
        return ""
    language = translation.get_language() or "sv"
    text = formats.date_format(_local(value), _DAY_YEAR.get(language[:2], "j F Y"))
    return (
        _partitive(text) if language.startswith("fi") else text.lower() if language.startswith("sv") else text
    )


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Show a date without its weekday, as "12 maj"; with the year when it is not the present one."""
    if not value:
        return ""
    local = _local(value)
    if local.year != timezone.localdate().year:
        return full_day(value)
    language = translation.get_language() or "sv"
    text = formats.date_format(local, _DAY_YEAR.get(language[:2], "j F Y").removesuffix(" Y"))
    return (
        _partitive(text) if language.startswith("fi") else text.lower() if language.startswith("sv") else text
    )


def _partitive(text: str) -> str:
    words = text.lower().split(" ")
    return " ".join(f"{word}ta" if word.endswith("kuu") else word for word in words)


@register.filter
def moment(value: datetime | None) -> str:
    """Show a moment with its clock time, as "15 december 2026 kl. 14.05" does in Swedish."""
    if not value:
        return ""
    local = _local(value)
    language = (translation.get_language() or "sv")[:2]
    clock = formats.date_format(local, "H:i" if language == "en" else "H.i")
    joined = {"sv": "kl.", "fi": "klo", "en": "at"}.get(language, "")
    return f"{full_day(value)} {joined} {clock}"


@register.filter
def prose(value: str | None, level: int = 3) -> SafeString:
    """Show staff prose (small Markdown) as HTML; `level` is that of its headings."""
    return to_prose(value or "", level)


@register.filter
def paragraphs(value: str | None) -> SafeString:
    """Show public plain text: blank lines make paragraphs, line ends stay."""
    blocks = [block for block in (value or "").split("\n\n") if block.strip()]
    html = [
        format_html(
            "<p>{}</p>", mark_safe("<br>".join(conditional_escape(line) for line in block.split("\n")))
        )
        for block in blocks
    ]
    return mark_safe("".join(html))


@register.filter
def other_lang(code: str | None) -> SafeString:
    """Give ` lang="fi"` for a part in another language than the page, and nothing for the page's own."""
    page = (translation.get_language() or "")[:2]
    return format_html(' lang="{}"', code) if code and code != page else mark_safe("")


@register.filter
def language_name(code: str) -> str:
    """Give a language's name in itself."""
    return own_name(code)


@register.filter
def number(value: Any, decimals: int = -1) -> str:
    """Show a number as the language writes it; `decimals` -1 keeps what is needed."""
    if value is None or value == "":
        return "–"
    if decimals < 0:
        text = (
            f"{value:f}"
            if hasattr(value, "is_nan")
            else repr(value)
            if isinstance(value, float)
            else str(value)
        )
        decimals = len(text.partition(".")[2].rstrip("0"))
    return formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Look up a prepared value by key."""
    return mapping.get(key) if hasattr(mapping, "get") else None
