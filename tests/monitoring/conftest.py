"""The cast of phase 6: a manager, an observer who owns an indicator, a promise with two statements."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from projects.enums import PhaseKey, Viewpoint
from servicelofte.common import clock
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project, make_promise, make_statement

NOON = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)


@pytest.fixture
def cast(db: None) -> Any:
    region = make_region(moderates_first=False)
    owner = make_user(region, "manager", name="Olle Ägare", email="olle@example.fi")
    project = make_project(region, current=PhaseKey.FOLLOW_UP, owner=owner)
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
        owner=owner,
        preparer=make_user(region, "preparer", name="Petra Beredare"),
        manager=make_user(region, "manager", name="Mats Chef"),
        observer=make_user(region, "observer", name="Olga Observatör"),
    )


@pytest.fixture
def noon() -> Any:
    """The clock stands at noon on 10 March 2027."""
    with clock.fixed(NOON):
        yield NOON
