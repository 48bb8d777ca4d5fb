"""Words are kept as they were written; what nobody can see is no word."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from servicelofte.common.text import looks_personal, one_line, plain, prose, seamed, shortened

JOINED = "\U0001f468\u200d\U0001f469"  # two people, joined into one picture


@pytest.mark.parametrize(
    "typed",
    ["", " \n\t", "\u200b\u200b", "\u2800", "\u3164 \u115f", "\u00ad", "\ufeff", "\u0301", "\u202e\u2066"],
)
def test_what_shows_nothing_is_nothing(typed):
    assert (plain(typed), one_line(typed)) == ("", "")


@pytest.mark.parametrize(
    "typed",
    [
        "Öppna på kvällar.",
        "Sääʹmǩiõll",
        "!",
        "7",
        JOINED,
        "می\u200cخواهم",
        "\U0001f600",
        "\U0001fae8",
        "sjuk\u00advård",
    ],
)
def test_what_shows_something_is_kept_to_the_letter(typed):
    assert (plain(f" {typed}\n"), one_line(f" {typed}\n")) == (typed, typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("A\u202eB\u2066C", "ABC"), ("A\x00B\x1b", "AB"), ("A\r\nB\rC", "A\nB\nC"), ("a\u030a", "å")],
)
def test_what_turns_or_breaks_the_line_is_taken_out(typed, kept):
    assert plain(typed) == kept


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("Verkningsfullhet", "Verknings\u00adfullhet"),
        ("Saavutettavuusseloste", "Saavutettavuus\u00adseloste"),
        ("Tillgänglighetsutlåtande", "Tillgänglighets\u00adutlåtande"),
        ("Dataskyddsbeskrivning", "Dataskydds\u00adbeskrivning"),
        ("Kansalliskielilautakunta kokoontuu", "Kansalliskieli\u00adlautakunta kokoontuu"),
        ("Dataskyddslag och tillgänglighet", "Dataskyddslag och tillgänglighet"),
        ("Mielenterveyspalvelukeskus", "Mielenterveys\u00adpalvelu\u00adkeskus"),
        ("Erikoissairaanhoitopiirin", "Erikois\u00adsairaanhoitopiirin"),
        ("Sosiaalihuoltovaltuusto", "Sosiaali\u00adhuolto\u00advaltuusto"),
        ("Hälsovårdstjänsteplanering", "Hälsovårds\u00adtjänste\u00adplanering"),
        ("Pohjois-Karjalan hyvinvointialue", "Pohjois-Karjalan hyvinvointialue"),
    ],
)
def test_long_compound_may_break_at_its_seam_and_a_short_one_stays(words, broken):
    assert seamed(words) == broken


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a.b@x-y.fi](mailto:a.b@x-y.fi)", '<a href="mailto:a.b@x-y.fi" rel="noopener noreferrer">{}</a>'),
        ("a.b@x-y.fi", "{}"),
        ("(a.b@x-y.fi).", "({})."),
    ],
)
def test_address_in_prose_may_break_at_its_parts_and_is_written_to_whole(written, shown):
    assert prose(written) == f"<p>{shown.format('a.<wbr>b@<wbr>x-y.<wbr>fi')}</p>\n"


def test_prose_without_an_address_stays_as_it_was():
    assert (
        prose("Kl. 9.30 @ torget, <i>se</i> x@y") == "<p>Kl. 9.30 @ torget, &lt;i&gt;se&lt;/i&gt; x@y</p>\n"
    )


def test_numbers_that_belong_together_stand_on_one_line_in_prose():
    kept = '<p>(osat <span class="text-nowrap">2–6</span>), a–b, 3 – 4, 1–</p>\n'
    assert prose("(osat 2–6), a–b, 3 – 4, 1–") == kept
    assert prose("Den 1.–3. maj") == '<p>Den <span class="text-nowrap">1.–3</span>. maj</p>\n'


@pytest.mark.parametrize("number", ["06 555 0100", "040 123 4567", "+358 6 555 0100"])
def test_telephone_number_stands_on_one_line_in_prose(number):
    assert prose(f"Ring {number}, vardagar.") == (
        f'<p>Ring <span class="text-nowrap">{number}</span>, vardagar.</p>\n'
    )


def test_years_in_a_sentence_stay_on_one_line_and_are_escaped():
    page = Template("{{ years|unbroken }}").render(Context({"years": "2024–2027 <b>"}))
    assert page == '<span class="text-nowrap">2024–2027 &lt;b&gt;</span>'


def test_heading_with_seams_is_escaped_as_ever():
    page = render_to_string("components/page_head.html", {"title": "<b>Tillgänglighetsutlåtande</b>"})
    assert "&lt;b&gt;Tillgänglighets\u00adutlåtande&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sju tecken", "sju tecken"),
        ("sju tecken till", "sju …"),
        ("sjutecken12", "sjutecken1 …"),
        ("", ""),
    ],
)
def test_long_text_is_cut_between_words_and_says_so(text, expected):
    assert shortened(text, 10) == expected


READ = """
import sys
from servicelofte.common import text
for part in ("a", "1", "1-", "040 ", "a@", "a.a@a.", "010101-", "www.", "\\n ", "a\\n\\n", "/"):
    words = part * (300_000 // len(part))
    for read in (text.plain, text.one_line, text.looks_personal, text.seamed, text.unlinked):
        read(words)
"""


def test_time_to_read_words_grows_with_them_and_not_with_their_square():
    """Ten thousand letters in one word held everybody else's comments up for a second; these would take minutes."""
    subprocess.run([sys.executable, "-c", READ], cwd=settings.BASE_DIR, timeout=60, check=True)


@pytest.mark.parametrize("words", ["Skriv till anna@example.fi.", "a.b+c-d@x-y.fi", "å@ä.fi", "040 123 4567"])
def test_what_tells_who_somebody_is_is_seen(words):
    assert looks_personal(words)


@pytest.mark.parametrize("words", ["Kl. 8@torget", "@torget.fi", "a@b", "2026"])
def test_what_tells_nobody_is_not_taken_for_a_person(words):
    assert not looks_personal(words)


def test_broken_word_has_all_its_letters_and_no_other():
    words = "Vammaispalveluneuvottelukunta & välfärdsområdesfullmäktigeberedning, valtuusto"
    assert seamed(words).replace("\u00ad", "") == words
    assert "\u00ad\u00ad" not in seamed(words)


def test_name_in_the_way_back_and_on_a_card_may_break_at_its_seam():
    name = "Mielenterveyspalvelukeskus"
    way = render_to_string("components/breadcrumbs.html", {"items": [{"label": name, "url": "/"}]})
    assert f">{seamed(name)}</a>" in way
    assert f">{seamed(name)}</h2>" in render_to_string("components/card.html", {"title": name})
