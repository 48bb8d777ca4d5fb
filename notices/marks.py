"""Which paragraphs of a mail are in another language than the mail: a mark where the template places them.

A mark stands between two control characters, which no words that people write can hold. It is taken out before the mail
is sent.
"""

import re

from django.utils.translation import get_language

_MARK = re.compile("\x02([a-z]{2,3})\x03")
_LINE = re.compile(r"^(?=.*\S)", re.MULTILINE)


def marked(text: str, language: str) -> str:
    """Return the words with each line marked as in `language` (a language's code), unless the mail is in it itself or
    it is "".
    """
    if not language or language == get_language():
        return text
    return _LINE.sub(f"\x02{language}\x03", text)


def language_of(paragraph: str) -> str:
    """Return the language that a paragraph is marked with, "" for that of the mail."""
    mark = _MARK.match(paragraph)
    return mark[1] if mark else ""


def without_marks(text: str) -> str:
    """Return the words as they are read."""
    return _MARK.sub("", text)
