"""A resident with a small phone without scripting: comments, keeps the code, comes back for the answer."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.way.drafting import REWORDED, WORDS
from tests.e2e.way.person import Way

COMMENT = "Säg hur snabbt ni svarar, och svara också på kvällen."


def comment(way: Way) -> None:
    """Read the draft, comment on one sentence and write down the code."""
    resident = way.person(phone=True, scripting=False)
    resident.open(way.public())
    resident.shot("phone-project")
    resident.follow(rf"/{way.slug}/draft/")
    resident.shot("phone-draft")
    row = resident.page.locator("main li", has_text=WORDS["standard_sv"]).last
    with resident.page.expect_navigation():
        row.locator("a[href*='/draft/comment/']").click()
    resident.write("words", COMMENT)
    resident.shot("phone-comment")
    resident.send()
    resident.shot("phone-comment-received")
    found = re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", resident.text())
    assert found, resident.text()
    way.code = found[0]
    resident.leave()


def open_receipt(way: Way) -> None:
    """Come back by the code alone, read the answer and walk the thread to the new words."""
    resident = way.person(phone=True, scripting=False)
    resident.open("/r/")
    resident.fill({"code": way.code.lower().replace("-", " ")})
    resident.shot("phone-receipt-code")
    resident.send()
    main = resident.page.locator("main")
    expect(main).to_contain_text("Du får ett klockslag")
    expect(main).to_contain_text(COMMENT)
    resident.shot("phone-receipt-answered")
    resident.follow(r"/thread/contribution/[^/]+/")
    expect(main).to_contain_text(REWORDED["standard_sv"])
    resident.shot("phone-thread-to-the-new-words")
    resident.open(way.public("draft/compare/"))
    resident.shot("phone-versions-compared")
    resident.leave()


def see_status(way: Way) -> None:
    """See whether the promise is kept, and walk from the comment to the indicator."""
    resident = way.person(phone=True, scripting=False)
    resident.open(way.public("promise/"))
    resident.shot("phone-promise-status")
    row = resident.page.locator("main li", has_text=REWORDED["standard_sv"]).last
    expect(row).to_contain_text("Hålls")
    with resident.page.expect_navigation():
        row.locator("a[href*='/indicators/']").first.click()
    resident.shot("phone-indicator")
    resident.open("/r/")
    resident.fill({"code": way.code})
    resident.send()
    resident.follow(r"/thread/contribution/[^/]+/")
    main = resident.page.locator("main")
    for words in (COMMENT, REWORDED["standard_sv"], "Kvällstelefon", "Svarstid", "Hålls"):
        expect(main).to_contain_text(words)
    resident.shot("phone-golden-thread")
    resident.leave()


def give_opinion(way: Way) -> None:
    """An invited body answers by the link of its mail."""
    way.site.work()
    found = re.search(r"(/\w\w)(/r/opinion/\S+)", way.site.newest_mail("aldreradet@example.fi"))
    assert found
    body = way.person()
    body.open(found[2])
    body.shot("opinion-invitation")
    body.press(r"/r/opinion/")
    body.fill(
        {
            "general": "Äldrerådet tycker att löftet är tydligt.",
            "stance_availability_resident": "supports",
            "words_availability_resident": "Telefonen är viktig för den som inte har dator.",
            "signed_by": "Elsa Holm, ordförande",
        }
    )
    body.shot("opinion-form")
    body.send()
    body.shot("opinion-received")
    body.leave()
