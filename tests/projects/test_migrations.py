"""Words that had one language keep it through the upgrade, there and back."""

import datetime as dt

import pytest
from django.conf import settings

from accounts.enums import LanguageStatus
from drafting.models import Body
from monitoring.models import StatementStatus
from participation.domain.group import change_group
from participation.domain.hearing import Turnout, record_hearing
from participation.enums import Relevance
from participation.models import ParticipationEvent, StakeholderGroup
from projects.domain.milestone import add_milestone
from projects.domain.statement import change_verification
from projects.models import Milestone, Statement
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.monitoring import make_status
from tests.factories.projects import make_promise, make_statement, start
from tests.factories.remiss import make_body
from tests.upgrade import there_and_back

BEFORE = [("projects", "0003_names_in_administration"), ("participation", "0004_names_in_administration")]
ONE_LANGUAGE = [
    ("projects", "0005_fill_titles"),
    ("participation", "0006_fill_titles"),
    ("drafting", "0008_named_places"),
    ("monitoring", "0003_names_in_administration"),
]


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
    there_and_back(BEFORE)
    for code, region in regions.items():
        other = "fi" if code == "sv" else "sv"
        with region_scope(region):
            for model in (Milestone, ParticipationEvent):
                for row in (model.objects.get(), model.history.get()):
                    assert getattr(row, f"title_{code}") == f"Dag {code}"
                    assert not getattr(row, f"title_{other}")


@pytest.mark.usefixtures("_migrations")
def test_words_that_had_one_language_are_kept_by_it_after_the_upgrade():
    cases = {
        "sv": make_region("kusten"),
        "fi": make_region("jarvi", language_status=LanguageStatus.FINNISH),
    }
    for code, region in cases.items():
        actor, project = make_user(region), start(region)
        make_body(actor, region, names={code: f"Namn {code}"})
        with region_scope(region):
            statement = make_statement(project.promises.first())
            change_verification(
                statement=statement,
                verification={code: f"Sätt {code}"},
                actor=actor,
                expected=statement.version,
            )
            group = StakeholderGroup.objects.filter(project=project).first()
            values = {"relevance": Relevance.NOT_RELEVANT, f"reason_{code}": f"Skäl {code}"}
            change_group(group=group, values=values, expected=group.version, actor=actor)
        make_status(statement, "kept", evidence={"fi": f"Näyttö {code}"})
        make_status(statement, "not_measured", evidence={})
    there_and_back(ONE_LANGUAGE)
    for code, region in cases.items():
        other = "fi" if code == "sv" else "sv"
        with region_scope(region):
            for model in (Body, Body.history.model):
                row = model.objects.get()
                assert (getattr(row, f"name_{code}"), getattr(row, f"name_{other}")) == (f"Namn {code}", None)
            for model in (StakeholderGroup, StakeholderGroup.history.model):
                row = model.objects.get(relevance=Relevance.NOT_RELEVANT)
                assert (getattr(row, f"reason_{code}"), getattr(row, f"reason_{other}")) == (
                    f"Skäl {code}",
                    None,
                )
                silent = model.objects.filter(relevance=Relevance.UNDECIDED).first()
                assert (silent.reason_sv, silent.reason_fi) == (None, None)
            assert Statement.objects.get().verification == {code: f"Sätt {code}"}
            assert [row.verification for row in Statement.history.order_by("history_id")] == [
                {},
                {code: f"Sätt {code}"},
            ]
            # The language that the evidence was written in was known, also where it is not the region's first.
            assert [row.evidence for row in StatementStatus.objects.order_by("pk")] == [
                {"fi": f"Näyttö {code}"},
                {},
            ]


@pytest.mark.usefixtures("_migrations")
def test_downgrade_keeps_the_words_of_the_regions_first_language():
    region = make_region("kusten")
    actor = make_user(region)
    make_body(actor, region, names={"sv": "Äldrerådet", "fi": "Vanhusneuvosto"})
    statement = make_statement(make_promise(start(region)))
    make_status(statement, "kept", evidence={"fi": "Kysyimme.", "sv": "Vi frågade."})
    with region_scope(region):
        change_verification(
            statement=statement,
            verification={"fi": "Kysely", "sv": "Enkät"},
            actor=actor,
            expected=statement.version,
        )
    there_and_back(ONE_LANGUAGE)
    with region_scope(region):
        assert (Body.objects.get().name_sv, Body.objects.get().name_fi) == ("Äldrerådet", None)
        assert StatementStatus.objects.get().evidence == {"sv": "Vi frågade."}
        assert Statement.objects.get().verification == {"sv": "Enkät"}
