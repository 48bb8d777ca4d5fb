"""What each app's verbs do in a closed project: new words and new work are refused whole, what came in is seen to."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
import pytest

from decisions.domain.document import ask_documents, keep_document
from decisions.domain.handling import annul_handling
from decisions.domain.package import write_part
from decisions.models import Handling
from drafting.domain.analysis import link_change, unlink_change
from drafting.domain.answers import Answers
from drafting.domain.comment import add_comment
from drafting.domain.consultation import open_consultation, reopen_consultation
from drafting.domain.opinion import save_opinion
from drafting.domain.remiss import arrange_request, note_missed, resend_invitation
from drafting.domain.version import publish_version
from drafting.models import Consultation, OpinionRequest
from implementation.domain.action import move_action
from implementation.domain.communication import remove_communication
from implementation.domain.contract import confirm_clause, move_contract, save_producer
from jobs.models import Job
from monitoring.domain.corrective import finish_corrective
from monitoring.domain.feedback import handle_feedback, receive_feedback
from monitoring.domain.measurement import correct_measurement, record_measurement
from monitoring.domain.round import move_round
from monitoring.domain.status import set_status
from participation.domain.ballot import GivenAnswer, submit_answers
from participation.domain.coding import add_note, add_theme
from participation.domain.contribution import change_contribution, receive_contribution, withdraw_contribution
from participation.domain.counting import hand_over_words
from participation.domain.erasure import apply_retention, erase_contribution
from participation.domain.moderation import hide_contributions, redact_contribution
from participation.domain.receipt import follow_by_email, renew_code, stop_following
from participation.domain.response import Answer, write_response
from participation.domain.survey import close_due_surveys, create_survey, publish_survey
from participation.models import (
    Contribution,
    ParticipationEvent,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveySubmission,
)
from projects.domain.guide import switch_item
from projects.domain.milestone import add_milestone
from projects.domain.phase import pass_gate
from projects.domain.project import close_project, reopen_project, update_project
from projects.domain.promise import create_promise
from projects.domain.statement import remove_statement
from projects.domain.text import Edition, write_words
from projects.models import Project, ProjectEvent
from projects.queries.closing import still_open
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.world import World
from tests.trust.closed import settle, shut
from tests.trust.database import region_digest
from tests.trust.worlds import whole_world

pytestmark = pytest.mark.django_db

TODAY = clock.today()
LATER = TODAY + dt.timedelta(days=20)
Act = Callable[[World], Any]


@pytest.fixture
def world(db) -> World:
    return whole_world("ours", "OurCanary")


@pytest.fixture
def closed(world) -> World:
    shut(world)
    with region_scope(world.region):
        for name, row in world.rows.items():
            if name not in ("phase", "membership", "job"):
                row.refresh_from_db()
    return world


def _words(world: World) -> Edition:
    return Edition(actor=world.owner, source_language="sv", expected={("sv", "standard"): 1})


def _answer(world: World) -> Any:
    given = GivenAnswer(world.rows["question"].pk, option_id=world.rows["option"].pk)
    return submit_answers(survey=world.rows["survey"], language="sv", answers=[given], nonce="n1")


def _comment(world: World) -> Any:
    return add_comment(
        region=world.region,
        project=world.project.slug,
        version=world.rows["version"].pk,
        part="whole",
        language="sv",
        words="Ett ord till",
        nonce="n2",
    )


def _opinion(world: World) -> Any:
    request = world.rows["request"]
    return save_opinion(opinion_request=request, answers=Answers(general="Vi anser"), opened=request.version)


REFUSED: dict[str, Act] = {
    "details": lambda w: update_project(
        project=w.project, actor=w.owner, expected=w.project.version, changes={"period_to": 2035}
    ),
    "words": lambda w: write_words(
        owner=w.statement, words={("sv", "standard"): "Nya ord"}, edition=_words(w)
    ),
    "promise": lambda w: create_promise(project=w.project, actor=w.owner, effects="Kostar"),
    "statement": lambda w: remove_statement(
        statement=w.statement, actor=w.owner, expected=w.statement.version, reason="Onödigt"
    ),
    "annulling a result": lambda w: annul_handling(
        handling=w.rows["handling"], actor=w.owner, opened=1, reason="Fel ruta", language="sv"
    ),
    "milestone": lambda w: add_milestone(project=w.project, actor=w.owner, title_sv="Nytt", day=TODAY),
    "text of the handbook": lambda w: switch_item(item=w.rows["item"], actor=w.owner, is_on=False),
    "phase": lambda w: pass_gate(phase=w.rows["phase"], actor=w.owner, reason="Nog"),
    "resident's words": lambda w: receive_contribution(
        region=w.region, project=w.project, channel="email", language="sv", words="Hej"
    ),
    "resident's new words": lambda w: change_contribution(
        contribution=Contribution.objects.get(channel="feedback"), words="Hellre så"
    ),
    "answers": _answer,
    "survey": lambda w: create_survey(
        project=w.project,
        actor=w.owner,
        values={"title_sv": "Ny", "opens_on": TODAY, "closes_on": LATER, "group": None},
    ),
    "publishing a survey": lambda w: publish_survey(survey=w.rows["survey"], actor=w.owner),
    "note": lambda w: add_note(contribution=w.rows["contribution"], body="Obs", actor=w.owner),
    "theme": lambda w: add_theme(project=w.project, name="Nytt tema", actor=w.owner),
    "comment": _comment,
    "opinion": _opinion,
    "version": lambda w: publish_version(promise=w.promise, actor=w.owner, accepts_stale=True),
    "consultation": lambda w: open_consultation(
        version=w.rows["version"], opens_on=TODAY, closes_on=LATER, actor=w.owner
    ),
    "consultation again": lambda w: reopen_consultation(
        consultation=w.rows["consultation"], closes_on=LATER, actor=w.owner, expected=1
    ),
    "invitation anew": lambda w: resend_invitation(opinion_request=w.rows["request"], actor=w.owner),
    "more time": lambda w: arrange_request(
        opinion_request=w.rows["request"], due_on=LATER, registry_number="", actor=w.owner, opened=1
    ),
    "link": lambda w: link_change(
        contribution=Contribution.objects.filter(comment=None, opinion=None, stance=None)[0],
        version=w.rows["version"],
        part=str(w.statement.lineage),
        actor=w.owner,
    ),
    "unlink": lambda w: unlink_change(change=w.rows["change"], actor=w.owner),
    "part": lambda w: write_part(
        package=w.rows["package"], kind="promise", language="sv", actor=w.owner, opened=1, body="Nytt"
    ),
    "documents": lambda w: ask_documents(package=w.rows["package"], actor=w.owner),
    "action": lambda w: move_action(action=w.rows["action"], target="done", actor=w.owner),
    "line": lambda w: remove_communication(communication=w.rows["line"], actor=w.owner),
    "contract": lambda w: move_contract(contract=w.rows["contract"], target="ended", actor=w.owner),
    "clause": lambda w: confirm_clause(clause=w.rows["clause"], version=1, actor=w.owner),
    "producer": lambda w: save_producer(project=w.project, actor=w.owner, values={"name": "Ny Ab"}),
    "value": lambda w: record_measurement(
        indicator=w.rows["indicator"], day=TODAY - dt.timedelta(days=5), value=Decimal(9), actor=w.owner
    ),
    "corrected value": lambda w: correct_measurement(
        measurement=w.rows["measurement"], expected=1, day=TODAY, value=Decimal(9), actor=w.owner
    ),
    "status": lambda w: set_status(
        statement=w.statement,
        status="at_risk",
        since=TODAY,
        evidence={"sv": "Köer"},
        actor=w.owner,
        expected=w.rows["status"].pk,
    ),
    "corrective": lambda w: finish_corrective(
        corrective=w.rows["corrective"], expected=w.rows["corrective"].version, actor=w.owner
    ),
    "round": lambda w: move_round(evaluation=w.rows["round"], target="open", actor=w.owner),
    "feedback": lambda w: receive_feedback(
        region=w.region,
        project=w.project,
        lineage=w.statement.lineage,
        kind="praise",
        language="sv",
        words="Tack",
        nonce="n3",
    ),
}


# How a row stands for its case, so that nothing but the closed project refuses the verb.
STANDING: dict[str, tuple[str, dict[str, Any]]] = {
    "answers": ("survey", {"state": "open"}),
    "publishing a survey": ("survey", {"state": "draft", "closes_on": LATER}),
    "comment": ("consultation", {"state": "running"}),
    "consultation again": ("consultation", {"opens_on": TODAY}),
    "version": ("promise", {"customer_group_sv": "Andra"}),
    "opinion": ("request", {"state": "invited"}),
    "invitation anew": ("request", {"state": "invited"}),
    "documents": ("package", {"state": "frozen"}),
    "annulling a result": ("package", {"state": "frozen"}),
}


def _stand(world: World, what: str) -> None:
    name, fields = STANDING.get(what, ("", {}))
    if name:
        row = world.rows[name]
        type(row).objects.filter(pk=row.pk).update(**fields)
        row.refresh_from_db()
    if what == "annulling a result":
        Handling.objects.update(body_kind="board", result="forwarded")
    if what == "publishing a survey":
        SurveyQuestion.objects.update(kind="text")  # one with a single choice cannot be published


@pytest.mark.parametrize("what", REFUSED)
def test_verb_is_refused_whole_in_a_closed_project(closed, what):
    with region_scope(closed.region):
        _stand(closed, what)
        before = region_digest(closed.region.pk)
        with pytest.raises(IllegalTransition, match="rojekt"):
            REFUSED[what](closed)
        assert region_digest(closed.region.pk) == before


@pytest.mark.parametrize("what", REFUSED)
def test_the_same_verb_is_done_once_the_project_is_taken_up_again(closed, what):
    """Else the test above might be content with a verb that something else refuses."""
    with region_scope(closed.region):
        _stand(closed, what)
        reopen_project(project=closed.project, actor=closed.owner, reason="Vi fortsätter")
        for row in closed.rows.values():
            if getattr(row, "project_id", None) == closed.project.pk:
                row.project = closed.project
        told = ProjectEvent.objects.count()
        REFUSED[what](closed)
        assert ProjectEvent.objects.count() > told or Job.objects.filter(occasion__startswith="package:")


GOES_ON: dict[str, Act] = {
    "withdraw": lambda w: withdraw_contribution(contribution=w.rows["contribution"]),
    "erase": lambda w: erase_contribution(contribution=w.rows["contribution"]),
    "follow": lambda w: follow_by_email(contribution=w.rows["contribution"], email="b@example.fi"),
    "stop following": lambda w: stop_following(contribution=w.rows["contribution"]),
    "new code": lambda w: renew_code(contribution=w.rows["contribution"]),
    "hide": lambda w: hide_contributions(
        project=w.project,
        opened={w.rows["contribution"].pk: w.rows["contribution"].version},
        actor=w.owner,
        reason="personal_data",
    ),
    "redact": lambda w: redact_contribution(
        contribution=w.rows["contribution"],
        actor=w.owner,
        opened=w.rows["contribution"].version,
        public_text="Kortare",
        reason="personal_data",
    ),
    "answer": lambda w: write_response(
        contribution=w.rows["contribution"],
        actor=w.owner,
        answer=Answer(outcome="noted", body="Tack", language="sv"),
        publish=True,
        opened=w.rows["response"].version,
    ),
    "see to feedback": lambda w: handle_feedback(
        feedback=w.rows["feedback"],
        expected=w.rows["feedback"].version,
        actor=w.owner,
        values={"effect_sv": "Vi ringer"},
    ),
    "retention": lambda w: apply_retention(clock.now() + dt.timedelta(days=500)),
}


@pytest.mark.parametrize("what", GOES_ON)
def test_what_came_in_before_is_seen_to_in_a_closed_project(closed, what):
    with region_scope(closed.region):
        told = ProjectEvent.objects.count()
        GOES_ON[what](closed)
        assert ProjectEvent.objects.count() > told


def test_the_house_finishes_what_was_begun(closed):
    """Should something still have been open when a project was closed, no beat of the house stumbles over it."""
    yesterday = TODAY - dt.timedelta(days=1)
    with region_scope(closed.region):
        Survey.objects.update(state="open", closes_on=yesterday)
        OpinionRequest.objects.update(state="invited", due_on=yesterday)
        question = SurveyQuestion.objects.get()
        submission = SurveySubmission.objects.create(
            region=closed.region,
            survey=question.survey,
            language="sv",
            submission_key="s1",
            code_hash="h1",
            received_at=clock.now(),
        )
        SurveyAnswer.objects.create(
            region=closed.region, submission=submission, question=question, text="Egna ord"
        )
    assert close_due_surveys(clock.now()) == 1
    note_missed(clock.now())
    with region_scope(closed.region):
        hand_over_words(survey_id=closed.rows["survey"].pk)
        assert Contribution.objects.filter(channel="survey", original="Egna ord").count() == 1
        kinds = set(ProjectEvent.objects.values_list("kind", flat=True))
        assert {"survey.closed", "opinion.kept", "contribution.handed_over"} <= kinds
        pdf = io.BytesIO()
        with pikepdf.new() as document:
            document.add_blank_page()
            document.save(pdf)
        kept = keep_document(
            package=closed.rows["package"], kind="package", language="sv", basis="b", content=pdf.getvalue()
        )
        assert kept.pk


def test_project_is_not_closed_while_something_is_open_to_others(world, in_english):
    """An event, a consultation, a survey, an opinion that is awaited: each keeps it open by itself, until its day is
    over.
    """
    with region_scope(world.region):
        project = Project.objects.select_related("region").get(pk=world.project.pk)
        OpinionRequest.objects.update(state="started")
        found = still_open(project)
        assert [row.label.partition(" ")[0] for row in found] == [
            "Event:",
            "Survey:",
            "Comments",
            "Statement",
        ]
        before = region_digest(world.region.pk)
        for change in (
            lambda: None,
            lambda: ParticipationEvent.objects.update(state="called_off"),
            lambda: Survey.objects.update(state="closed"),
            lambda: Consultation.objects.update(state="closed"),
        ):
            change()
            with pytest.raises(DomainError, match="still open to others"):
                close_project(project=project, actor=world.owner, reason="Klart")
        assert Project.objects.get(pk=project.pk).state == "active"
        assert before != region_digest(world.region.pk)
        OpinionRequest.objects.update(due_on=TODAY - dt.timedelta(days=1))
        assert still_open(project) == []
        assert close_project(project=project, actor=world.owner, reason="Klart").state == "closed"


@pytest.mark.parametrize(
    ("model", "fields", "days"),
    [
        (Survey, {"state": "draft"}, 1),
        (Survey, {"state": "open"}, -1),
        (Consultation, {"state": "planned"}, -1),
        (OpinionRequest, {"state": "declined"}, 1),
        (OpinionRequest, {"state": "submitted"}, 1),
    ],
)
def test_what_nobody_can_answer_keeps_no_project_open(world, model, fields, days):
    settle(world)
    last = "due_on" if model is OpinionRequest else "closes_on"
    with region_scope(world.region):
        model.objects.update(**fields, **{last: TODAY + dt.timedelta(days=days)})
        assert still_open(world.project) == []
