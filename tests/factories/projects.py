"""Projects and promises for tests, made without the domain, so that each app is tested on its own."""

import datetime as dt
from itertools import count

from simple_history.utils import bulk_create_with_history

from accounts.models import Region, User
from projects.domain.text import Edition, Owner, owner_fields, write_words
from projects.enums import Perspective, PhaseKey, PhaseState, Register, Viewpoint
from projects.models import Cell, Principle, Project, ProjectPhase, PromiseText, ServicePromise, Statement
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope

_numbers = count(1)


def make_project(region: Region, *, current: str = PhaseKey.PREPARATION, **values: object) -> Project:
    """Make a project whose phases before `current` are done."""
    number = next(_numbers)
    defaults = {
        "slug": f"project-{number}",
        "title_sv": f"Löfte {number}",
        "title_fi": f"Lupaus {number}",
        "title_en": f"Promise {number}",
        "period_from": 2027,
        "period_to": 2029,
        "starts_on": dt.date(2026, 2, 1),
    }
    with region_scope(region):
        project = Project.objects.create(region=region, **{**defaults, **values})
        reached = False
        for position, key in enumerate(PhaseKey, start=1):
            state = (
                PhaseState.CURRENT if key == current else PhaseState.WAITING if reached else PhaseState.DONE
            )
            reached = reached or key == current
            ProjectPhase.objects.create(
                region=region,
                project=project,
                key=key,
                number=position,
                state=state,
                title_sv=f"Fas {position}",
                title_fi=f"Vaihe {position}",
                title_en=f"Phase {position}",
                short_sv=f"Fas {position}",
                short_fi=f"Vaihe {position}",
                short_en=f"Phase {position}",
            )
    return project


def make_promise(project: Project, **values: object) -> ServicePromise:
    """Make a promise with core, principles and ten cells, each with words in Swedish and Finnish.

    Nearly every test makes one, hence in few statements.
    """
    region = project.region
    with region_scope(region):
        promise = ServicePromise.objects.create(region=region, project=project, **values)
        owned = {"region": region, "promise": promise}
        principles = Principle.objects.bulk_create(
            Principle(**owned, viewpoint=viewpoint) for viewpoint in Viewpoint
        )
        cells = Cell.objects.bulk_create(
            Cell(**owned, perspective=perspective, viewpoint=viewpoint)
            for viewpoint in Viewpoint
            for perspective in Perspective
        )
        texts = _texts(promise, sv="Hjälp i rätt tid", fi="Apua oikeaan aikaan")
        for row in principles:
            names = {"sv": f"Princip {row.viewpoint}", "fi": f"Periaate {row.viewpoint}"}
            texts += _texts(promise, principle=row, **names)
        for cell in cells:
            place = f"{cell.perspective} {cell.viewpoint}"
            texts += _texts(promise, cell=cell, sv=f"Mål {place}", fi=f"Tavoite {place}")
        bulk_create_with_history(texts, PromiseText)
    return promise


def make_texts(promise: ServicePromise, *, sv: str, fi: str, **owner: object) -> None:
    """Write words in both languages for an owner (cell=, principle=, statement=, or none for the core)."""
    bulk_create_with_history(_texts(promise, sv=sv, fi=fi, **owner), PromiseText)


def _texts(promise: ServicePromise, *, sv: str, fi: str, **owner: object) -> list[PromiseText]:
    now = clock.now()
    shared = {"region": promise.region, "promise": promise, "changed_at": now, **owner}
    return [
        PromiseText(language=language, body=body, **shared) for language, body in (("sv", sv), ("fi", fi))
    ]


def make_statement(
    promise: ServicePromise,
    perspective: str = Perspective.AVAILABILITY,
    viewpoint: str = Viewpoint.RESIDENT,
    *,
    sv: str = "Jag får svar samma dag.",
    fi: str = "Saan vastauksen samana päivänä.",
) -> Statement:
    """Make a statement in a cell with words in both languages."""
    with region_scope(promise.region):
        cell = promise.cells.get(perspective=perspective, viewpoint=viewpoint)
        statement = Statement.objects.create(
            region=promise.region, promise=promise, cell=cell, order=next(_numbers)
        )
        make_texts(promise, statement=statement, sv=sv, fi=fi)
    return statement


def write_text(
    *,
    owner: Owner,
    language: str,
    body: str,
    expected: int,
    actor: User | None = None,
    register: str = Register.STANDARD,
    reason: str = "",
) -> PromiseText | None:
    """Write one original text of an owner, opened at version `expected`; returns it as stored, None when it is not."""
    key = (language, str(register))
    edition = Edition(actor=actor, source_language=language, expected={key: expected}, reason=reason)
    write_words(owner=owner, words={key: body}, edition=edition)
    texts = PromiseText.objects.filter(**owner_fields(owner=owner))
    return texts.filter(language=language, register=register).first()


def start(region: Region, **values: object) -> Project:
    """Start a project through the domain: with the handbook's texts, the promise's shape and what other apps add."""
    from projects.domain.project import start_project

    number = next(_numbers)
    defaults = {
        "titles": {"sv": f"Löfte {number}", "fi": f"Lupaus {number}", "en": f"Promise {number}"},
        "period_from": 2027,
        "period_to": 2029,
        "starts_on": dt.date(2026, 2, 1),
        "actor": None,
    }
    with region_scope(region):
        return start_project(region=region, **{**defaults, **values})
