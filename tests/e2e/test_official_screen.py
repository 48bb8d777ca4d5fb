"""What an official meets on a phone: the main way first, for the eye, the keyboard and the screen reader alike."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
# The ways beside a page's title, as the code has them: whether each is the main one, and where it stands.
WAYS = """links => links.map(link => [
    link.classList.contains("btn-primary"), link.getBoundingClientRect().top, link.getBoundingClientRect().left
])"""
PAGES = ["project", "editor", "versions", "opinions", "groups", "contracts", "contract", "indicator_work"]


@pytest.mark.parametrize("width", [375, 1280])
def test_main_way_of_a_page_stands_first_for_eye_and_keyboard(site, sign_in, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="sv-FI")
    page = context.new_page()
    sign_in(page, "administrator")
    wrong = {}
    for name in PAGES:
        page.goto(site.url + site.demo["pages"][name])
        ways = page.locator(".page-actions .btn").evaluate_all(WAYS)
        seen = sorted(ways, key=lambda way: (way[1], way[2]))
        if (
            len(ways) < 2
            or ways != seen
            or [main for main, *_place in ways] != [True] + [False] * (len(ways) - 1)
        ):
            wrong[name] = ways
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_name_of_the_region_is_whole_at_400_percent_with_wide_letters_too(site, sign_in, browser, language):
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="sv-FI")
    page = context.new_page()
    sign_in(page, "preparer")
    page.goto(site.url + site.demo["pages"]["home"].replace("/sv/", f"/{language}/", 1))
    brand = page.locator(".site-header .brand-region")
    cut = "name => [name, name.parentElement].some(part => part.scrollWidth > part.clientWidth + 1)"
    inside = "(menu, width) => menu.getBoundingClientRect().left >= 0 && document.body.scrollWidth <= width"
    for spacing in ("0", "0.12em"):
        # As a person's own style sheet would: the page's policy lets no style element in.
        page.evaluate(
            "spacing => { const sheet = new CSSStyleSheet();"
            " sheet.replaceSync(`* { letter-spacing: ${spacing} !important }`);"
            " document.adoptedStyleSheets = [sheet]; }",
            spacing,
        )
        assert brand.evaluate("name => getComputedStyle(name).textOverflow") == "clip"
        assert not brand.evaluate(cut)
        page.locator(".user-menu summary").click()
        assert page.locator(".user-menu-panel").evaluate(inside, 320)
        page.locator(".user-menu summary").click()
    context.close()
