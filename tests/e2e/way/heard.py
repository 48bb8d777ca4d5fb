"""People are heard before anything is written: a survey, remarks from a meeting, and what they add up to."""

from __future__ import annotations

from tests.e2e.way.person import Person, Way
from tests.e2e.way.preparer import day

REMARK = "Det tar för länge innan någon svarar i telefon på hälsostationen."
REMARK_FI = "Haluan, että minua palvellaan suomeksi myös illalla."


def build_survey(way: Way, preparer: Person) -> None:
    """Build a survey of two questions in both languages and publish it."""
    preparer.open(way.work("surveys/"))
    preparer.shot("surveys-none-yet")
    preparer.follow(r"/surveys/new/")
    preparer.fill(
        {
            "title_sv": "Hur fungerar vården där du bor?",
            "title_fi": "Miten palvelut toimivat siellä, missä asut?",
            "intro_sv": "Dina svar visar vad löftet måste handla om.",
            "intro_fi": "Vastauksesi näyttävät, mistä lupauksen on puhuttava.",
            "opens_on": day(0),
            "closes_on": day(14),
        }
    )
    preparer.send()
    survey = preparer.number(r"/surveys/(\d+)/")
    way.places["survey"] = f"survey/{survey}/"
    _ask(preparer)
    preparer.shot("survey-ready-to-publish")
    preparer.follow(rf"/surveys/{survey}/publish/")
    preparer.send()
    preparer.shot("survey-published")


def _ask(preparer: Person) -> None:
    preparer.follow(r"/questions/new/")
    preparer.fill(
        {
            "text_sv": "Hur lätt är det att få kontakt med vården?",
            "text_fi": "Kuinka helppoa on saada yhteys hoitoon?",
            "kind": "scale",
            "perspective": "availability",
        }
    )
    preparer.send()
    preparer.follow(r"/questions/new/")
    preparer.fill(
        {
            "text_sv": "Vad borde vi lova dig?",
            "text_fi": "Mitä meidän pitäisi luvata sinulle?",
            "kind": "text",
            "perspective": "availability",
        }
    )
    preparer.shot("survey-question")
    preparer.send()


def answer_survey(way: Way) -> None:
    """A resident answers on a small phone without scripting, from the region's front page."""
    resident = way.person(phone=True, scripting=False)
    resident.open(f"/{way.region}/")
    resident.shot("phone-region")
    resident.follow(rf"/{way.places['survey']}")
    resident.shot("phone-survey")
    resident.follow(rf"/{way.places['survey']}answer/")
    way.slug = resident.page.url.split("/survey/")[0].rsplit("/", 1)[1]
    resident.page.locator("main input[type=radio][value='2']").first.check()
    words = resident.page.locator("main textarea")
    words.press_sequentially("Att någon svarar samma dag.", delay=90)
    resident.shot("phone-survey-filled-in")
    resident.send()
    resident.shot("phone-survey-thanks")
    resident.leave()


def enter_and_code(way: Way, preparer: Person) -> None:
    """Write down what was said at a meeting and on the telephone, and say what it is about."""
    for channel, language, words in (("workshop", "sv", REMARK), ("phone", "fi", REMARK_FI)):
        preparer.open(way.work("contributions/new/"))
        preparer.fill({"channel": channel, "received_on": day(0), "language": language, "words": words})
        preparer.send()
    preparer.open(way.work("inbox/"))
    preparer.shot("inbox")
    preparer.follow(r"/contributions/\d+/")
    preparer.follow(r"/contributions/\d+/code/")
    preparer.fill({"about": ["availability:resident"], "new_theme": "Svarstider", "service": "Hälsostation"})
    preparer.send()
    preparer.shot("contribution-coded")


def synthesise(way: Way, preparer: Person) -> None:
    """Write one point that cites a contribution, and publish what was heard."""
    preparer.open(way.work("synthesis/"))
    preparer.follow(r"/synthesis/availability/")
    preparer.follow(r"/points/new/")
    preparer.fill(
        {
            "body_sv": "Människor vill få kontakt samma dag.",
            "body_fi": "Ihmiset haluavat yhteyden samana päivänä.",
        }
    )
    preparer.page.locator("main input[name=citations]").first.check()
    preparer.shot("synthesis-point")
    preparer.send()
    preparer.press(r"/synthesis/availability/approve/")
    preparer.shot("synthesis-approved")
    resident = way.person(phone=True, scripting=False)
    resident.open(way.public("heard/"))
    resident.shot("phone-what-was-heard")
    resident.leave()


def close_survey(way: Way, preparer: Person) -> None:
    """Close the survey before its last day and look at the results once they are counted."""
    survey = way.places["survey"].split("/")[1]
    preparer.open(way.work(f"surveys/{survey}/"))
    preparer.follow(rf"/surveys/{survey}/close/")
    preparer.send()
    way.site.work()
    preparer.open(way.work(f"surveys/{survey}/results/"))
    preparer.shot("survey-results")
