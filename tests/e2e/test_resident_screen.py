"""What a resident meets on the narrowest phone, in forced colours and by keyboard, on the real pages."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
PHONE = {"width": 320, "height": 640}
# Words of an element that stand on more than one line, and so are broken.
BROKEN_WORDS = """element => {
    const broken = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        for (const found of walker.currentNode.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, found.index);
            range.setEnd(walker.currentNode, found.index + found[0].length);
            if (range.getClientRects().length > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""
# A band of the wheel draws its own ring along its edge.
RING = """element => {
    const drawn = element.querySelector(".wheel-focus");
    const style = getComputedStyle(drawn || element);
    return drawn ? [style.stroke, parseFloat(style.strokeWidth)] : [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
TAKEN_BY = ["region", "comment_form", "survey_form", "feedback_form", "receipt", "sign_in"]


@pytest.fixture
def open_page(site, browser):
    """Return a function that opens a page of the demo by its name, with options of the browser's context."""
    contexts = []

    def opened(name, **options):
        context = browser.new_context(**{"viewport": PHONE, "locale": "sv-FI", **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url + site.demo["pages"].get(name, name))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_name_of_the_region_is_not_broken_within_a_word(open_page, site, language):
    page = open_page(site.demo["pages"]["region"].replace("/sv/", f"/{language}/", 1))
    assert page.locator(".site-header .brand span").evaluate(BROKEN_WORDS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_choice_is_seen_in_forced_colours(open_page):
    page = open_page("survey_form", forced_colors="active")
    box = page.locator("main input[type=checkbox]").first
    box.check()
    # What the system draws by itself it draws in the person's own colours.
    assert box.evaluate("element => getComputedStyle(element).appearance") == "auto"


def test_only_the_present_place_is_marked_in_forced_colours(open_page):
    page = open_page("take_part", forced_colors="active")
    colours = page.locator(".site-nav a").evaluate_all(
        "links => links.map(link => [link.hasAttribute('aria-current'), getComputedStyle(link).borderBottomColor])"
    )
    ground = page.evaluate(
        "() => { const part = document.createElement('i'); part.style.setProperty('color', 'Canvas');"
        " document.body.append(part); return getComputedStyle(part).color; }"
    )
    assert [present for present, colour in colours if colour != ground] == [True]


@pytest.mark.parametrize("name", TAKEN_BY)
def test_whatever_takes_focus_has_the_ring(open_page, name):
    page = open_page(name, forced_colors="active")
    stops = []
    for _press in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():
            break
        stops.append((focused.evaluate("element => element.outerHTML.slice(0, 80)"), focused.evaluate(RING)))
    assert len(stops) > 4
    assert [words for words, (style, width) in stops if style == "none" or width < 2] == []


def test_button_stands_near_the_box_before_it(open_page):
    page = open_page("comment_form")
    box = page.locator("#div_id_wants_answer").bounding_box()
    button = page.locator("main .form-actions button").bounding_box()
    assert button["y"] - box["y"] - box["height"] < 40


def test_code_of_the_receipt_is_shared_evenly_between_its_lines(open_page, site):
    page = open_page("receipt", viewport={"width": 390, "height": 844})
    page.fill("input[name=code]", site.demo["codes"]["receipt"])
    page.click("main form button")
    lines = page.locator("#receipt-code").evaluate(
        "code => [...code.getClientRects()].map(line => Math.round(line.width))"
    )
    assert len(lines) == 2
    assert max(lines) - min(lines) < min(lines) / 4


@pytest.mark.parametrize("width", [390, 1280])
def test_letters_twice_as_large_stay_on_the_screen(open_page, site, width):
    page = open_page("region", viewport={"width": width, "height": 844})
    wide = []
    for name, path in site.demo["pages"].items():
        if "/work/" in path or name == "admin":
            continue
        page.goto(site.url + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert wide == []


def test_whoever_goes_back_without_scripting_and_sends_the_same_again_gets_the_same_receipt(open_page):
    page = open_page("comment_form", java_script_enabled=False)
    codes = set()
    for _time in range(2):
        page.fill("[name=words]", "Samma ord en gång till.")
        page.click("main form button")
        codes.add(page.locator("#receipt-code").inner_text())
        page.go_back()
    assert len(codes) == 1


@pytest.mark.parametrize("name", ["comment_form", "feedback_form"])
def test_half_written_words_follow_to_the_other_language_without_scripting_and_enter_still_sends(
    open_page, name
):
    page = open_page(name, java_script_enabled=False)
    page.fill("[name=words]", "Halvvägs")
    if name == "feedback_form":
        page.locator("[name=kind]").first.check()
    page.click(".languages button[value=fi]")
    assert page.locator("html").get_attribute("lang") == "fi"
    assert page.input_value("[name=words]") == "Halvvägs"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.press("[name=name]", "Enter")
    assert page.locator("#receipt-code").count() == 1
