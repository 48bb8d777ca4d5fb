"""Which versions a text of a package names, in Swedish, Finnish or English, in the orders of words that people use."""

import re

_WORD = r"\b(?:\w*(?:löftes|lupaus))?versio\w*"
# What may stand between the word and its number: "version nr 2", "versio n:o 2", "version (2)", "version **2**".
_BETWEEN = r"[\s:(*_–-]*(?:(?:nr|nro|no|n:o|nummer|numero|number|#)\.?[\s*_]*)?"
# Not of a date, of a year or of a number with decimals, which name no version of a promise.
_NUMBER = r"(\d{1,3})(?!\d|[.,]\d)"
_AFTER = re.compile(_WORD + _BETWEEN + _NUMBER, re.IGNORECASE)
# "2. versio", "2:a versionen", "2nd version". At the beginning of a line or before a capital, "2." is that of a list or
# the end of a sentence; where a number follows, that one is meant.
_BEFORE = re.compile(
    r"(?<![\d.,])(?<!§ )(?<!§\xa0)(\d{1,3})(?:(?<!^\d)(?<!^\d\d)\.|:?(?:a|e|n|s|st|nd|rd|th))[\s*_]+"
    rf"(?!{_WORD}{_BETWEEN}\d)(?:löftes|lupaus)?versio\w*",
    re.MULTILINE,
)


def versions_named(text: str) -> list[int]:
    """Return the numbers of the versions that a text names, of a promise or of anything else, each once, in order."""
    found = [(match.start(1), int(match[1])) for each in (_AFTER, _BEFORE) for match in each.finditer(text)]
    return list(dict.fromkeys(number for _place, number in sorted(found)))
