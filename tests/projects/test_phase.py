"""Phases and gates: a region decides its own process, and what is passed open is explained."""

import datetime as dt

import pytest
from django.utils import translation

from projects.domain.guide import answer_item
from projects.domain.member import add_member
from projects.domain.milestone import add_milestone
from projects.domain.phase import leave_out_phase, pass_gate, reopen_phase, take_up_phase, update_phase
from projects.domain.resource import add_resource
from projects.enums import (
    PHASE_MOVES,
    AnswerState,
    Calendar,
    GuideKind,
    PhaseKey,
    PhaseState,
    ProjectGroup,
    ResourceKind,
)
from projects.models import GuideItem, PhaseTransition, ProjectEvent, ProjectPhase
from projects.queries.gate import gate_rows, kept_rows
from projects.queries.phase import intent_history, transition_rows
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.registry import GateCheck, GateResult, PhasePart
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import start


def phase_of(project, key):
    return ProjectPhase.objects.select_related("project", "region").get(project=project, key=key)


def states(project):
    return list(
        ProjectPhase.objects.filter(project=project).order_by("number").values_list("state", flat=True)
    )


def row_of(project, key, check):
    phase = phase_of(project, key)
    return next(row for row in gate_rows(phase, project.region.slug) if row.key == check)


@pytest.fixture
def project(region):
    made = start(region)
    with region_scope(region):
        yield made


def test_open_gate_demands_a_written_reason(project):
    phase = phase_of(project, PhaseKey.START)
    with pytest.raises(DomainError) as refused:
        pass_gate(phase=phase, actor=None, reason="  ")
    assert refused.value.field == "reason"
    assert states(project) == ["current"] + ["waiting"] * 5
    assert not PhaseTransition.objects.exists()


def test_passed_gate_keeps_its_evidence_and_the_next_phase_begins(project):
    user = make_user(project.region)
    moved = pass_gate(phase=phase_of(project, PhaseKey.START), actor=user, reason="Vi har bråttom")
    assert states(project) == ["done", "current", "waiting", "waiting", "waiting", "waiting"]
    assert (moved.was_open, moved.reason, moved.made_by) == (True, "Vi har bråttom", user)
    kinds = {entry["kind"] for entry in moved.evidence}
    assert kinds == {"check", "outcome"}
    groups = next(entry for entry in moved.evidence if entry["key"] == "groups")
    assert groups["state"] == "missing"
    event = ProjectEvent.objects.filter(kind="phase.passed").get()
    assert event.data["number"] == 1
    assert event.data["next"] == 2
    assert "bråttom" not in str(event.data)
    assert event.detail.words == {"reason": "Vi har bråttom"}


def test_evidence_does_not_change_with_later_answers(project):
    moved = pass_gate(phase=phase_of(project, PhaseKey.START), actor=None, reason="Öppet")
    item = GuideItem.objects.get(phase__project=project, key="outcome_project_plan")
    answer_item(item=item, actor=None, expected=0, state=AnswerState.DONE)
    kept = PhaseTransition.objects.get(pk=moved.pk).evidence
    assert next(entry for entry in kept if entry["key"] == "outcome_project_plan")["state"] == "open"


def test_evidence_is_read_in_the_language_of_the_reader_not_of_the_closer(project):
    phase = phase_of(project, PhaseKey.START)
    with translation.override("sv"):
        pass_gate(phase=phase, actor=None, reason="Vi har bråttom")
    with translation.override("fi"):
        shown = {row["key"]: row for row in transition_rows(phase)[0]["evidence"]}
        text = GuideItem.objects.get(phase=phase, key="outcome_project_plan").text_fi
    assert shown["groups"]["label"] == "Ohjausryhmä ja projektiryhmä"
    assert shown["questions"]["value"].endswith("vastattu")
    assert shown["questions"]["url"].startswith("/fi/")
    assert shown["outcome_project_plan"]["label"] == text


def test_evidence_of_an_earlier_release_keeps_its_words(project):
    kept = [{"kind": "check", "key": "groups", "label": "Styrgrupp", "value": "", "state": "missing"}]
    assert [row["label"] for row in kept_rows(kept)] == ["Styrgrupp"]


@pytest.mark.requirement(39)
def test_gate_wants_a_steering_group_and_a_project_group(project):
    assert row_of(project, PhaseKey.START, "groups").state == "missing"
    add_member(project=project, actor=None, group=ProjectGroup.STEERING, name="Anna Berg")
    assert row_of(project, PhaseKey.START, "groups").state == "partial"
    add_member(project=project, actor=None, group=ProjectGroup.PROJECT, name="Matti Koski")
    assert row_of(project, PhaseKey.START, "groups").state == "done"


def test_timetable_needs_a_day_for_the_staff_organisations(project):
    assert row_of(project, PhaseKey.START, "timetable").state == "missing"
    add_milestone(
        project=project, actor=None, title="Beslut", day=dt.date(2027, 2, 9), calendar=Calendar.COUNCIL
    )
    assert row_of(project, PhaseKey.START, "timetable").state == "partial"
    add_milestone(
        project=project, actor=None, title="Samråd", day=dt.date(2026, 3, 1), calendar=Calendar.STAFF
    )
    assert row_of(project, PhaseKey.START, "timetable").state == "done"


def test_gate_in_order_is_passed_without_a_reason(project):
    phase = phase_of(project, PhaseKey.START)
    for group in (ProjectGroup.STEERING, ProjectGroup.PROJECT):
        add_member(project=project, actor=None, group=group, name="Anna Berg")
    add_resource(project=project, actor=None, kind=ResourceKind.PEOPLE, label="Projektledare", amount=6)
    add_milestone(
        project=project, actor=None, title="Samråd", day=dt.date(2026, 3, 1), calendar=Calendar.STAFF
    )
    asked = (GuideKind.QUESTION, GuideKind.CHECKLIST, GuideKind.OUTCOME)
    for item in GuideItem.objects.filter(phase=phase, kind__in=asked):
        answer_item(item=item, actor=None, expected=0, state=AnswerState.DONE)
    required = [row for row in gate_rows(phase, project.region.slug) if row.required]
    ours = {"foundation", "questions", "groups", "resources", "timetable", "guide_outcome"}
    assert {row.state for row in required if row.key in ours} == {"done"}
    moved = pass_gate(phase=phase, actor=None, reason="" if all(r.state == "done" for r in required) else "x")
    assert moved.to_state == PhaseState.DONE


@pytest.mark.parametrize("key", ["foundation", "questions"])
def test_check_of_texts_of_which_none_is_in_use_is_done_and_says_so(project, key):
    GuideItem.objects.filter(phase=phase_of(project, PhaseKey.START)).update(is_on=False)
    with translation.override("en"):
        row = row_of(project, PhaseKey.START, key)
    assert (row.state, row.value) == ("done", "none in use")


def test_check_that_is_not_required_never_holds_a_phase_up(project, monkeypatch):
    monkeypatch.setattr(registry.phases, "_entries", {})
    check = GateCheck("extra", "Extra", lambda project_id: GateResult("missing"), required=False)
    part = PhasePart(phase=PhaseKey.START, links=lambda *args: [], checks=(check,))
    monkeypatch.setitem(registry.phases._entries, "test", part)
    GuideItem.objects.filter(phase__project=project, kind=GuideKind.OUTCOME).delete()
    assert not pass_gate(phase=phase_of(project, PhaseKey.START), actor=None).was_open


@pytest.mark.requirement(19)
def test_narrow_process_still_completes(project):
    for key in (PhaseKey.DIALOGUE, PhaseKey.PREPARATION, PhaseKey.IMPLEMENTATION, PhaseKey.FOLLOW_UP):
        leave_out_phase(phase=phase_of(project, key), actor=None, reason="Görs tillsammans med grannen")
    pass_gate(phase=phase_of(project, PhaseKey.START), actor=None, reason="Klart ändå")
    assert states(project) == ["done", "off", "off", "current", "off", "off"]
    pass_gate(phase=phase_of(project, PhaseKey.DECISION), actor=None, reason="Klart ändå")
    assert states(project) == ["done", "off", "off", "done", "off", "off"]


@pytest.mark.requirement(19)
def test_phase_that_was_left_out_is_taken_up_again(project):
    phase = phase_of(project, PhaseKey.DIALOGUE)
    with pytest.raises(DomainError) as refused:
        leave_out_phase(phase=phase, actor=None, reason="")
    assert refused.value.field == "reason"
    leave_out_phase(phase=phase, actor=None, reason="Görs senare")
    take_up_phase(phase=phase, actor=None)
    assert states(project) == ["current"] + ["waiting"] * 5


def test_phase_taken_up_after_the_end_begins_at_once(project):
    rest = [key for key in PhaseKey if key != PhaseKey.START]
    for key in rest:
        leave_out_phase(phase=phase_of(project, key), actor=None, reason="Smalt")
    pass_gate(phase=phase_of(project, PhaseKey.START), actor=None, reason="Klart")
    take_up_phase(phase=phase_of(project, PhaseKey.DECISION), actor=None)
    assert phase_of(project, PhaseKey.DECISION).state == PhaseState.CURRENT


def test_reopened_phase_is_under_way_and_the_later_one_waits(project):
    pass_gate(phase=phase_of(project, PhaseKey.START), actor=None, reason="Klart")
    with pytest.raises(DomainError) as refused:
        reopen_phase(phase=phase_of(project, PhaseKey.START), actor=None, reason="")
    assert refused.value.field == "reason"
    reopen_phase(phase=phase_of(project, PhaseKey.START), actor=None, reason="Gruppen byttes ut")
    assert states(project) == ["current"] + ["waiting"] * 5
    assert phase_of(project, PhaseKey.START).finished_on is None
    pass_gate(phase=phase_of(project, PhaseKey.START), actor=None, reason="Klart igen")
    assert states(project)[:2] == ["done", "current"]


@pytest.mark.parametrize("source", PhaseState.values)
@pytest.mark.parametrize("verb", ["pass", "reopen", "leave", "take"])
def test_only_the_moves_of_the_table_are_made(project, source, verb):
    phase = phase_of(project, PhaseKey.DECISION)
    ProjectPhase.objects.filter(pk=phase.pk).update(state=source)
    acts = {
        "pass": (PhaseState.DONE, lambda: pass_gate(phase=phase, actor=None, reason="x")),
        "reopen": (PhaseState.CURRENT, lambda: reopen_phase(phase=phase, actor=None, reason="x")),
        "leave": (PhaseState.OFF, lambda: leave_out_phase(phase=phase, actor=None, reason="x")),
        "take": (PhaseState.WAITING, lambda: take_up_phase(phase=phase, actor=None)),
    }
    target, act = acts[verb]
    if PHASE_MOVES.allows(source, target):
        act()
        assert phase_of(project, PhaseKey.DECISION).state == target
    else:
        with pytest.raises(IllegalTransition):
            act()
        assert phase_of(project, PhaseKey.DECISION).state == source


def test_labels_are_the_regions_own_in_each_language(project):
    phase = phase_of(project, PhaseKey.START)
    changes = {"title_sv": "Uppstart", "title_fi": "Alku"}
    update_phase(phase=phase, actor=None, expected=1, changes=changes)
    saved = phase_of(project, PhaseKey.START)
    assert (saved.title_sv, saved.title_fi) == ("Uppstart", "Alku")


def test_phase_cannot_end_before_it_begins(project):
    changes = {"starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2026, 2, 1)}
    with pytest.raises(DomainError) as refused:
        update_phase(phase=phase_of(project, PhaseKey.START), actor=None, expected=1, changes=changes)
    assert refused.value.field == "ends_on"


def test_phase_neither_begins_nor_ends_before_the_work_does(project):
    early = project.starts_on - dt.timedelta(days=1)
    for field in ("starts_on", "ends_on"):
        phase = phase_of(project, PhaseKey.DIALOGUE)
        with pytest.raises(DomainError) as refused:
            update_phase(phase=phase, actor=None, expected=phase.version, changes={field: early})
        assert refused.value.field == field
    ProjectPhase.objects.filter(pk=phase.pk).update(starts_on=early)
    kept = phase_of(project, PhaseKey.DIALOGUE)
    update_phase(
        phase=kept, actor=None, expected=kept.version, changes={"starts_on": early, "title_sv": "Ny"}
    )
    assert phase_of(project, PhaseKey.DIALOGUE).title_sv == "Ny"


def test_phase_edited_by_two_is_a_conflict(project):
    phase = phase_of(project, PhaseKey.START)
    twin = phase_of(project, PhaseKey.START)
    update_phase(phase=phase, actor=None, expected=1, changes={"intent": "Först"})
    with pytest.raises(EditConflict):
        update_phase(phase=twin, actor=None, expected=1, changes={"intent": "Sedan"})
    assert phase_of(project, PhaseKey.START).intent == "Först"


def test_each_wording_of_the_intent_is_kept_with_its_reason(project):
    phase = phase_of(project, PhaseKey.START)
    update_phase(phase=phase, actor=None, expected=1, changes={"intent": "Vi vill ett"})
    update_phase(phase=phase, actor=None, expected=2, changes={"intent": "Vi vill två"}, reason="Rådet")
    assert [(row["what"], row["reason"]) for row in intent_history(project)] == [
        ("Vi vill två", "Rådet"),
        ("Vi vill ett", ""),
    ]


def test_finished_phase_keeps_the_day_it_began(project):
    first, second = (phase_of(project, key) for key in (PhaseKey.START, PhaseKey.DIALOGUE))
    planned = clock.today() - dt.timedelta(days=3)
    ProjectPhase.objects.filter(pk=second.pk).update(starts_on=planned)
    began = first.starts_on
    pass_gate(phase=first, actor=None, reason="Vidare")
    pass_gate(phase=second, actor=None, reason="Vidare")
    days = ProjectPhase.objects.filter(project=project, state=PhaseState.DONE).order_by("number")
    assert list(days.values_list("starts_on", "finished_on")) == [
        (began, clock.today()),
        (planned, clock.today()),
    ]
