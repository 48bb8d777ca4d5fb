"""axe finds nothing, in both colour schemes, on every page that the demo names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
WIDTHS = {"light": {"width": 1280, "height": 900}, "dark": {"width": 375, "height": 800}}


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The engine, as the lock file of the front-end packages names it."""
    return AXE.read_text(encoding="utf-8")


def _violations(page: Any, source: str) -> list[str]:
    # The page's own policy refuses foreign scripts, so axe is evaluated by the browser itself.
    page.evaluate(source)
    result = json.loads(
        page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
            ".then(found => JSON.stringify(found.violations))"
        )
    )
    return [f"{row['id']}: {row['nodes'][0]['target']} ({len(row['nodes'])})" for row in result]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["public", "workspace"])
def test_axe_finds_nothing(site, sign_in, browser, axe_source, kind, scheme):
    context = browser.new_context(color_scheme=scheme, viewport=WIDTHS[scheme], locale="sv-FI")
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    if kind == "workspace":
        sign_in(page, "administrator")
    found = {}
    for name, path in site.demo["pages"].items():
        if ("/work/" in path) != (kind == "workspace") or name == "admin":
            continue
        answer = page.goto(site.url + path)
        assert answer is not None
        assert answer.status == 200, name
        wrong = _violations(page, axe_source)
        wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
        )
        if wrong or wide:
            found[name] = [*wrong, *(["wider than the screen"] if wide else [])]
    context.close()
    assert (found, problems) == ({}, [])


ADMINISTRATION = [
    "",
    "accounts/",
    "accounts/user/1/change/",
    "projects/guideitem/",
    "decisions/decisionpackage/",
    "accounts/region/",
    "accounts/region/add/",
    "accounts/region/from-list/",
    "accounts/user/",
    "jobs/job/",
    "notices/outboxmail/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_administration_site(site, sign_in, browser, axe_source, scheme):
    context = browser.new_context(color_scheme=scheme, viewport=WIDTHS["light"], locale="sv-FI")
    page = context.new_page()
    sign_in(page, "operator")
    found = {}
    for path in ADMINISTRATION:
        answer = page.goto(f"{site.url}/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
        if wrong := _violations(page, axe_source):
            found[path] = wrong
    context.close()
    assert found == {}


def test_page_that_makes_a_region_is_no_wider_than_a_phone(site, sign_in, browser):
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="sv-FI")
    page = context.new_page()
    sign_in(page, "operator")
    page.goto(f"{site.url}/admin/accounts/region/from-list/")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 320
