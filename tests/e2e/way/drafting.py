"""The promise is written, published, opened for comments, reworded and published again."""

from __future__ import annotations

from tests.e2e.way.person import Person, Way
from tests.e2e.way.preparer import day

WORDS = {
    "standard_sv": "Vi svarar samma dag när du ringer hälsostationen.",
    "standard_fi": "Vastaamme samana päivänä, kun soitat terveysasemalle.",
}
REWORDED = {
    "standard_sv": "Vi svarar inom tre timmar när du ringer hälsostationen, också på kvällen.",
    "standard_fi": "Vastaamme kolmen tunnin kuluessa, kun soitat terveysasemalle, myös illalla.",
}


def write_promise(way: Way, preparer: Person) -> None:
    """Take in the handbook's example and add a sentence of the region's own."""
    preparer.open(way.work("promise/"))
    preparer.shot("editor-nothing-written")
    preparer.press(r"/promise/\d+/example/")
    preparer.shot("editor-example")
    preparer.follow(r"/statements/new/")
    preparer.fill(WORDS)
    preparer.pick("cell", 2)
    preparer.shot("editor-new-statement")
    preparer.send()
    preparer.shot("editor-written")


def publish_version(way: Way, preparer: Person, number: int, summary: str, kooste: str) -> None:
    """Freeze the words as a numbered version that everybody can read."""
    preparer.open(way.work("versions/"))
    if number == 1:
        preparer.shot("versions-none-yet")
    preparer.follow(r"/versions/publish/")
    preparer.fill({"summary_sv": summary, "summary_fi": kooste})
    preparer.shot(f"version-{number}-to-publish")
    preparer.send()


def open_consultation(way: Way, preparer: Person) -> None:
    """Open the draft for everybody's comments."""
    preparer.open(way.work("versions/"))
    preparer.follow(r"/consultations/new/")
    preparer.fill({"opens_on": day(0), "closes_on": day(21), "moderates_first": True})
    preparer.shot("consultation-days")
    preparer.send()
    preparer.shot("versions-and-consultation")


def reword(way: Way, preparer: Person) -> None:
    """Change the sentence because of the comment, in both languages."""
    preparer.open(way.work("promise/"))
    row = preparer.page.locator("main li", has_text=WORDS["standard_sv"]).last
    with preparer.page.expect_navigation():
        row.locator("a").first.click()
    preparer.fill({**REWORDED, "reason": "Invånarna bad om en tid och om kvällar."})
    preparer.shot("statement-reworded")
    preparer.send()


def invite_body(way: Way, preparer: Person) -> None:
    """Put a body into the register and ask for its opinion."""
    preparer.open(f"/work/{way.region}/bodies/new/")
    preparer.fill(
        {
            "name_sv": "Äldrerådet i Österbotten",
            "kind": "influence_body",
            "email": "aldreradet@example.fi",
            "language": "sv",
        }
    )
    preparer.shot("body-in-the-register")
    preparer.send()
    preparer.open(way.work("opinions/"))
    preparer.follow(r"/opinions/new/")
    preparer.page.locator("main input[name=bodies]").first.check()
    preparer.fill({"due_on": day(21)})
    preparer.send()
    preparer.shot("opinions-asked-for")


def analyse(way: Way, preparer: Person) -> None:
    """Look through everything that came in beside what became of it."""
    preparer.open(way.work("analysis/"))
    preparer.shot("analysis-of-responses")
