"""Twenty-two more regions that do not exist, each with a decided promise and two years of figures."""

import random

from django.db import transaction
from django.utils import translation

from accounts.domain.region import create_region
from accounts.models import Membership, Region, User
from drafting.domain.version import decide_version, publish_version
from projects.domain.project import start_project
from servicelofte.common.tenancy import region_scope
from servicelofte.management.demo import content_files, drafts, followups
from servicelofte.management.demo.agenda import Agenda
from servicelofte.management.demo.story import Cast, Story

NAMES = (
    "Harjuvaara",
    "Lehtosalo",
    "Kuusiranta",
    "Mäntyselkä",
    "Koivulahti",
    "Haapajärvenselkä",
    "Pihlajakoski",
    "Tuomiharju",
    "Rantavaara",
    "Sinilampi",
    "Hiekkasalmi",
    "Kivikoski",
    "Suvanto",
    "Niittyranta",
    "Vaaranselkä",
    "Talviniemi",
    "Aurinkoharju",
    "Pohjanranta",
    "Itälampi",
    "Etelävaara",
    "Länsijärvi",
    "Keskiharju",
)
SEED = 2027


def found() -> int:
    """Make the regions that are missing; returns how many."""
    made = 0
    for number, name in enumerate(NAMES):
        slug = name.lower().translate(str.maketrans("äö", "ao"))
        if Region.objects.filter(slug=slug).exists():
            continue
        with transaction.atomic(), translation.override("fi"):
            _make(slug, name, random.Random(f"{SEED}/{number}"))
        made += 1
    return made


def _make(slug: str, name: str, chance: random.Random) -> None:
    region = create_region(
        slug=slug,
        names={"fi": f"Hyvinvointialue {name}", "sv": f"Välfärdsområdet {name}", "en": f"{name} region"},
        short_names=dict.fromkeys(("fi", "sv", "en"), name),
        language_status="unilingual_fi",
        population=chance.randrange(60_000, 520_000),
        contact_email=f"kirjaamo@{slug}.example",
    )
    with region_scope(region):
        user = User.objects.create(
            email=f"valmistelija@{slug}.example", name=f"{name}, valmistelu", language="fi"
        )
        Membership.objects.create(region=region, user=user, role="preparer")
        agenda = Agenda()
        story = Story("everyone", Cast(region, {"preparer": user}), agenda, _content(chance))
        story.on(-1000, lambda: _start(story))
        story.on(-960, lambda: drafts.write_promise(story, story.content["promise"]))
        story.on(-940, lambda: _decide(story))
        followups.plan(story)
        agenda.run()


def _content(chance: random.Random) -> dict:
    """Return the content of the finished project with figures of the region's own, and nothing that people said."""
    content = content_files.project("everyone")
    share = chance.uniform(0.85, 1.08)
    indicators = [
        {**row, "values": [value if value is None else round(value * share, 1) for value in row["values"]]}
        for row in content["followup"]["indicators"]
    ]
    empty: dict[str, list] = {name: [] for name in ("statuses", "correctives", "feedback", "rounds")}
    promise = {**content["promise"], "earlier": {}, "verifications": {}}
    return {**content, "promise": promise, "followup": {**empty, "indicators": indicators}}


def _start(story: Story) -> None:
    facts = story.content["project"]
    first, last = facts["years"]
    story.project = start_project(
        region=story.region,
        actor=story.preparer,
        titles=facts["titles"],
        period_from=story.year(first),
        period_to=story.year(last),
        starts_on=story.date(-1000),
        **story.columns("purpose", facts["purpose"]),
    )
    story.promise = story.project.promises.get()


def _decide(story: Story) -> None:
    story.promise.refresh_from_db()
    decide_version(version=publish_version(promise=story.promise, actor=story.preparer), actor=story.preparer)
