"""Titles that had one language keep it through the upgrade, there and back."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.enums import LanguageStatus
from participation.domain.hearing import Turnout, record_hearing
from participation.models import ParticipationEvent
from projects.domain.milestone import add_milestone
from projects.models import Milestone
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.projects import start

BEFORE = [("projects", "0003_names_in_administration"), ("participation", "0004_names_in_administration")]


@pytest.fixture
def _migrations(transactional_db):
    # Told only when the database is made, which is after the tests are collected.
    if "projects" in settings.MIGRATION_MODULES:
        pytest.skip("migrations are switched off")


@pytest.mark.usefixtures("_migrations")
def test_title_of_one_language_stands_in_the_first_language_of_its_region_after_the_upgrade():
    regions = {
        "sv": make_region("kusten"),
        "fi": make_region("jarvi", language_status=LanguageStatus.FINNISH),
    }
    for code, region in regions.items():
        project = start(region)
        with region_scope(region):
            words = {f"title_{code}": f"Dag {code}"}
            add_milestone(project=project, actor=None, day=dt.date(2027, 2, 9), **words)
            values = {**words, "method": "workshops", "phase": "dialogue_and_participation", "notes": ""}
            values["day"] = clock.today()
            record_hearing(project=project, values=values, turnout=Turnout(), actor=None)
    try:
        MigrationExecutor(connection).migrate(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    for code, region in regions.items():
        other = "fi" if code == "sv" else "sv"
        with region_scope(region):
            for model in (Milestone, ParticipationEvent):
                for row in (model.objects.get(), model.history.get()):
                    assert getattr(row, f"title_{code}") == f"Dag {code}"
                    assert not getattr(row, f"title_{other}")
