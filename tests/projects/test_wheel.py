"""The wheel: five sectors, two sides, one drawing for page, paper and slide, and the same in words."""

import itertools
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from projects.wheel import Band, Sector, WheelData, WheelVariant, draw_wheel, goal_panel, wheel_twin
from projects.wheel_slides import common_scale, fit_words
from servicelofte.common.svg import LIGHT

SVG = "{http://www.w3.org/2000/svg}"
KEYS = ("availability", "accessibility", "quality", "effectiveness", "integration")
FINNISH = ("Saatavuus", "Saavutettavuus", "Laatu", "Vaikuttavuus", "Sote-integraatio")
STATUSES = ("kept", "at_risk", "broken", "not_measured", None)
ON_PAGES = (WheelVariant.DRAFT, WheelVariant.IN_FORCE, WheelVariant.FOLLOW_UP)


def make_wheel(**changes):
    sectors = tuple(
        Sector(
            key,
            name,
            organiser=Band(2, f"We {key}.", f"#organiser-{key}", status, statements=("One.", "Two.")),
            resident=Band(1, f"I {key}.", f"#resident-{key}", status, statements=("Three.",)),
        )
        for key, name, status in zip(KEYS, FINNISH, STATUSES, strict=True)
    )
    values = {
        "core": "Palvelut oikeaan aikaan",
        "language": "en",
        "organiser_label": "Organiser",
        "resident_label": "Resident",
        "sectors": sectors,
    }
    return WheelData(**(values | changes))


def parse(svg):
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.requirement(7, 8)
@pytest.mark.parametrize("variant", ON_PAGES)
def test_every_band_is_a_link_that_names_itself(variant):
    links = parse(draw_wheel(make_wheel(), variant=variant)).findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == [
        f"#{viewpoint}-{key}" for key in KEYS for viewpoint in ("resident", "organiser")
    ]
    seen = ("Kept", "Kept") if variant == WheelVariant.FOLLOW_UP else ("1 promise", "2 promises")
    for link, words, viewpoint, count in zip(
        links, seen, ("Resident", "Organiser"), ("1 promise", "2 promises"), strict=False
    ):
        assert link.get("aria-label").startswith(f"Saatavuus: {words}, {viewpoint}")
        assert count in link.get("aria-label")


@pytest.mark.parametrize("variant", list(WheelVariant))
def test_title_comes_first_and_nothing_is_inline(variant):
    drawn = draw_wheel(make_wheel(), variant=variant)
    root = parse(drawn)
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}desc"
    assert root.get("lang") == "en"
    assert "style=" not in drawn


@pytest.mark.parametrize("variant", list(WheelVariant))
def test_ids_are_unique_and_those_referred_to_exist(variant):
    root = parse(draw_wheel(make_wheel(), variant=variant, id_prefix="w2"))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("w2-") for name in ids)
    used = {node.get("href", "")[1:] for node in root.iter(f"{SVG}textPath")}
    used |= {fill[5:-1] for node in root.iter() if (fill := node.get("fill", "")).startswith("url(#")}
    assert used <= set(ids)


@pytest.mark.parametrize("variant", list(WheelVariant))
def test_palette_draws_without_links_text_paths_or_style_sheet(variant):
    root = ElementTree.fromstring(draw_wheel(make_wheel(), variant=variant, palette=LIGHT))
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert not tags & {"a", "textPath", "desc"}
    assert root.get("role") == "img"
    words = list(root.iter(f"{SVG}text"))
    assert all(node.get("fill") and node.get("font-family") for node in words)


def test_palette_title_says_what_the_drawing_shows():
    title = ElementTree.fromstring(draw_wheel(make_wheel(), variant=WheelVariant.PRINT, palette=LIGHT))[
        0
    ].text
    assert "Palvelut oikeaan aikaan" in title
    assert "Laatu: 2 promises, Organiser" in title


def test_counts_give_way_on_small_screens():
    root = parse(draw_wheel(make_wheel()))
    counts = [node for node in root.iter(f"{SVG}text") if "wheel-count" in node.get("class", "")]
    assert len(counts) == 10


def test_goal_is_the_tip_of_a_band_in_force():
    link = parse(draw_wheel(make_wheel(), variant=WheelVariant.IN_FORCE)).find(f".//{SVG}a")
    assert link[0].text == "I availability."
    assert link.get("aria-label").endswith("I availability.")


def test_follow_up_says_status_in_word_mark_and_pattern():
    drawn = draw_wheel(make_wheel(), variant=WheelVariant.FOLLOW_UP)
    for word in ("Kept", "At risk", "Broken", "Not yet measured"):
        assert f">{word}<" in drawn
    assert drawn.count("wheel-mark-full") == 8
    assert {"wheel-at_risk", "wheel-broken", "wheel-not_measured"} == set(
        re.findall(r'class="wheel-rim" fill="url\(#([\w-]+)\)"', drawn)
    )


def test_print_numbers_the_perspectives_and_gives_each_its_own_pattern():
    drawn = draw_wheel(make_wheel(), variant=WheelVariant.PRINT)
    assert [f"{number} {name}" in drawn for number, name in enumerate(FINNISH, start=1)] == [True] * 5
    assert set(re.findall(r'class="wheel-rim" fill="url\(#wheel-(\w+)\)"', drawn)) == set(KEYS)


@pytest.mark.requirement(10)
def test_empty_template_has_lines_to_write_on_and_no_promises():
    drawn = draw_wheel(make_wheel(), variant=WheelVariant.EMPTY)
    assert "Palvelut" not in re.sub(r"<title.*?</desc>", "", drawn)
    assert drawn.count('class="wheel-rule"') == 3 + 5 * 5


@pytest.mark.requirement(53)
@pytest.mark.parametrize(
    ("variant", "own", "other"), [("organiser_only", "Two.", "Three."), ("resident_only", "Three.", "Two.")]
)
def test_single_viewpoint_opens_to_its_own_statements(variant, own, other):
    drawn = draw_wheel(make_wheel(), variant=WheelVariant(variant))
    assert drawn.count(f">{own}<") == 5
    assert f">{other}<" not in drawn


def test_statements_that_do_not_go_in_are_counted():
    band = Band(
        goal="A goal.", statements=tuple(f"Statement number {number}, long enough." for number in range(40))
    )
    with translation.override("en"):
        lines = fit_words("Quality", band, 280, common_scale([("Quality", band, 280)]))
    shown = sum(1 for line in lines if line.content.startswith("Statement"))
    assert lines[-1].content == f"and {40 - shown} more"


@pytest.mark.parametrize(
    "core",
    [
        "Turvallisesti kotona, koko matkan",
        "Du får den hjälp du behöver i rätt tid, nära dig och på ditt eget språk",
        "Saat apua ajoissa, omalla kielelläsi ja läheltä, ja tiedät aina, kuka siitä vastaa ja miten se etenee",
    ],
)
def test_long_core_is_whole_at_every_size_and_larger_where_the_drawing_is_small(core):
    root = parse(draw_wheel(make_wheel(core=core)))
    [wide] = [node for node in root.iter(f"{SVG}g") if node.get("class") == "wheel-wide"]
    [narrow] = [node for node in root.iter(f"{SVG}g") if node.get("class") == "wheel-narrow"]
    sizes = []
    for drawing in (wide, narrow):
        lines = [node for node in drawing.iter(f"{SVG}text") if "wheel-core" in node.get("class")]
        assert " ".join(line.text for line in lines) == core
        sizes.append({float(line.get("font-size")) for line in lines})
    [[at_desk], [on_phone]] = sizes
    assert on_phone > at_desk
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_core_on_a_phone_is_not_under_twelve_pixels():
    root = parse(draw_wheel(make_wheel(core="Turvallisesti kotona, koko matkan")))
    [narrow] = [node for node in root.iter(f"{SVG}g") if node.get("class") == "wheel-narrow"]
    sizes = [float(node.get("font-size")) for node in narrow.iter(f"{SVG}text")]
    # At 320 px the drawing is 288 px wide, of 1000 units.
    assert min(sizes) * 288 / 1000 >= 12


def test_long_name_stands_on_two_arcs():
    sectors = make_wheel().sectors
    longer = Sector(
        "integration", "Social- och hälsovårdsintegration", sectors[4].organiser, sectors[4].resident
    )
    drawn = draw_wheel(make_wheel(sectors=(*sectors[:4], longer)))
    assert 'id="wheel-integration-name1"' in drawn


@pytest.mark.requirement(8)
@pytest.mark.parametrize("variant", list(WheelVariant))
def test_words_are_held_to_their_width_where_readers_space_letters(variant):
    """Wider spacing (WCAG 1.4.12) narrows the letters: else words run out of disc and arcs and over the marks."""
    words = list(parse(draw_wheel(make_wheel(), variant=variant)).iter(f"{SVG}text"))
    words += [path for node in words for path in node.findall(f"{SVG}textPath")]
    assert words
    for node in words:
        assert 0 < float(node.get("textLength")) < 500, "".join(node.itertext())
        assert node.get("lengthAdjust") == "spacingAndGlyphs"
    on_paper = draw_wheel(make_wheel(), variant=variant, palette=LIGHT)
    assert "textLength" not in on_paper


@pytest.mark.browser
def test_spaced_letters_are_no_wider_than_the_words_were(page):
    drawn = draw_wheel(make_wheel(core="Palvelut oikeaan aikaan lähelläsi"), variant=WheelVariant.FOLLOW_UP)
    boxes = "[...document.querySelectorAll('.wheel text')].map(text => text.getBBox().width)"
    page.set_content(drawn)
    before = page.evaluate(boxes)
    page.add_style_tag(content="* { letter-spacing: .12em !important; word-spacing: .16em !important }")
    after = page.evaluate(boxes)
    assert len(before) > 20
    assert [wide for wide, usual in zip(after, before, strict=True) if wide > usual * 1.03] == []


def test_words_of_people_are_escaped():
    drawn = draw_wheel(
        make_wheel(core="<script>x</script>", organiser_label='"><b>'), variant=WheelVariant.IN_FORCE
    )
    assert "<script" not in drawn
    assert "<b>" not in drawn


HOSTILE = (
    "</text></svg><script>hit()</script>",
    "]]><!--<![CDATA[",
    "url(#wheel-quality) javascript:hit() expression(1)",
    "\"x\" onload=\"hit()\" 'y' style='z'",
    "&lt;&amp;#60;&#x3c;",
    "Å" * 400,
    "\u202eabc\u2066\u200f\u00ad",
    "",
)


@pytest.mark.parametrize("variant", list(WheelVariant))
@pytest.mark.parametrize("palette", [None, LIGHT], ids=["page", "paper"])
def test_words_of_people_make_no_element_and_no_attribute(variant, palette):
    """Read as XML, whatever was written: the same elements and attributes as of plain words, and the words whole."""
    usual = _parts(_drawn_of("x", variant, palette)) | {("title", "")}
    for words in HOSTILE:
        drawn = _drawn_of(words, variant, palette)
        assert _parts(drawn) <= usual, words
        if palette is None and variant != WheelVariant.EMPTY:
            assert words in "".join(ElementTree.fromstring(drawn).itertext())


def _drawn_of(words: str, variant, palette) -> str:
    sectors = [
        replace(
            row,
            name=words,
            **{side: replace(row.band(side), goal=words) for side in ("organiser", "resident")},
        )
        for row in make_wheel().sectors
    ]
    hostile = make_wheel(core=words, organiser_label=words, organiser_principle=words, sectors=tuple(sectors))
    return draw_wheel(hostile, variant=variant, palette=palette)


def _parts(drawn: str) -> set[tuple[str, str]]:
    """Return every (element, attribute) of a drawing, and (element, "")."""
    found = set()
    for node in ElementTree.fromstring(drawn).iter():
        tag = node.tag.rpartition("}")[2]
        found |= {(tag, ""), *((tag, name) for name in node.attrib)}
    return found


@pytest.mark.requirement(4, 8)
def test_twin_says_every_cell():
    rows = wheel_twin(make_wheel())
    assert [(row.key, row.viewpoint) for row in rows] == list(
        itertools.product(KEYS, ("resident", "organiser"))
    )
    assert rows[5].goal == "We quality."
    assert rows[5].status_word == "Broken"
    assert rows[5].count_label == "2 promises"


def test_core_and_goals_in_another_language_than_the_wheel_are_marked():
    sectors = make_wheel().sectors
    foreign = replace(sectors[0], resident=replace(sectors[0].resident, lang="sv"))
    wheel = make_wheel(sectors=(foreign, *sectors[1:]), core_lang="sv")
    assert [row.lang for row in wheel_twin(wheel)] == ["sv", *[""] * 9]
    assert '<span lang="sv">I availability.</span>' in goal_panel(wheel)
    assert re.search(r'<text[^>]* lang="sv"[^>]*>Palvelut', draw_wheel(wheel))
    assert ' lang="sv"' not in draw_wheel(make_wheel(core_lang="en"))


def test_goal_panel_holds_a_goal_for_every_band():
    panel = goal_panel(make_wheel())
    assert panel.count('class="wheel-goal ') == 10
    assert "Outermost what you shall notice" in panel
    assert 'aria-hidden="true"' in panel


@pytest.mark.requirement(3)
@pytest.mark.parametrize("variant", list(WheelVariant))
def test_perspective_that_is_left_out_keeps_its_place(variant):
    sectors = make_wheel().sectors
    left_out = Sector("quality", "Laatu", Band(), Band(), is_left_out=True)
    drawn = draw_wheel(make_wheel(sectors=(*sectors[:2], left_out, *sectors[3:])), variant=variant)
    ground = re.search(
        r'class="p-quality"><(?:g class="wheel-band[^>]*><)?path d="[^"]+" class="([\w-]+)"', drawn
    )
    assert ground[1] == "wheel-blank"
    assert ("left out" in drawn) == (variant != WheelVariant.EMPTY)


def test_perspective_that_is_left_out_has_no_status_however_its_sentences_stood():
    """Neither seen nor heard: what was measured before it was left out is no part of the promise."""
    kept = [
        replace(row, resident=replace(row.resident, status="kept"), organiser=Band())
        for row in make_wheel().sectors
    ]
    broken = replace(kept[2], resident=Band(1, url="#r", status="broken"), is_left_out=True)
    drawn = draw_wheel(make_wheel(sectors=(*kept[:2], broken, *kept[3:])), variant=WheelVariant.FOLLOW_UP)
    assert "url(#wheel-broken)" not in drawn
    assert "Broken" not in drawn
    assert drawn.count("Laatu: left out") == 4, (
        "twice in the description, in the tip and the name of the link"
    )


def test_statement_of_several_lines_has_one_dot():
    sectors = make_wheel().sectors
    words = "Mitt behov bedöms senast nästa vardag efter att jag tagit kontakt, på mitt eget språk."
    own = replace(sectors[0], resident=Band(2, "Mål.", statements=(words, "Kort.")))
    rest = [replace(row, resident=Band()) for row in sectors[1:]]
    drawn = draw_wheel(make_wheel(sectors=(own, *rest)), variant=WheelVariant.RESIDENT_ONLY, palette=LIGHT)
    assert drawn.count(' r="4"') == 2


def test_words_that_go_in_at_no_size_are_set_at_the_smallest():
    band = Band(40, "Mål.", statements=("Mitt behov bedöms senast nästa vardag.",) * 40)
    assert common_scale([("Tillgång", band, 280)]) == 0.7
    assert common_scale([("Tillgång", Band(0, "Mål."), 280)]) == 1


def test_drawing_for_paper_has_nothing_for_another_width():
    long_core = make_wheel(core="Hjälp i rätt tid, på ditt eget språk och nära dig, varje dag och hela livet")
    assert 'class="wheel-narrow"' in draw_wheel(long_core, variant=WheelVariant.FOLLOW_UP)
    for variant in (WheelVariant.PRINT, WheelVariant.FOLLOW_UP):
        assert "wheel-narrow" not in draw_wheel(long_core, variant=variant, palette=LIGHT)


def test_paper_says_how_a_wheel_is_read_and_nothing_of_choosing():
    shown = render_to_string("components/wheel.html", {"caption": "Ytterst.", "hint": "Välj en del."})
    assert '<figcaption>Ytterst. <span class="d-print-none">Välj en del.</span></figcaption>' in shown
