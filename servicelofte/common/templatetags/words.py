"""Words of pages: dates and numbers in the page's language, Markdown of staff, language of parts. Loaded everywhere."""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from servicelofte.common.formatting import day, day_or_moment, full_day, moment, money, number, short_day
from servicelofte.common.languages import lang_attribute, lang_span, language_name, page_language
from servicelofte.common.text import breaking, seamed
from servicelofte.common.text import prose as to_prose
from servicelofte.common.text import unlinked as without_links

register = template.Library()
for _written in (day, day_or_moment, full_day, moment, money, number, short_day):
    register.filter(_written)


@register.filter
def seams(value: Any) -> str:
    """Show a heading whose long words may break at their seams."""
    return mark_safe(seamed(conditional_escape(value)))


@register.filter
def unbroken(value: Any) -> SafeString:
    """Keep short words, such as the years 2024–2027, on one line inside a sentence."""
    return format_html('<span class="text-nowrap">{}</span>', value)


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
def address(value: str | None) -> SafeString:
    """Show an e-mail address that may break after "@" and "." where there is no room for it."""
    return breaking(value or "")


@register.filter
def unlinked(name: str | None) -> str:
    """Give a name without what a mail program would make a link of."""
    return without_links(name or "")


@register.filter
def other_lang(code: str | None) -> SafeString:
    """Give ` lang="fi"` for a part in another language than the page, and nothing for the page's own."""
    return lang_attribute(code, page_language())


@register.filter
def said_in(words: str | None, code: str | None) -> SafeString:
    """Give words inside a sentence, marked with their language `code` where it is not the page's."""
    return lang_span(words or "", code, page_language())


@register.filter
def name_of_language(code: str) -> str:
    """Give a language's name in the page's language, as inside a sentence; `language_name`, which `{% load i18n %}`
    brings, gives it in English.
    """
    return language_name(code)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Look up a prepared value by key."""
    return mapping.get(key) if hasattr(mapping, "get") else None
