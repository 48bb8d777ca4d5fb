"""Somebody in front of a browser: opens pages, follows links, fills in what is asked and sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# As quick as a good typist: what comes faster than a person writes is put aside by the anonymous forms.
TYPING_MILLISECONDS = 40


@dataclass
class Shots:
    """Pictures of the way, numbered in the order in which they were taken."""

    folder: Path
    taken: int = 0

    def take(self, page: Any, name: str) -> None:
        """Keep a picture of the whole page as `NN-name.png`."""
        self.taken += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self.folder / f"{self.taken:02}-{name}.png", full_page=True)


@dataclass
class Way:
    """What the people of the way share: the site, the pictures, and where the promise has come to stand."""

    site: Any
    shots: Shots
    browser: Any
    region: str = "ostrobothnia"
    project: int = 0
    slug: str = ""
    code: str = ""
    places: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def person(self, *, language: str = "sv", scripting: bool = True, phone: bool = False) -> Person:
        """Return somebody with a browser of their own, with nothing stored in it."""
        context = self.browser.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=scripting,
            locale=f"{language}-FI",
            is_mobile=phone,
            has_touch=phone,
        )
        return Person(self, context.new_page(), language)

    def work(self, ending: str = "") -> str:
        """Return an address of the project's workspace below the language."""
        return f"/work/{self.region}/projects/{self.project}/{ending}"

    def public(self, ending: str = "") -> str:
        """Return an address of the project's public pages below the language."""
        return f"/{self.region}/{self.slug}/{ending}"


class Person:
    """One browser of one person. Every answer must be a page, without complaints of the browser's console."""

    def __init__(self, way: Way, page: Any, language: str) -> None:
        self.way = way
        self.page = page
        self.language = language
        page.on("console", self._hear)
        page.on("pageerror", lambda error: way.problems.append(f"{page.url}: {error}"))
        page.on("response", self._look)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.way.problems.append(f"{self.page.url}: {message.text}")

    def _look(self, response: Any) -> None:
        if response.status >= 400:
            self.way.problems.append(f"{response.status} {response.request.method} {response.url}")

    def leave(self) -> None:
        """Close the browser."""
        self.page.context.close()

    def open(self, address: str) -> None:
        """Open an address below the language."""
        self.page.goto(f"{self.way.site.url}/{self.language}{address}")

    def follow(self, ending: str, *, within: str = "main") -> None:
        """Follow the first link whose address ends so (query and fragment apart)."""
        links = self.page.locator(f"{within} a[href]")
        pattern = re.compile(ending + r"(\?[^#]*)?(#.*)?$")
        for link in links.all():
            if pattern.search(link.get_attribute("href")) and link.is_visible():
                with self.page.expect_navigation():
                    link.click()
                return
        raise AssertionError(f"No link to …{ending} on {self.page.url}:\n" + "\n".join(self.links()))

    def links(self) -> list[str]:
        """Return the addresses that the page leads to."""
        return [link.get_attribute("href") for link in self.page.locator("main a[href]").all()]

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in fields by name: text; a value of a choice; several values; True or False for a box."""
        for name, value in values.items():
            self._fill(name, value)

    def _fill(self, name: str, value: Any) -> None:
        fields = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
        assert fields.count(), f"No field {name} on {self.page.url}"
        tag = fields.first.evaluate("node => node.type")
        if tag in ("radio", "checkbox") and not isinstance(value, bool):
            for each in [value] if isinstance(value, str) else value:
                self.page.locator(f'main [name="{name}"][value="{each}"]').check()
        elif tag == "checkbox":
            fields.first.set_checked(value)
        elif tag.startswith("select"):
            fields.first.select_option(value)
        else:
            fields.first.fill(value)

    def pick(self, name: str, which: str | int) -> None:
        """Choose from a list by what stands there, or by its place."""
        field_ = self.page.locator(f'main select[name="{name}"]')
        if isinstance(which, int):
            field_.select_option(index=which)
        else:
            field_.select_option(label=which)

    def write(self, name: str, words: str) -> None:
        """Write words into a field key by key, at the pace of a person."""
        field_ = self.page.locator(f'main [name="{name}"]')
        field_.press_sequentially(words, delay=TYPING_MILLISECONDS)

    def send(self, button: str = "main form:not(.filter-bar) .form-actions button[type=submit]") -> None:
        """Press the form's first button and wait for the answer; nothing may be left to mend."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.expect_no_mistakes()

    def press(self, action: str, *, within: str = "main") -> None:
        """Press the button of the form that goes to an address ending so."""
        for form in self.page.locator(f"{within} form[action]").all():
            if re.search(action + r"$", form.get_attribute("action")):
                with self.page.expect_navigation():
                    form.locator("button").first.click()
                self.expect_no_mistakes()
                return
        raise AssertionError(f"No button for …{action} on {self.page.url}")

    def expect_no_mistakes(self) -> None:
        """Fail with the words of the error summary when the form was not taken."""
        summary = self.page.locator(".error-summary, .errorlist")
        assert summary.count() == 0, f"{self.page.url}:\n{summary.first.inner_text()}"

    def shot(self, name: str) -> None:
        """Keep a picture of the page; it must not be wider than the screen."""
        width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width[0] > width[1] + 1:
            self.way.problems.append(f"{self.page.url}: {width[0]} px wide on a screen of {width[1]} px")
        self.way.shots.take(self.page, name)

    def text(self, selector: str = "main") -> str:
        """Return the words of a part of the page."""
        return self.page.locator(selector).first.inner_text()

    def number(self, pattern: str) -> int:
        """Return the number that the page's address holds where the pattern says."""
        found = re.search(pattern, self.page.url)
        assert found, f"{pattern} is not in {self.page.url}"
        return int(found.group(1))
