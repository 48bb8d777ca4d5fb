"""Words that had one language keep it through the upgrade, there and back."""

import datetime as dt

import pytest
from django.conf import settings

from accounts.enums import LanguageStatus
from accounts.models import Region, User
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

# The last release in which each of these words had one language.
ONE_LANGUAGE = [
    ("projects", "0003_names_in_administration"),
    ("participation", "0004_names_in_administration"),
    ("drafting", "0008_named_places"),
    ("monitoring", "0003_names_in_administration"),
]


@pytest.fixture
def _migrations(transactional_db):
    # Told only when the database is made, which is after the tests are collected.
    if "projects" in settings.MIGRATION_MODULES:
        pytest.skip("migrations are switched off")


@pytest.mark.usefixtures("_migrations")
def test_words_keep_their_language_or_the_regions_first_on_the_way_back_and_forward():
    """One way there and back for all: it takes every table of the house along."""
    alone = {
        "sv": make_region("kusten"),
        "fi": make_region("jarvi", language_status=LanguageStatus.FINNISH),
    }
    both = make_region("sundet")
    for code, region in alone.items():
        _write_in_one(code, region)
    _write_in_both(both)
    there_and_back(ONE_LANGUAGE)
    for code, region in alone.items():
        with region_scope(region):
            _titles_stand_in(code)
            _names_and_reasons_stand_in(code)
            _evidence_and_verification_stand_in(code)
    with region_scope(both):
        assert (Body.objects.get().name_sv, Body.objects.get().name_fi) == ("Äldrerådet", None)
        assert StatementStatus.objects.get().evidence == {"sv": "Vi frågade."}
        assert Statement.objects.get().verification == {"sv": "Enkät"}


def _write_in_one(code: str, region: Region) -> None:
    actor, project = make_user(region), start(region)
    make_body(actor, region, names={code: f"Namn {code}"})
    with region_scope(region):
        words = {f"title_{code}": f"Dag {code}"}
        add_milestone(project=project, actor=None, day=dt.date(2027, 2, 9), **words)
        values = {**words, "method": "workshops", "phase": "dialogue_and_participation", "notes": ""}
        values["day"] = clock.today()
        record_hearing(project=project, values=values, turnout=Turnout(), actor=None)
        group = StakeholderGroup.objects.filter(project=project).first()
        values = {"relevance": Relevance.NOT_RELEVANT, f"reason_{code}": f"Skäl {code}"}
        change_group(group=group, values=values, expected=group.version, actor=actor)
        statement = make_statement(project.promises.first())
    _verify(statement, {code: f"Sätt {code}"}, actor)
    make_status(statement, "kept", evidence={"fi": f"Näyttö {code}"})
    make_status(statement, "not_measured", evidence={})


def _write_in_both(region: Region) -> None:
    actor = make_user(region)
    make_body(actor, region, names={"sv": "Äldrerådet", "fi": "Vanhusneuvosto"})
    statement = make_statement(make_promise(start(region)))
    make_status(statement, "kept", evidence={"fi": "Kysyimme.", "sv": "Vi frågade."})
    _verify(statement, {"fi": "Kysely", "sv": "Enkät"}, actor)


def _verify(statement: Statement, words: dict[str, str], actor: User) -> None:
    with region_scope(statement.region):
        change_verification(statement=statement, verification=words, actor=actor, expected=statement.version)


def _titles_stand_in(code: str) -> None:
    for model in (Milestone, ParticipationEvent):
        for row in (model.objects.get(), model.history.get()):
            assert (getattr(row, f"title_{code}"), getattr(row, _other("title", code))) == (
                f"Dag {code}",
                None,
            )


def _names_and_reasons_stand_in(code: str) -> None:
    for model in (Body, Body.history.model):
        row = model.objects.get()
        assert (getattr(row, f"name_{code}"), getattr(row, _other("name", code))) == (f"Namn {code}", None)
    for model in (StakeholderGroup, StakeholderGroup.history.model):
        row = model.objects.get(relevance=Relevance.NOT_RELEVANT)
        assert (getattr(row, f"reason_{code}"), getattr(row, _other("reason", code))) == (
            f"Skäl {code}",
            None,
        )
        silent = model.objects.filter(relevance=Relevance.UNDECIDED).first()
        assert (silent.reason_sv, silent.reason_fi) == (None, None)


def _evidence_and_verification_stand_in(code: str) -> None:
    assert Statement.objects.get().verification == {code: f"Sätt {code}"}
    kept = [row.verification for row in Statement.history.order_by("history_id")]
    assert kept == [{}, {code: f"Sätt {code}"}]
    # The language that the evidence was written in was known, also where it is not the region's first.
    assert [row.evidence for row in StatementStatus.objects.order_by("pk")] == [
        {"fi": f"Näyttö {code}"},
        {},
    ]


def _other(field: str, code: str) -> str:
    return f"{field}_{'fi' if code == 'sv' else 'sv'}"
