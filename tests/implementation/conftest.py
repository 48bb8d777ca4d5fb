"""The cast of phase 5: a preparer, a manager, an observer, a producer; a promise with two statements."""

from types import SimpleNamespace
from typing import Any

import pytest

from projects.enums import PhaseKey, Viewpoint
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project, make_promise, make_statement


@pytest.fixture
def cast(db: None) -> Any:
    region = make_region()
    project = make_project(region, current=PhaseKey.IMPLEMENTATION)
    promise = make_promise(project)
    return SimpleNamespace(
        region=region,
        project=project,
        promise=promise,
        first=make_statement(promise, sv="Du får svar samma dag.", fi="Saat vastauksen samana päivänä."),
        second=make_statement(
            promise,
            viewpoint=Viewpoint.ORGANISER,
            sv="Vi ringer upp inom en timme.",
            fi="Soitamme tunnin sisällä.",
        ),
        preparer=make_user(region, "preparer", name="Petra Beredare"),
        manager=make_user(region, "manager", name="Mats Chef"),
        observer=make_user(region, "observer", name="Olga Observatör"),
        producer=make_user(region, "producer", name="Pia Producent"),
    )
