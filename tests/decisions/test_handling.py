"""What a meeting decided is registered with body, day, section, result and changes; the council's approval locks."""

import datetime as dt

import pytest

from decisions.domain.handling import correct_handling, register_handling
from decisions.domain.package import create_package, unfreeze_package, write_part
from decisions.enums import RESULTS, HandlingBody, HandlingResult, PackageState
from decisions.models import Handling
from decisions.queries.handling import body_names, later_versions, next_body
from drafting.domain.version import publish_version, withdraw_version
from drafting.enums import VersionState
from drafting.models import DraftVersion
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import (
    EARLY,
    MEETING,
    NAMES,
    decide,
    freeze,
    make_package,
    make_version,
    reload,
    reword_core,
)
from tests.factories.projects import make_project

CHANGES = {"sv": "Kärnan skrevs om.", "fi": "Ydin muutettiin."}


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def package(region):
    return freeze(make_package(region=region))


def make_amended(package) -> DraftVersion:
    reword_core(package.promise, "Hjälp nära dig")
    return publish_version(promise=package.promise, actor=None)


@pytest.mark.requirement(91)
def test_council_decision_is_registered_with_body_day_section_and_result(region, package):
    actor = make_user(region, "secretary")
    held = clock.today()
    decide(package, actor, meeting_on=held, section="§ 45", minutes_url="https://example.fi/45")
    row = Handling.objects.get()
    assert (row.body_kind, row.body_name, row.meeting_on, row.section, row.result) == (
        "council",
        NAMES,
        held,
        "45",
        "approved",
    )
    assert (row.registered_by, row.minutes_url) == (actor, "https://example.fi/45")
    event = ProjectEvent.objects.get(kind="handling.registered")
    assert event.data == {
        "package": package.pk,
        "handling": row.pk,
        "body": "council",
        "result": "approved",
        "meeting_on": held.isoformat(),
        "section": "45",
        "digest": package.frozen_digest,
    }


@pytest.mark.requirement(91)
def test_approval_locks_package_and_version(package):
    decide(package)
    package = reload(package)
    assert package.state == PackageState.DECIDED
    assert package.decided_draft == package.draft
    assert package.draft.state == VersionState.DECIDED
    with pytest.raises(IllegalTransition):
        write_part(package=package, kind="reporting", language="sv", actor=None, opened=2, body="x")
    with pytest.raises(IllegalTransition):
        unfreeze_package(package=package, actor=None, opened=package.version, reason="Ångrar oss.")
    with pytest.raises(IllegalTransition):
        decide(package)


@pytest.mark.requirement(91)
def test_changes_of_the_meeting_come_back_as_a_version_of_their_own(package):
    amended = make_amended(package)
    decide(package, result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=amended)
    package = reload(package)
    assert package.decided_draft == amended
    assert package.draft.number == 1
    states = dict(DraftVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.SUPERSEDED, 2: VersionState.DECIDED}
    assert Handling.objects.get().changes == CHANGES


@pytest.mark.requirement(91)
def test_changes_need_their_words_in_every_language_and_their_version(package):
    amended = make_amended(package)
    for values, field in (
        ({"changes": {"sv": "Kärnan."}, "amended_draft": amended}, "changes_fi"),
        ({"changes": CHANGES}, "amended_draft"),
        ({"changes": CHANGES, "amended_draft": package.draft}, "amended_draft"),
    ):
        with pytest.raises(DomainError) as refused:
            decide(package, result=HandlingResult.AMENDED, **values)
        assert refused.value.field == field
    with pytest.raises(DomainError) as refused:
        decide(package, amended_draft=amended)
    assert refused.value.field == "amended_draft"
    assert reload(package).state == PackageState.FROZEN


def test_version_that_was_taken_back_is_not_what_the_meeting_approved(package):
    amended = make_amended(package)
    withdraw_version(version=amended, actor=None, reason="Fel text.")
    amended.refresh_from_db()
    with pytest.raises(DomainError) as refused:
        decide(package, result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=amended)
    assert refused.value.field == "amended_draft"


def test_version_of_a_foreign_region_is_not_found(package, twin_region):
    from django.http import Http404

    with region_scope(twin_region):
        foreign = make_version(make_project(twin_region))
    with pytest.raises(Http404):
        decide(package, result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=foreign)


def test_board_proposes_and_the_council_decides(package):
    decide(package, body_kind=HandlingBody.BOARD, result=HandlingResult.FORWARDED)
    assert reload(package).state == PackageState.FROZEN
    assert next_body(package) == HandlingBody.COUNCIL
    decide(package)
    assert reload(package).state == PackageState.DECIDED


@pytest.mark.parametrize("body", [HandlingBody.BOARD, HandlingBody.OTHER])
@pytest.mark.parametrize("result", [HandlingResult.APPROVED, HandlingResult.AMENDED, HandlingResult.REJECTED])
def test_nobody_but_the_council_approves_or_rejects(package, body, result):
    with pytest.raises(DomainError) as refused:
        decide(package, body_kind=body, result=result)
    assert refused.value.field == "result"


def test_every_body_has_its_results():
    assert set(RESULTS) == set(HandlingBody)
    assert set().union(*RESULTS.values()) == set(HandlingResult)


@pytest.mark.parametrize("body", HandlingBody)
def test_returned_package_is_opened_mended_and_frozen_anew(package, body):
    decide(package, body_kind=body, result=HandlingResult.RETURNED)
    package = reload(package)
    assert package.state == PackageState.RETURNED
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Styrelsen bad om siffror.")
    digest = freeze(package).frozen_digest
    assert len(digest) == 64


def test_rejected_promise_leaves_room_for_a_new_package(package):
    decide(package, result=HandlingResult.REJECTED)
    assert reload(package).state == PackageState.REJECTED
    assert package.draft.state == VersionState.PUBLISHED
    assert create_package(draft=make_amended(package), actor=None).state == PackageState.DRAFT


def test_meeting_to_come_is_not_registered(package):
    with pytest.raises(DomainError) as refused:
        decide(package, meeting_on=clock.today() + dt.timedelta(days=1))
    assert refused.value.field == "meeting_on"


def test_body_needs_its_name_in_every_language(package):
    with pytest.raises(DomainError) as refused:
        decide(package, body_name={"sv": "Fullmäktige"})
    assert refused.value.field == "body_name_fi"
    with pytest.raises(DomainError) as refused:
        decide(package, body_name={})
    assert (refused.value.field, set(refused.value.others)) == ("body_name_sv", {"body_name_fi"})


def test_package_that_is_not_frozen_is_not_handled(region):
    with pytest.raises(IllegalTransition):
        decide(make_package(region=region))


def test_second_decided_promise_takes_the_place_of_the_first(package):
    decide(package)
    amended = make_amended(package)
    second = create_package(draft=amended, actor=None)
    for language in ("sv", "fi"):
        for kind in (
            "proposal",
            "implementation",
            "follow_up",
            "reporting",
            "evaluation",
            "citizen_communication",
        ):
            write_part(
                package=second,
                kind=kind,
                language=language,
                actor=None,
                opened=1,
                body="Text.",
                budget_effect="0 €",
            )
    second.presenter = "Anna"
    second.save()
    decide(freeze(second))
    states = dict(DraftVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.SUPERSEDED, 2: VersionState.DECIDED}


def test_correction_keeps_what_was_decided_and_tells_why(package):
    row = decide(package)
    values = {
        "actor": None,
        "body_name": NAMES,
        "meeting_on": MEETING,
        "section": "46",
        "changes": {},
        "minutes_url": "https://example.fi/46",
        "early": EARLY,
    }
    with pytest.raises(DomainError) as refused:
        correct_handling(handling=row, opened=row.version, reason="", **values)
    assert refused.value.field == "reason"
    correct_handling(handling=row, opened=row.version, reason="Fel paragraf.", **values)
    row.refresh_from_db()
    assert (row.section, row.result, row.version) == ("46", "approved", 2)
    assert [entry.section for entry in row.history.all()] == ["46", "45"]
    assert row.history.first().history_change_reason == "Fel paragraf."
    with pytest.raises(EditConflict):
        correct_handling(handling=row, opened=1, reason="Igen.", **values)


@pytest.mark.parametrize("changes", [{}, {"sv": "Kärnan skrevs om."}])
def test_correction_of_an_approval_with_changes_still_says_what_was_changed(package, changes):
    row = decide(package, result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=make_amended(package))
    values = {"body_name": NAMES, "meeting_on": MEETING, "section": "46", "minutes_url": "", "early": EARLY}
    with pytest.raises(DomainError) as refused:
        correct_handling(handling=row, actor=None, opened=1, reason="Fel.", changes=changes, **values)
    assert refused.value.field == ("changes_fi" if changes else "changes_sv")
    assert Handling.objects.get().changes == CHANGES


def test_names_of_bodies_follow_the_region(region):
    assert body_names(region, "council") == {"sv": "Välfärdsområdesfullmäktige", "fi": "Aluevaltuusto"}
    assert body_names(region, "board") == {"sv": "Välfärdsområdesstyrelsen", "fi": "Aluehallitus"}
    assert body_names(region, "other") == {}
    city = make_region(terminology={"council": {"sv": "stadsfullmäktige", "fi": "kaupunginvaltuusto"}})
    assert body_names(city, "council") == {"sv": "Stadsfullmäktige", "fi": "Kaupunginvaltuusto"}


def test_versions_offered_for_a_changed_text_are_the_newer_ones(package):
    assert later_versions(package) == []
    amended = make_amended(package)
    assert later_versions(package) == [amended]
    withdraw_version(version=amended, actor=None, reason="Fel text.")
    assert later_versions(package) == []


def test_registering_is_one_transaction(package, monkeypatch):
    from decisions.domain import handling

    def fail(**values: object) -> None:
        raise DomainError("no")

    monkeypatch.setattr(handling, "decide_version", fail)
    with pytest.raises(DomainError):
        register_handling(
            package=package,
            actor=None,
            body_kind="council",
            body_name=NAMES,
            meeting_on=clock.today(),
            section="1",
            result="approved",
        )
    assert not Handling.objects.exists()
    assert not ProjectEvent.objects.filter(kind="handling.registered").exists()
