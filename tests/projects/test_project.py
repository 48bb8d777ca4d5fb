"""Starting a project gives it everything its process needs; changing it follows the rules."""

import datetime as dt
import re

import pytest
from django.template.loader import render_to_string

from accounts.enums import LanguageStatus
from projects.domain.ledger import record_event
from projects.domain.project import (
    RESERVED_SLUGS,
    close_project,
    reopen_project,
    start_project,
    update_project,
)
from projects.enums import Perspective, PhaseKey, PhaseState, ProjectGroup, ProjectState, Viewpoint
from projects.handbook import load_handbook
from projects.models import Cell, GuideItem, Principle, Project, ProjectEvent, ServicePromise
from projects.queries.project import phase_steps
from servicelofte.common import registry
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.projects import make_project, start
from tests.servicelofte.addresses import addresses

TITLES = {"sv": "Servicelöfte för barn", "fi": "Lapsiperheiden lupaus", "en": "Promise to families"}


@pytest.mark.requirement(4, 19)
def test_started_project_has_its_own_copy_of_the_handbook(region):
    project = start(region)
    book = load_handbook()
    with region_scope(region):
        phases = list(project.phases.order_by("number"))
        items = GuideItem.objects.filter(phase__project=project)
        assert [phase.key for phase in phases] == list(PhaseKey)
        assert [phase.state for phase in phases] == [PhaseState.CURRENT] + [PhaseState.WAITING] * 5
        assert items.count() == len(list(book.all_items()))
        one = items.get(key="foundation_legislation")
        original = book.item("foundation_legislation")
        assert (one.text_sv, one.text_fi, one.text_en) == (
            original.text.sv,
            original.text.fi,
            original.text.en,
        )
        assert one.help_sv == original.help.sv
        assert one.history.count() == 1


@pytest.mark.requirement(3, 4, 6)
def test_started_project_has_an_empty_promise_of_full_shape(region):
    project = start(region)
    with region_scope(region):
        promise = ServicePromise.objects.get(project=project)
        cells = set(Cell.objects.filter(promise=promise).values_list("perspective", "viewpoint"))
        assert cells == {(p, v) for p in Perspective.values for v in Viewpoint.values}
        assert Principle.objects.filter(promise=promise).count() == 2


def test_starters_of_later_apps_run_for_the_new_project(region, monkeypatch):
    started = []
    monkeypatch.setitem(registry.project_starters._entries, "test", started.append)
    project = start(region)
    assert started == [project.pk]


@pytest.mark.parametrize(
    ("languages", "slug"),
    [(LanguageStatus.BILINGUAL, "servicelofte-for-barn"), (LanguageStatus.FINNISH, "lapsiperheiden-lupaus")],
)
def test_slug_comes_from_the_regions_first_language(db, languages, slug):
    region = make_region(language_status=languages)
    assert start(region, titles=TITLES).slug == slug


def test_every_word_of_a_regions_own_addresses_is_reserved():
    """A project of that name would have no public page: the region's own page answers there."""
    routes = [address.route.split("/") for address in addresses() if not address.is_workspace]
    words = {parts[1] for parts in routes if parts[0].endswith("<region:region>") and len(parts) > 2}
    words = {word for word in words if "<" not in word}
    assert len(words) > 3
    assert words <= RESERVED_SLUGS


def test_slug_is_free_and_never_a_word_of_the_addresses(region):
    assert start(region, titles=TITLES).slug == "servicelofte-for-barn"
    assert start(region, titles=TITLES).slug == "servicelofte-for-barn-2"
    assert start(region, titles={"sv": "Promise", "fi": "Promise"}).slug == "promise-2"


@pytest.mark.requirement(1)
def test_title_is_needed_in_every_language_of_the_region(region):
    with pytest.raises(DomainError) as refused:
        start(region, titles={"sv": "Bara svenska", "fi": " "})
    assert refused.value.field == "title_fi"
    with region_scope(region):
        assert not Project.objects.exists()


def test_last_year_cannot_be_before_the_first(region):
    with pytest.raises(DomainError) as refused:
        start(region, period_from=2029, period_to=2027)
    assert refused.value.field == "period_to"


@pytest.mark.requirement(135)
def test_preparation_is_open_unless_a_reason_is_given(region):
    project = start(region)
    assert project.is_public
    with region_scope(region):
        with pytest.raises(DomainError) as refused:
            update_project(
                project=project, actor=None, expected=1, changes={"is_public": False, "closed_reason": " "}
            )
        assert refused.value.field == "closed_reason"
        changes = {"is_public": False, "closed_reason": "Upphandling pågår"}
        update_project(project=project, actor=None, expected=1, changes=changes)
        assert not Project.objects.get(pk=project.pk).is_public
        assert ProjectEvent.objects.filter(kind="project.hidden").count() == 1
        update_project(project=project, actor=None, expected=2, changes={"is_public": True})
        assert Project.objects.get(pk=project.pk).closed_reason == ""


def test_second_of_two_editors_gets_a_conflict_and_nothing_is_overwritten(region):
    project = start(region)
    with region_scope(region):
        one, two = (Project.objects.get(pk=project.pk) for _number in range(2))
        update_project(project=one, actor=None, expected=1, changes={"title_sv": "Först"})
        with pytest.raises(EditConflict) as refused:
            update_project(project=two, actor=None, expected=1, changes={"title_sv": "Sedan"})
        assert refused.value.row.title_sv == "Först"
        assert Project.objects.get(pk=project.pk).title_sv == "Först"


def test_change_leaves_history_with_author_and_reason(region):
    user = make_user(region)
    project = start(region)
    with region_scope(region):
        update_project(
            project=project, actor=user, expected=1, changes={"period_to": 2031}, reason="Rådet önskade"
        )
        latest = project.history.first()
        assert (latest.history_user, latest.history_change_reason) == (user, "Rådet önskade")


def test_saving_nothing_new_records_nothing(region):
    project = start(region)
    with region_scope(region):
        before = ProjectEvent.objects.count()
        update_project(project=project, actor=None, expected=1, changes={"title_sv": project.title_sv})
        assert ProjectEvent.objects.count() == before


def test_closed_project_is_not_changed_until_it_is_taken_up_again(region):
    project = start(region)
    with region_scope(region):
        with pytest.raises(DomainError):
            close_project(project=project, actor=None, reason="")
        close_project(project=project, actor=None, reason="Löftet slogs ihop med ett annat")
        assert project.state == ProjectState.CLOSED
        with pytest.raises(IllegalTransition):
            update_project(project=project, actor=None, expected=2, changes={"period_to": 2031})
        reopen_project(project=project, actor=None, reason="Ändå inte")
        with pytest.raises(IllegalTransition):
            reopen_project(project=project, actor=None, reason="Igen")


def test_who_starts_a_project_is_in_its_project_group(region):
    starter = make_user(region)
    project = start(region, actor=starter)
    with region_scope(region):
        assert [(row.user, row.group) for row in project.members.all()] == [(starter, ProjectGroup.PROJECT)]


def test_who_has_no_role_in_the_region_starts_a_project_without_being_in_its_group(region):
    project = start(region, actor=make_user())
    with region_scope(region):
        assert list(project.members.all()) == []


def test_start_copies_the_handbook_in_few_statements(region, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(registry.project_starters, "_entries", {})
    with region_scope(region), django_assert_max_num_queries(35):
        start_project(
            region=region,
            actor=None,
            titles=TITLES,
            period_from=2027,
            period_to=2029,
            starts_on=dt.date(2026, 2, 1),
        )


def test_event_words_are_kept_apart_from_its_data(region):
    project = start(region)
    with region_scope(region):
        event = record_event(
            region=region, kind="project.updated", project=project, data={"n": 1}, words={"reason": "Hemligt"}
        )
        assert "Hemligt" not in str(event.data)
        assert event.detail.words == {"reason": "Hemligt"}


@pytest.mark.requirement(1)
def test_title_is_not_emptied_in_a_language_of_the_region(region):
    project = start(region)
    with region_scope(region):
        with pytest.raises(DomainError) as refused:
            update_project(project=project, actor=None, expected=1, changes={"title_fi": " "})
        assert refused.value.field == "title_fi"
        assert Project.objects.get().version == 1


def test_phase_that_is_left_out_is_told_from_one_that_is_done_where_projects_stand_beside_each_other(region):
    project = make_project(region, current=PhaseKey.PREPARATION)
    with region_scope(region):
        project.phases.filter(number=2).update(state=PhaseState.OFF)
        steps = phase_steps(Project.objects.prefetch_related("phases").get(pk=project.pk))
    assert steps["steps"] == ["done", "off", "current", "coming", "coming", "coming"]
    assert (steps["number"], steps["phase"] != "") == (3, True)
    drawn = render_to_string("components/phase_steps.html", steps)
    assert re.findall(r"phase-dot-(\w+)", drawn) == steps["steps"]


def test_project_between_phases_stands_nowhere(region):
    project = make_project(region)
    with region_scope(region):
        project.phases.update(state=PhaseState.DONE)
        steps = phase_steps(project)
    assert (steps["number"], steps["phase"], steps["ends_on"]) == (0, "", None)
