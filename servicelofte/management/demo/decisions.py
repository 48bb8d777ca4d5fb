"""Phase 4 of a project of the demo: the package, its freezing, the meetings, and the documents whose bytes are kept."""

import datetime as dt
from typing import Any

from decisions.domain.document import publish_decision
from decisions.domain.handling import register_handling
from decisions.domain.package import change_package, create_package, freeze_package, write_part
from decisions.enums import PartKind
from decisions.models import DecisionPackage, DocumentFile, PackagePart
from decisions.queries.package import EXPORT
from jobs.domain.job import enqueue_job, run_due_jobs
from servicelofte.management.demo.remiss import numbered
from servicelofte.management.demo.story import Story

# The demo makes the documents of the decision only: those of the package would be made for nobody.
ON_PAPER = "Fullmäktige fick handlingarna utskrivna på mötet."


def plan(story: Story) -> None:
    """Put the package and what became of it on the agenda, when the project has one."""
    facts = story.content.get("decision")
    if facts is None:
        return
    story.on(facts["opened"], lambda: _open(story, facts))
    story.on(facts["frozen"] - 1, lambda: _write(story, facts))
    story.on(facts["frozen"], lambda: _freeze(story))
    for row in facts["handlings"]:
        story.on(row["day"] + 1, lambda row=row: _handle(story, row))
    if "published" in facts:
        story.on(facts["published"], lambda: _export(story))
        story.on(facts["published"], lambda: _publish(story))
    else:
        story.on(facts["frozen"], lambda: _export(story))


def monday(day: dt.date) -> dt.date:
    """Return the Monday of the day's week: the bodies of the demo meet on Mondays."""
    return day - dt.timedelta(days=day.weekday())


def _open(story: Story, facts: dict[str, Any]) -> None:
    package = create_package(
        draft=story.versions[-1], actor=story.cast.person("secretary"), presenter=facts["presenter"]
    )
    story.package = change_package(
        package=package,
        actor=story.cast.person("secretary"),
        opened=package.version,
        draft=story.versions[-1],
        presenter=facts["presenter"],
        registry_number=numbered(story, facts["registry_number"]),
    )


def _write(story: Story, facts: dict[str, Any]) -> None:
    for kind, texts in facts["parts"].items():
        for language in story.region.languages:
            part = PackagePart.objects.get(package=story.package, kind=kind, language=language)
            write_part(
                package=story.package,
                kind=kind,
                language=language,
                actor=story.cast.person("secretary"),
                opened=part.version,
                body=texts[language].replace("{version}", str(story.package.draft.number)),
                budget_effect=facts["budget"][language] if kind == PartKind.IMPLEMENTATION else "",
            )


def _fresh(story: Story) -> DecisionPackage:
    related = ("promise__project__region", "draft", "region")
    return DecisionPackage.objects.select_related(*related).get(pk=story.package.pk)


def _freeze(story: Story) -> None:
    package = _fresh(story)
    freeze_package(package=package, actor=story.cast.person("secretary"), opened=package.version)


def _handle(story: Story, row: dict[str, Any]) -> None:
    register_handling(
        package=_fresh(story),
        actor=story.cast.person("secretary"),
        body_kind=row["body_kind"],
        body_name=row["body_name"],
        meeting_on=monday(story.date(row["day"])),
        section=row["section"],
        result=row["result"],
        minutes_url=row.get("minutes_url", ""),
        undocumented=ON_PAPER,
    )


def _export(story: Story) -> None:
    """Have the documents made as the page does, but wait for them."""
    secretary = story.cast.person("secretary")
    enqueue_job(
        region=story.region,
        kind=EXPORT,
        occasion=f"package:{story.package.pk}",
        arguments={"package": story.package.pk, "person": secretary.pk},
        asked_by=secretary,
    )
    run_due_jobs()
    made = DocumentFile.objects.filter(package=story.package).count()
    if made < len(story.region.languages):
        raise RuntimeError(f"The documents of package {story.package.pk} could not be made; see the log")


def _publish(story: Story) -> None:
    package = _fresh(story)
    publish_decision(package=package, actor=story.cast.person("secretary"), opened=package.version)
