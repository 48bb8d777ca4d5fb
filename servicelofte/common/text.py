"""Text is text: the one place where what people wrote is cleaned, and where staff prose becomes HTML."""

import re
import unicodedata
from functools import lru_cache

import nh3
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

LONGEST_WORDS = 10_000  # characters that anybody may send at once
ALLOWED_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "br", "hr"}
_KEPT_CONTROLS = {"\n", "\t"}
_BIDI = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Letters and symbols that show nothing: fillers, and a blank of Braille.
_BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
_HEADING = re.compile(r"(</?h)([1-6])>")
_LINK = re.compile(r"[/@]|\bwww\.|\w\.[^\W\d_]{2,}", re.I)
_PERSONAL = (
    re.compile(r"\b\d{6}[-+ABCDEFUVWXY]\d{3}[0-9A-FHJ-NPR-Y]\b", re.I),
    re.compile(r"(?<!\d)(?:\+358|0)[ -]?\d{1,3}[ -]?\d{3,4}[ -]?\d{2,5}(?!\d)"),
    # One character before the @ is enough: all of them would be tried again from each letter of a long word.
    re.compile(r"[\w.+-]@[\w-]+\.[\w.]{2,}"),
)
# In the text between two tags: an e-mail address, whose parts a narrow screen may put on lines of their own.
_BETWEEN_TAGS = re.compile(r"(?:^|(?<=>))[^<]+")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,255}")
# Numbers that belong together, as "2–6" and a telephone number, "06 555 0100", which stand on one line.
_RANGE = re.compile(
    r"\d+(?:[.,]\d+)*\.?–\d+(?:[.,]\d+)*|(?<![\d.,])(?:\+\d{1,3} ?\d{1,3}|0\d{1,3})(?: \d{2,4}){1,3}(?!\d)"
)
_PART_END = re.compile(r"(?<=[@.])(?=\w)")
# First parts of compounds that a phone of 320 px has no line for, where at least seven letters follow.
_SEAM = re.compile(
    r"\b(tillgänglighets|verknings|saavutettavuus|dataskydds|nationalspråks|välfärdsområdes|kansalliskieli|henkilötyö)(?=\w{7})",
    re.IGNORECASE,
)
# Words of twenty letters may not fit in a card; the later parts of our field's compounds, by which they are broken.
_LONG = re.compile(r"\w{20,}")
_LATER_PART = re.compile(
    r"(?<=\w{5})(?=(?:palvelu|lupau|hyvinvointi|terveyde|huolto|huollo|sairaanhoi|kuntayhtym|keskus|neuvosto"
    r"|lautakun|valtuusto|suunnitelm|ohjelma|kysely|tilaisuu|kuntoutu|vastaanot|toimenpi|yhdisty|järjestö|viranomai"
    r"|valmistelu|lausun|servic|löfte|omsorg|område|nämnd|mottagning|verksamhet|fullmäktig|tjänst|utlåtan|beskrivning"
    r"|förening|enkät|planering|myndighet))",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return public input as plain text: NFC, lines by \\n, without NUL, surrogates, other controls and bidi
    overrides; "" when nothing of it can be seen.
    """
    text = unicodedata.normalize(
        "NFC", text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    )
    kept = "".join(
        char
        for char in text
        if char in _KEPT_CONTROLS or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in _BIDI)
    ).strip()
    return kept if any(map(_is_seen, kept)) else ""


def _is_seen(char: str) -> bool:
    """Tell whether a character alone shows anything: no space, no joiner, no accent without its letter."""
    category = unicodedata.category(char)
    return category not in {"Cc", "Cf"} and category[0] not in "ZM" and char not in _BLANK


def one_line(text: str) -> str:
    """Return cleaned input for a single-line field: as `plain`, every white space run one space."""
    return " ".join(plain(text).split())


def shortened(text: str, length: int) -> str:
    """Return the text, cut between two words and marked by an ellipsis when it has more than `length` characters."""
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]} …"


def looks_personal(text: str) -> bool:
    """Tell whether the text seems to hold a personal identity code, a phone number or an e-mail address."""
    return any(pattern.search(text) for pattern in _PERSONAL)


def seamed(text: str) -> str:
    """Let long compounds of our field break at their seam on a narrow screen, also where no device hyphenates."""
    return _LONG.sub(lambda word: _LATER_PART.sub("\u00ad", word[0]), _SEAM.sub("\\1\u00ad", text))


def unlinked(name: str) -> str:
    """Return a name for a mail, without the words that a mail program would make a link of."""
    return " ".join(word for word in one_line(name).split() if not _LINK.search(word))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(
        ["image", "code", "fence", "html_block"]
    )


def prose(markdown: str, level: int = 3) -> SafeString:
    """Return staff prose (a small Markdown subset: paragraphs, lists, emphasis, links, headings) as safe HTML.

    `level` is the highest level of heading that may stand where the prose is shown: 2 right below the page's title.
    """
    html = _parser().render(markdown or "")
    html = _HEADING.sub(lambda found: f"{found[1]}{level + (int(found[2]) > 2)}>", html)
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(_BETWEEN_TAGS.sub(_laid_out, clean))


def breaking(address: str) -> SafeString:
    """Return an e-mail address as HTML that breaks after "@" and "." where a narrow screen has no line for it."""
    return mark_safe(_PART_END.sub("<wbr>", conditional_escape(address)))


def _laid_out(text: re.Match[str]) -> str:
    """Say of the text between two tags where its lines may end: in an address, but not between two numbers."""
    return _RANGE.sub(r'<span class="text-nowrap">\g<0></span>', _ADDRESS.sub(_breakable, text[0]))


def _breakable(address: re.Match[str]) -> str:
    """Let an address break where a reader would; a tag, unlike a character, is not copied with it."""
    return _PART_END.sub("<wbr>", address[0])
