"""What the one script does: unsent words are kept until they were received, and a list is ticked at once."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
SCRIPT = (Path(__file__).resolve().parents[2] / "static" / "js" / "app.js").read_text(encoding="utf-8")
KEPT = '<template id="kept-words"><div class="kept-words"><button data-discard>x</button></div></template>'
RECEIVED = '<div class="messages"><div data-received>Saved</div></div>'


def form(words: str = "", version: int = 1) -> str:
    return (
        f'{KEPT}<form data-keep="1:p" action="/next" method="post"><textarea name="words">{words}</textarea>'
        f'<input type="hidden" name="opened_version" value="{version}"><button>Save</button></form>'
    )


@pytest.fixture
def show(browser):
    """Return a function that answers the next request with a body, by opening `path` or by pressing Save."""
    context = browser.new_context()
    page = context.new_page()
    body = {"html": ""}
    page.route(
        "http://site.example/**",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<!doctype html><body>{body['html']}<script>{SCRIPT}</script>"
        ),
    )

    def open_(html: str, *, press: bool = False) -> Any:
        body["html"] = html
        if press:
            with page.expect_navigation():
                page.click("button:text('Save')")
        else:
            page.goto("http://site.example/form")
        return page

    yield open_
    context.close()


def words_of(page: Any) -> str:
    return page.input_value("textarea")


def test_words_that_were_received_are_not_put_into_the_next_form(show):
    show(form()).fill("textarea", "Vi ringer tillbaka.")
    show(RECEIVED, press=True)
    page = show(form())
    assert words_of(page) == ""
    assert page.locator(".kept-words").count() == 0


@pytest.mark.parametrize("answer", ["Sign in", form("Vi ringer.")])
def test_words_survive_what_is_no_answer_to_them(show, answer):
    show(form()).fill("textarea", "Vi ringer.")
    show(answer, press=True)
    page = show(form())
    assert words_of(page) == "Vi ringer."
    assert page.locator(".kept-words").count() == 1


def test_words_of_another_form_are_not_lost_by_something_else_that_was_done(show):
    show(form()).fill("textarea", "Inte klart")
    show(RECEIVED)
    assert words_of(show(form())) == "Inte klart"


def test_words_put_back_carry_the_version_they_were_written_on(show):
    show(form("Gammalt", 1)).fill("textarea", "Mitt")
    page = show(form("Kollegans", 2))
    assert (words_of(page), page.input_value("[name=opened_version]")) == ("Mitt", "1")
    page.click("[data-discard]")
    assert (words_of(page), page.input_value("[name=opened_version]")) == ("Kollegans", "2")


def choices(chosen: str = "") -> str:
    radios = "".join(
        f'<input type="radio" name="stance" value="{value}"{" checked" if value == chosen else ""}>'
        for value in ("supports", "opposes")
    )
    return (
        form().replace("<form ", "<form data-keep-choices ").replace("<button>Save", f"{radios}<button>Save")
    )


def test_choices_are_put_back_and_taken_away_where_the_form_asks_for_it(show):
    chosen = "[name=stance]:checked"
    show(choices()).check("[value=opposes]")
    page = show(choices("supports"))
    assert page.input_value(chosen) == "opposes"
    page.click("[data-discard]")
    assert page.input_value(chosen) == "supports"


def test_words_put_back_carry_the_version_of_the_draft_they_were_written_beside(show):
    beside = form().replace("opened_version", "read_version")
    show(beside).fill("textarea", "Mitt")
    assert show(beside.replace('value="1"', 'value="2"')).input_value("[name=read_version]") == "1"


def test_one_box_ticks_the_list(show):
    boxes = "".join(f'<input type="checkbox" name="ids" value="{number}">' for number in range(3))
    page = show(f'<div data-pick-all="ids" hidden><input type="checkbox" id="all"></div>{boxes}')
    page.check("#all")
    assert page.locator("input[name=ids]:checked").count() == 3
    page.uncheck("input[name=ids] >> nth=0")
    assert page.evaluate("document.querySelector('#all').indeterminate")
