"""Packages for tests, brought to a state by the domain."""

import datetime as dt
from typing import Any

from accounts.models import User
from decisions.domain.handling import WhyEarly, register_handling
from decisions.domain.package import change_package, create_package, freeze_package, write_part
from decisions.enums import HandlingBody, HandlingResult, PartKind
from decisions.models import DecisionPackage, Handling
from drafting.domain.version import publish_version
from drafting.models import DraftVersion
from projects.enums import PhaseKey, Viewpoint
from projects.models import Project, PromiseText, ServicePromise
from servicelofte.common.tenancy import region_scope
from tests.factories.projects import make_project, make_promise, make_statement

WORDS = {"sv": "Så gör vi: {kind} på svenska.", "fi": "Näin toimimme: {kind} suomeksi."}
NAMES = {"sv": "Fullmäktige", "fi": "Aluevaltuusto"}
MEETING = dt.date(2026, 6, 8)
# Packages of tests are frozen when the test runs, mostly after `MEETING`.
EARLY = WhyEarly("Mötet hade samma text som utkast.", "sv")


def make_version(project: Project) -> DraftVersion:
    """Publish a promise with one statement on each side of availability."""
    promise = make_promise(project)
    make_statement(promise)
    make_statement(
        promise,
        viewpoint=Viewpoint.ORGANISER,
        sv="Vi har öppet på kvällen.",
        fi="Olemme auki iltaisin.",
    )
    with region_scope(project.region):
        return publish_version(promise=promise, actor=None)


def make_package(
    project: Project | None = None, *, region: Any = None, words: dict[str, str] | None = None
) -> DecisionPackage:
    """Make a package that is complete but not frozen; `words` by language replace those of its parts."""
    project = project or make_project(region, current=PhaseKey.DECISION)
    draft = make_version(project)
    with region_scope(project.region):
        package = create_package(draft=draft, actor=None)
        change_package(
            package=package,
            actor=None,
            opened=package.version,
            draft=draft,
            presenter="Anna Esittelijä",
            registry_number="VD/12/2026",
        )
        for kind in PartKind.values:
            for language in project.region.languages:
                body = (words or WORDS)[language].format(kind=kind)
                effect = {"sv": "Kostar 1,2 miljoner euro.", "fi": "Maksaa 1,2 miljoonaa euroa."}[language]
                write_part(
                    package=package,
                    kind=kind,
                    language=language,
                    actor=None,
                    opened=1,
                    body=body,
                    budget_effect=effect,
                )
        return reload(package)


def reword_core(promise: ServicePromise, words: str) -> None:
    """Give the promise another core in Swedish, so that there is something new to publish."""
    with region_scope(promise.region):
        text = PromiseText.objects.get(
            promise=promise, principle=None, cell=None, statement=None, language="sv"
        )
        text.body = words
        text.save()


def freeze(package: DecisionPackage, actor: User | None = None) -> DecisionPackage:
    """Freeze a complete package."""
    with region_scope(package.region):
        freeze_package(package=package, actor=actor, opened=reload(package).version)
        return reload(package)


def decide(package: DecisionPackage, actor: User | None = None, **values: Any) -> Handling:
    """Register the council's decision on a frozen package, by default its approval."""
    defaults = {
        "body_kind": HandlingBody.COUNCIL,
        "body_name": {code: NAMES[code] for code in package.region.languages},
        "meeting_on": MEETING,
        "section": "45",
        "result": HandlingResult.APPROVED,
        "undocumented": "Handlingarna delades ut på papper.",
        "early": EARLY,
    }
    with region_scope(package.region):
        return register_handling(package=package, actor=actor, **{**defaults, **values})


def reload(package: DecisionPackage) -> DecisionPackage:
    """Return the package as the database has it, with what its pages read."""
    related = ("promise__project__region", "draft", "decided_draft", "region")
    with region_scope(package.region):
        return DecisionPackage.objects.select_related(*related).get(pk=package.pk)
