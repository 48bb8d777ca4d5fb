"""Other ways through the pages: by keyboard alone, in another language, two at once, in the dark, on paper."""

from __future__ import annotations

import re
import subprocess

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.e2e.way.person import DESK, PHONE, TYPING_MILLISECONDS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
MOST_TABS = 120
DARK = (
    "portal",
    "region",
    "draft",
    "comment_form",
    "survey",
    "decision",
    "promise",
    "indicator",
    "thread",
    "home",
    "project",
    "editor",
    "moderation",
    "status",
)


@pytest.fixture
def desk(browser):
    """A browser page on a large screen, with nothing stored in it."""
    context = browser.new_context(viewport=DESK, locale="sv-FI")
    yield context.new_page()
    context.close()


def _tab_to(page, what: str):
    """Press Tab until the focus is on what a selector names; the focus must be seen on the way."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", what):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert (style, shadow) != ("none", "none"), f"the focus on {what} cannot be seen"
            return
    raise AssertionError(f"{what} cannot be reached by the keyboard on {page.url}")


@pytest.mark.requirement(47, 112)
def test_comment_is_written_and_sent_by_keyboard_alone(site, desk):
    desk.goto(site.url + site.demo["pages"]["draft"])
    _tab_to(desk, ".skip-link")
    desk.keyboard.press("Enter")
    _tab_to(desk, "main .statement-action[href*='/draft/comment/']")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/draft/comment/**")
    _tab_to(desk, "textarea[name=words]")
    desk.keyboard.type("Skriv ut telefonnumret i löftet.", delay=TYPING_MILLISECONDS)
    _tab_to(desk, "main form button[type=submit]")
    desk.keyboard.press("Enter")
    expect(desk.locator("#receipt-code")).to_have_text(re.compile(r"^(\w{4}-){3}\w{4}$"))
    expect(desk.locator("main h1")).to_be_focused()


@pytest.mark.parametrize("name", ["draft", "comment_form", "survey", "promise", "thread"])
def test_language_switch_stays_on_the_page(site, desk, name):
    desk.goto(site.url + site.demo["pages"][name])
    here = desk.url
    for language in ("fi", "en", "sv"):
        desk.click(f".languages [lang={language}]")
        desk.wait_for_url(f"**/{language}/**")
        assert desk.url == here.replace("/sv/", f"/{language}/")
        assert desk.locator("html").get_attribute("lang") == language


def test_mistakes_are_summed_up_where_the_focus_goes_and_lead_to_their_fields(site, desk):
    desk.goto(site.url + site.demo["pages"]["comment_form"])
    desk.fill("input[name=email]", "ingen adress")
    desk.click("main form button[type=submit]")
    expect(desk.locator(".error-summary")).to_be_focused()
    desk.click(".error-summary a >> nth=0")
    expect(desk.locator("textarea[name=words]")).to_be_focused()
    expect(desk.locator("textarea[name=words]")).to_have_attribute("aria-invalid", "true")
    assert desk.input_value("input[name=email]") == "ingen adress"


@pytest.mark.requirement(39)
def test_second_of_two_editors_is_told_and_loses_no_words(site, sign_in, browser, shots):
    first, second = (browser.new_context(viewport=DESK).new_page() for _each in range(2))
    address = site.url + site.demo["pages"]["statement_edit"]
    for page in (first, second):
        sign_in(page, "preparer")
        page.goto(address)
    _reword(first, "Du når oss på telefon varje vardag.")
    first.wait_for_url("**/promise/**")
    expect(first.locator(".error-summary")).to_have_count(0)
    _reword(second, "Du når oss på telefon alla dagar.")
    expect(second.locator("main")).to_contain_text("Du når oss på telefon varje vardag.")
    assert second.input_value("textarea[name=standard_sv]") == "Du når oss på telefon alla dagar."
    second.screenshot(path=shots / "two-editors.png", full_page=True)
    second.click("main .form-actions button[type=submit]")
    expect(second.locator(".error-summary")).to_have_count(0)
    expect(second.locator("main")).to_contain_text("Du når oss på telefon alla dagar.")
    for page in (first, second):
        page.context.close()


def _reword(page, words: str) -> None:
    page.fill("textarea[name=standard_sv]", words)
    page.click("main .form-actions button[type=submit]")


def test_main_pages_stand_in_the_dark_on_a_small_phone(site, sign_in, browser, shots):
    context = browser.new_context(viewport=PHONE, color_scheme="dark", locale="sv-FI", is_mobile=True)
    page = context.new_page()
    sign_in(page, "administrator")
    wide = []
    for name in DARK:
        page.goto(site.url + site.demo["pages"][name])
        page.screenshot(path=shots / f"dark-{name.replace('_', '-')}.png", full_page=True)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"] + 1:
            wide.append((name, width))
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(int(part) for part in re.findall(r"\d+", ground)[:3]) < 200, (name, ground)
    context.close()
    assert wide == []


def test_draft_is_printed_without_what_belongs_to_the_screen(site, desk, shots):
    desk.goto(site.url + site.demo["pages"]["draft"])
    desk.emulate_media(media="print")
    for part in (
        ".site-nav",
        ".languages",
        ".hero-actions",
        ".statement-action",
        ".site-footer",
        ".wheel-twin",
    ):
        for each in desk.locator(part).all()[:3]:
            expect(each).to_be_hidden()
    expect(desk.locator("main h1")).to_be_visible()
    desk.set_viewport_size({"width": 794, "height": 1123})
    desk.screenshot(path=shots / "print-draft.png", full_page=True)


def test_no_page_is_printed_for_the_foot_of_the_screen_alone(site, desk, tmp_path):
    for name in ("survey_results", "promise", "decision"):
        desk.goto(site.url + site.demo["pages"][name])
        paper = tmp_path / f"{name}.pdf"
        desk.pdf(path=paper, format="A4")
        with pikepdf.open(paper) as document:
            last = str(len(document.pages))
        command = ["pdftotext", "-f", last, str(paper), "-"]
        words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        assert len(words) > 8, (name, words)
