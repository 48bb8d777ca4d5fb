"""A page whose act cannot be done now, opened by its address, leads back and says why: nobody fills it in in vain.

Those of packages stand in `tests/decisions/test_gates.py`.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from drafting.models import Consultation, DraftVersion, OpinionRequest
from implementation.models import Action, Contract
from participation.domain.announcement import prepare_hearing
from participation.domain.synthesis import begin_syntheses, write_point
from participation.models import ParticipationEvent, StakeholderGroup, Survey, Synthesis
from projects.models import Statement
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.drafting import make_consultation, make_version
from tests.factories.implementation import make_action, make_clause, make_contract, make_producer
from tests.factories.participation import make_group, make_open_survey, make_question, make_survey
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.support import leads_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(db, client):
    """A region with a project and a promise of one sentence, and a preparer who is signed in."""
    region = make_region()
    with region_scope(region):
        project = make_project(region)
        promise = make_promise(project)
        staff = make_user(region, "administrator")
        client.force_login(staff)
        yield SimpleNamespace(
            region=region,
            project=project,
            promise=promise,
            statement=make_statement(promise),
            staff=staff,
            path=lambda name, *keys: _path(project, name, *keys),
        )


def _path(project: Any, name: str, *keys: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=[project.region.slug, project.pk, *keys])


def _version(at: Any, **state: Any) -> DraftVersion:
    row = make_version(at.promise)
    DraftVersion.objects.filter(pk=row.pk).update(**state)
    return row


def _consultation(at: Any, **state: Any) -> Consultation:
    row = make_consultation(make_version(at.promise))
    Consultation.objects.filter(pk=row.pk).update(**state)
    return row


def _request(at: Any, state: str) -> OpinionRequest:
    row = make_request(make_consultation(make_version(at.promise)), at.staff)
    OpinionRequest.objects.filter(pk=row.pk).update(state=state)
    return row


def _removed(at: Any) -> Statement:
    Statement.objects.filter(pk=at.statement.pk).update(state="removed")
    return at.statement


def _survey(at: Any) -> Survey:
    row = make_survey(at.project)
    make_question(row)
    return row


def _closed_survey(at: Any) -> Survey:
    row = make_open_survey(at.project)
    Survey.objects.filter(pk=row.pk).update(state="closed")
    return row


def _question(at: Any) -> tuple[Survey, int]:
    row = make_open_survey(at.project)
    return row, row.questions.first().pk


def _event(at: Any, days: int = 9, **state: Any) -> ParticipationEvent:
    words = {"title_sv": "Kväll", "title_fi": "Ilta", "method": "workshops", "begins": dt.time(17)}
    values = {**words, "phase": "dialogue_and_participation", "day": clock.today() + dt.timedelta(days=9)}
    row = prepare_hearing(project=at.project, values=values, actor=None)
    day = clock.today() + dt.timedelta(days=days)
    ParticipationEvent.objects.filter(pk=row.pk).update(day=day, **state)
    return row


def _used_group(at: Any) -> StakeholderGroup:
    row = make_group(at.project)
    make_contribution(at.project, group=row)
    return row


def _approved(at: Any) -> str:
    begin_syntheses(project=at.project)
    row = Synthesis.objects.get(perspective="quality")
    values = {"citations": set(), "is_differing": False, "expected": row.version, "actor": at.staff}
    write_point(synthesis=row, bodies={"sv": "Ord", "fi": "Sanat"}, **values)
    Synthesis.objects.update(state="approved")
    return row.perspective


def _contract(at: Any, **values: Any) -> Contract:
    return make_contract(at.promise, make_producer(at.region), **values)


def _clause(at: Any) -> tuple[int, int]:
    contract = _contract(at)
    clause = make_clause(contract, at.statement)
    Contract.objects.filter(pk=contract.pk).update(state="ended")
    return contract.pk, clause.pk


def _stopped(at: Any) -> Action:
    row = make_action(at.statement)
    Action.objects.filter(pk=row.pk).update(state="stopped")
    return row


CLOSED = "The contract has ended"
PUBLISHED = "A survey that has been published can no longer be changed."
OUT = "This statement has been taken out. Bring it back first."
SURVEY, CONTRACT, SYNTHESIS = "survey_detail", "contract_detail", "synthesis_edit"
# the page · what it is about, by `at` · where it leads back · whether that is about the same · what is said
CASES = {
    ("drafting:version_publish", "nothing new"): (
        _version,
        "version_list",
        False,
        "Nothing has changed since version 1.",
    ),
    ("drafting:version_withdraw", "decided"): (
        lambda at: _version(at, state="decided"),
        "version_list",
        False,
        "“Decided by the council”",
    ),
    ("drafting:version_withdraw", "commented on"): (
        lambda at: _consultation(at).draft,
        "version_list",
        False,
        "Close the consultation on this version first.",
    ),
    ("drafting:consultation_create", "no version"): (
        lambda at: None,
        "version_list",
        False,
        "Publish a version first",
    ),
    ("drafting:consultation_create", "one open"): (_consultation, "version_list", False, "is not over yet"),
    ("drafting:consultation_create", "decided"): (
        lambda at: _version(at, state="decided"),
        "version_list",
        False,
        "Only the newest published version",
    ),
    ("drafting:consultation_edit", "closed"): (
        lambda at: _consultation(at, state="closed"),
        "version_list",
        False,
        "This consultation is closed.",
    ),
    ("drafting:consultation_close", "closed"): (
        lambda at: _consultation(at, state="closed"),
        "version_list",
        False,
        "This cannot be done",
    ),
    ("drafting:consultation_reopen", "open"): (_consultation, "version_list", False, "This cannot be done"),
    ("drafting:request_call_off", "received"): (
        lambda at: _request(at, "submitted"),
        "request_list",
        False,
        "The opinion has been received, and stands.",
    ),
    ("drafting:request_call_off", "called off"): (
        lambda at: _request(at, "called_off"),
        "request_list",
        False,
        "This cannot be done",
    ),
    ("drafting:statement_move", "out"): (_removed, "editor", False, OUT),
    ("drafting:statement_remove", "out"): (_removed, "editor", False, OUT),
    ("drafting:statement_split", "out"): (_removed, "editor", False, OUT),
    ("drafting:statement_merge", "out"): (_removed, "editor", False, OUT),
    ("participation:survey_edit", "published"): (
        lambda at: make_open_survey(at.project),
        SURVEY,
        True,
        PUBLISHED,
    ),
    ("participation:question_create", "published"): (
        lambda at: make_open_survey(at.project),
        SURVEY,
        True,
        PUBLISHED,
    ),
    ("participation:question_edit", "published"): (_question, SURVEY, True, PUBLISHED),
    ("participation:question_remove", "published"): (_question, SURVEY, True, PUBLISHED),
    ("participation:survey_last_day", "built"): (
        _survey,
        SURVEY,
        True,
        "Only the last day of an open survey can be moved.",
    ),
    ("participation:survey_publish", "empty"): (
        lambda at: make_survey(at.project),
        SURVEY,
        True,
        "Add at least one question before you publish.",
    ),
    ("participation:survey_publish", "published"): (
        lambda at: make_open_survey(at.project),
        SURVEY,
        True,
        "This cannot be done",
    ),
    ("participation:survey_close", "built"): (_survey, SURVEY, True, "This cannot be done"),
    ("participation:survey_close", "closed"): (_closed_survey, SURVEY, True, "This cannot be done"),
    ("participation:survey_release", "closed"): (
        _closed_survey,
        SURVEY,
        True,
        "only while the survey is open",
    ),
    ("participation:event_announce", "incomplete"): (
        _event,
        "event_list",
        False,
        "Residents need to read this too",
    ),
    ("participation:event_announce", "announced"): (
        lambda at: _event(at, state="announced"),
        "event_list",
        False,
        "This cannot be done",
    ),
    ("participation:event_call_off", "held"): (
        lambda at: _event(at, -1, participants=4),
        "event_list",
        False,
        "so it was held and cannot be called off",
    ),
    ("participation:event_hide", "to come"): (
        lambda at: _event(at, state="announced"),
        "event_list",
        False,
        "Call it off instead.",
    ),
    ("participation:event_hide", "inside"): (_event, "event_list", False, "This cannot be done"),
    ("participation:event_edit", "called off"): (
        lambda at: _event(at, state="called_off"),
        "event_list",
        False,
        "This cannot be done",
    ),
    ("participation:group_remove", "in use"): (
        _used_group,
        "group_list",
        False,
        "has been planned for or heard",
    ),
    ("participation:point_create", "approved"): (
        _approved,
        SYNTHESIS,
        True,
        "This synthesis has been approved.",
    ),
    ("participation:point_edit", "approved"): (
        lambda at: (_approved(at), 1),
        SYNTHESIS,
        True,
        "has been approved.",
    ),
    ("participation:point_remove", "approved"): (
        lambda at: (_approved(at), 1),
        SYNTHESIS,
        True,
        "has been approved.",
    ),
    ("implementation:contract_force", "no clause"): (
        lambda at: _contract(at, participation_plan="Råd"),
        CONTRACT,
        True,
        "Carry at least one promise into the contract",
    ),
    ("implementation:contract_force", "no plan"): (
        _contract,
        CONTRACT,
        True,
        "Write down how the producer lets clients",
    ),
    ("implementation:contract_force", "ended"): (
        lambda at: _contract(at, state="ended"),
        CONTRACT,
        True,
        "This cannot be done",
    ),
    ("implementation:contract_end", "ended"): (
        lambda at: _contract(at, state="ended"),
        CONTRACT,
        True,
        "This cannot be done",
    ),
    ("implementation:clause_create", "ended"): (
        lambda at: _contract(at, state="ended"),
        CONTRACT,
        True,
        CLOSED,
    ),
    ("implementation:clause_edit", "ended"): (_clause, CONTRACT, True, CLOSED),
    ("implementation:action_stop", "stopped"): (_stopped, "action_detail", True, "This cannot be done"),
}


@pytest.mark.parametrize(("act", "case"), CASES.items(), ids=[" ".join(key) for key in CASES])
def test_page_of_what_cannot_be_done_now_leads_back_and_says_why(at, client, act, case):
    (name, _what), (make, back, is_same, words) = act, case
    made = make(at)
    keys = [getattr(key, "pk", key) for key in (made if isinstance(made, tuple) else (made,))]
    of_project = name.endswith(("version_publish", "consultation_create"))
    to = at.path(f"{name.partition(':')[0]}:{back}", *(keys[:1] if is_same else ()))
    assert words in leads_back(client, at.path(name, *(() if of_project else keys)), to)


def test_contract_is_not_registered_before_there_is_a_promise(at, client):
    bare = make_project(at.region)
    there, back = (_path(bare, f"implementation:contract_{name}") for name in ("create", "list"))
    assert "Write the promise first" in leads_back(client, there, back)


def test_clause_of_a_contract_that_has_ended_is_not_confirmed(at, client):
    producer = make_user(at.region, "producer")
    contract = make_contract(at.promise, make_producer(at.region, producer))
    clause = make_clause(contract, at.statement)
    Contract.objects.filter(pk=contract.pk).update(state="ended")
    client.force_login(producer)
    there = at.path("implementation:clause_confirm", contract.pk, clause.pk)
    assert CLOSED in leads_back(client, there, at.path("implementation:contract_detail", contract.pk))
