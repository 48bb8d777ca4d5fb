"""A package is put together of a proposal and six parts in every required language, and frozen only when whole."""

import pytest
from django.utils import translation

from decisions.domain.package import (
    change_package,
    create_package,
    freeze_package,
    unfreeze_package,
    write_part,
)
from decisions.enums import DESCRIPTIONS, PACKAGE_MOVES, PackageState, PartKind
from decisions.models import DecisionPackage, PackagePart
from decisions.queries.completeness import needs_of
from decisions.queries.content import content_digest, package_content
from decisions.queries.outline import outline
from decisions.queries.package import offered_versions
from drafting.domain.version import publish_version, withdraw_version
from projects.models import EventSeal, ProjectEvent
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import freeze, make_package, make_version, reload, reword_core
from tests.factories.projects import make_project


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


def lacking(package: DecisionPackage) -> list[tuple[str, str]]:
    return [(need.kind, need.language) for need in needs_of(package, "sv") if need.state != "done"]


@pytest.mark.requirement(89)
def test_package_begins_with_a_proposal_and_six_parts_in_every_required_language(region):
    package = create_package(draft=make_version(make_project(region)), actor=None)
    parts = set(PackagePart.objects.filter(package=package).values_list("kind", "language"))
    assert parts == {(kind, code) for kind in PartKind.values for code in ("sv", "fi")}
    assert PartKind.values[0] == "proposal"
    assert len(DESCRIPTIONS) == 5


@pytest.mark.requirement(89)
def test_new_package_names_everything_it_lacks(region):
    package = create_package(draft=make_version(make_project(region)), actor=None)
    assert lacking(reload(package)) == [
        ("presenter", ""),
        *[
            (kind, code)
            for code in ("sv", "fi")
            for kind in (
                "proposal", "implementation", "budget_effect", "follow_up", "reporting", "evaluation",
                "citizen_communication",
            )
        ],
    ]  # fmt: skip


@pytest.mark.requirement(89)
@pytest.mark.parametrize("kind", ["proposal", *DESCRIPTIONS])
@pytest.mark.parametrize("language", ["sv", "fi"])
def test_package_is_not_frozen_without_a_part_in_a_language(region, kind, language):
    package = make_package(region=region)
    part = PackagePart.objects.get(package=package, kind=kind, language=language)
    write_part(
        package=package,
        kind=kind,
        language=language,
        actor=None,
        opened=part.version,
        body="  ",
        budget_effect="0 €",
    )
    with translation.override("en"), pytest.raises(DomainError) as refused:
        freeze_package(package=package, actor=None, opened=package.version)
    assert {"sv": "(Swedish)", "fi": "(Finnish)"}[language] in str(refused.value)
    assert reload(package).state == PackageState.DRAFT


@pytest.mark.requirement(89)
def test_unfilled_place_of_the_outline_holds_the_package_up(region):
    package = make_package(region=region)
    body = outline(package, PartKind.REPORTING, "sv")
    write_part(package=package, kind="reporting", language="sv", actor=None, opened=2, body=body)
    assert lacking(reload(package)) == [("reporting", "sv")]


def test_package_needs_the_effect_on_the_budget_and_a_presenting_official(region):
    package = make_package(region=region)
    write_part(package=package, kind="implementation", language="fi", actor=None, opened=2, body="Toimet.")
    change_package(
        package=package,
        actor=None,
        opened=package.version,
        draft=package.draft,
        presenter="",
        registry_number="",
    )
    assert lacking(reload(package)) == [("presenter", ""), ("budget_effect", "fi")]


def test_effect_on_the_budget_belongs_to_the_part_on_implementation(region):
    package = make_package(region=region)
    part = package.parts.get(kind=PartKind.REPORTING, language="fi")
    write_part(
        package=package,
        kind=part.kind,
        language="fi",
        actor=None,
        opened=part.version,
        body="Raportointi.",
        budget_effect="10 000 €",
    )
    part.refresh_from_db()
    assert (part.body, part.budget_effect) == ("Raportointi.", "")


def test_unilingual_region_needs_its_language_only(db):
    from accounts.enums import LanguageStatus

    region = make_region(language_status=LanguageStatus.FINNISH)
    with region_scope(region):
        package = make_package(region=region)
        assert {need.language for need in needs_of(package, "fi")} == {"", "fi"}
        assert freeze(package).frozen["languages"] == ["fi"]


def test_freezing_keeps_content_digest_and_sealed_head(region):
    actor = make_user(region, "secretary")
    package = freeze(make_package(region=region), actor)
    assert package.state == PackageState.FROZEN
    assert package.frozen_digest == content_digest(package.frozen, package.draft.snapshot)
    event = ProjectEvent.objects.get(kind="package.frozen")
    assert (event.actor, event.data["digest"]) == (actor.uuid, package.frozen_digest)
    seal = EventSeal.objects.order_by("-number").first()
    assert (package.ledger_number, package.ledger_head) == (seal.number, seal.digest)
    assert seal.event == event


def test_frozen_package_says_what_it_said_whatever_happens_after(region):
    package = freeze(make_package(region=region))
    before = package_content(package)
    project = package.promise.project
    project.title_sv = "Nytt namn"
    project.save()
    assert package_content(reload(package)) == before


def test_digest_covers_every_part_and_the_version(region):
    package = make_package(region=region)
    content = package_content(package)
    digest = content_digest(content, package.draft.snapshot)
    content["parts"]["evaluation"]["fi"]["body"] += "."
    assert content_digest(content, package.draft.snapshot) != digest
    snapshot = {**package.draft.snapshot, "languages": ["sv"]}
    assert content_digest(package_content(package), snapshot) != digest


def test_frozen_package_is_changed_by_nobody(region):
    package = freeze(make_package(region=region))
    with pytest.raises(IllegalTransition):
        write_part(package=package, kind="reporting", language="sv", actor=None, opened=2, body="Nytt.")
    with pytest.raises(IllegalTransition):
        change_package(
            package=package,
            actor=None,
            opened=package.version,
            draft=package.draft,
            presenter="B",
            registry_number="",
        )
    with pytest.raises(IllegalTransition):
        freeze_package(package=package, actor=None, opened=package.version)


def test_taking_back_demands_a_reason_and_keeps_it(region):
    package = freeze(make_package(region=region))
    with pytest.raises(DomainError) as refused:
        unfreeze_package(package=package, actor=None, opened=package.version, reason=" ")
    assert refused.value.field == "reason"
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Budgeten ändrades.")
    package = reload(package)
    assert (package.state, package.frozen, package.frozen_digest) == (PackageState.DRAFT, {}, "")
    assert (package.ledger_number, package.ledger_head, package.frozen_at) == (0, "", None)
    assert package.history.first().history_change_reason == "Budgeten ändrades."
    event = ProjectEvent.objects.get(kind="package.reopened")
    assert event.detail.words == {"reason": "Budgeten ändrades."}


def test_moves_of_a_package_are_those_of_the_table():
    moves = {
        (source, target)
        for source in PackageState
        for target in PackageState
        if PACKAGE_MOVES.allows(source, target)
    }
    assert moves == {
        ("draft", "frozen"),
        ("frozen", "draft"),
        ("frozen", "decided"),
        ("decided", "frozen"),
        ("rejected", "frozen"),
        ("returned", "frozen"),
        ("frozen", "returned"),
        ("frozen", "rejected"),
        ("returned", "draft"),
    }


def test_second_editor_of_a_part_is_shown_the_conflict(region):
    package = make_package(region=region)
    write_part(package=package, kind="reporting", language="sv", actor=None, opened=2, body="Först.")
    with pytest.raises(EditConflict) as conflict:
        write_part(package=package, kind="reporting", language="sv", actor=None, opened=2, body="Sedan.")
    assert conflict.value.row.body == "Först."


def test_freezing_something_else_than_what_was_seen_is_a_conflict(region):
    package = make_package(region=region)
    with pytest.raises(EditConflict):
        freeze_package(package=package, actor=None, opened=package.version - 1)
    assert reload(package).state == PackageState.DRAFT
    assert not ProjectEvent.objects.filter(kind="package.frozen").exists()


def test_promise_has_one_open_package_at_a_time(region):
    package = make_package(region=region)
    with pytest.raises(DomainError):
        create_package(draft=package.draft, actor=None)


def test_new_package_is_offered_of_the_newest_version_until_it_is_decided(region):
    project = make_project(region, current="decision")
    first = make_version(project)
    assert offered_versions(project) == [first]
    reword_core(first.promise, "Hjälp nära dig")
    second = publish_version(promise=first.promise, actor=None)
    assert offered_versions(project) == [second]
    package = create_package(draft=second, actor=None)
    assert offered_versions(project) == []
    type(package).objects.update(state=PackageState.DECIDED)
    assert offered_versions(project) == [second]
    type(second).objects.filter(pk=second.pk).update(state="decided")
    assert offered_versions(project) == []


def test_version_taken_back_gets_no_package(region):
    draft = make_version(make_project(region))
    withdraw_version(version=draft, actor=None, reason="Fel text.")
    draft.refresh_from_db()
    with pytest.raises(DomainError) as refused:
        create_package(draft=draft, actor=None)
    assert refused.value.field == "draft"


def test_newer_version_takes_its_place_in_the_package(region):
    package = make_package(region=region)
    promise = package.promise
    reword_core(promise, "Hjälp nära dig")
    draft = publish_version(promise=promise, actor=None)
    changed = change_package(
        package=package,
        actor=None,
        opened=package.version,
        draft=draft,
        presenter="Anna",
        registry_number="1",
    )
    assert changed.draft.number == 2


def test_version_of_another_promise_is_refused(region):
    package = make_package(region=region)
    other = make_version(make_project(region))
    with pytest.raises(DomainError) as refused:
        change_package(
            package=package,
            actor=None,
            opened=package.version,
            draft=other,
            presenter="A",
            registry_number="",
        )
    assert refused.value.field == "draft"


@pytest.mark.parametrize("kind", PartKind.values[1:])
def test_outline_is_in_the_language_asked_for_and_has_places_to_fill(region, kind):
    package = make_package(region=region)
    with translation.override("sv"):
        assert "…" in outline(package, kind, "fi")
        assert translation.get_language() == "sv"


def test_outline_of_reporting_brings_the_dates_of_the_timetable(region):
    import datetime as dt

    from projects.models import Milestone

    package = make_package(region=region)
    Milestone.objects.create(
        region=region,
        project=package.promise.project,
        title="Bokslutet",
        day=dt.date(2027, 6, 1),
        calendar="budget",
    )
    assert "- 1\u00a0juni 2027: Bokslutet" in outline(package, "reporting", "sv")
    Milestone.objects.update(is_done=True)
    assert "Bokslutet" not in outline(package, "reporting", "sv")


def test_core_without_words_in_a_language_is_named(region):
    package = make_package(region=region)
    snapshot = package.draft.snapshot
    del snapshot["core"]["fi"]
    package.draft.snapshot = snapshot
    assert [(need.kind, need.language) for need in needs_of(package, "sv") if need.state != "done"] == [
        ("promise", "fi")
    ]


def test_version_that_was_taken_back_since_it_was_chosen_is_not_frozen(region):
    package = make_package(region=region)
    withdraw_version(version=package.draft, actor=None, reason="Fel text.")
    with pytest.raises(DomainError) as refused:
        freeze_package(package=package, actor=None, opened=package.version)
    assert refused.value.field == "draft"
    assert reload(package).state == PackageState.DRAFT
