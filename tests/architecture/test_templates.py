"""Templates carry no inline script or style, which the content policy would refuse, and no untranslated words."""

import re

import pytest

from tests.architecture.tree import ROOT, tracked

TEMPLATES = tracked("templates/*.html", "*/templates/*.html")
# The style guide's samples are in the language they are a sample of, like a resident's comment.
SPEAKING = [path for path in TEMPLATES if not path.startswith("templates/styleguide/")]
NOT_TEXT = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<script.*?</script>|<style.*?</style>"
    r"|{%\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}",
    flags=re.S,
)

pytestmark = pytest.mark.once
WORDS = re.compile(r">([^<>{}]*[A-Za-zÅÄÖåäö]{3,}[^<>{}]*)<")
# Names that are the same in every language.
NAMES = {"Servicelöfte", "Svenska", "Suomi", "English", "CSV", "PDF", "XLSX", "JSON", "EUPL"}
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", flags=re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", flags=re.I),
    "style element": re.compile(r"<style\b", flags=re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", flags=re.I),
    "javascript address": re.compile(r"javascript:", flags=re.I),
    "htmx handler": re.compile(r"\shx-(on|vals)[:=]|js:", flags=re.I),
}


@pytest.mark.parametrize("path", TEMPLATES)
def test_template_has_nothing_inline(path):
    source = NOT_TEXT.sub("", _read(path)) + "".join(re.findall(r"<(?:script|style)\b[^>]*>", _read(path)))
    # Mail and PDF are not shown under the site's policy: they carry their own style sheet.
    allowed = {"style element"} if re.search(r"/(mail|pdf)/", path) else set()
    assert [name for name, pattern in INLINE.items() if pattern.search(source) and name not in allowed] == []


# A button that follows the head of a page, with nothing but tags between them.
BELOW_THE_HEAD = re.compile(
    r'components/page_head\.html"[^%]*%}\s*(?:{%\s*(?:if|else|url|translate|blocktranslate)[^%]*%}\s*)*'
    r"<(?:p|div)[^>]*>\s*(?:{%[^%]*%}\s*)*?{% include \"components/link_button"
)


@pytest.mark.parametrize("path", TEMPLATES)
def test_what_one_may_do_on_a_page_stands_in_its_head(path):
    source = _read(path)
    assert "wrap-narrow" in source or not BELOW_THE_HEAD.search(source), (
        "give the button to page_head, by `actions` or as its inside"
    )


# The name of a perspective as the heading of its colour: on a phone long ones break at their seam.
HEAD_OF_PERSPECTIVE = re.compile(r'class="perspective-head">\s*<h[^>]*>{{ ([^}]*) }}')


@pytest.mark.parametrize("path", TEMPLATES)
def test_name_of_a_perspective_breaks_at_its_seam(path):
    assert [name for name in HEAD_OF_PERSPECTIVE.findall(_read(path)) if "|seams" not in name] == []


@pytest.mark.parametrize("path", SPEAKING)
def test_template_text_is_translatable(path):
    source = re.sub(r"<svg.*?</svg>", "", NOT_TEXT.sub("", _read(path)), flags=re.S)
    words = (found.strip() for found in WORDS.findall(source))
    assert [word for word in words if word not in NAMES] == []


@pytest.mark.parametrize("path", SPEAKING)
def test_template_attributes_that_are_read_aloud_are_translatable(path):
    source = NOT_TEXT.sub("", _read(path))
    spoken = re.findall(
        r"\s(?:aria-label|title|placeholder|alt)=\"([^\"{}]*[A-Za-zÅÄÖåäö]{3,}[^\"{}]*)\"", source
    )
    assert [words for words in spoken if words not in NAMES] == []


def _read(path):
    return (ROOT / path).read_text(encoding="utf-8")
