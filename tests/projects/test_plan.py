"""People, resources and timetable of a project."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import Http404

from projects.domain.member import add_member, deactivate_member, update_member
from projects.domain.milestone import add_milestone, remove_milestone, update_milestone
from projects.domain.resource import add_resource, remove_resource, update_resource
from projects.enums import Calendar, PhaseKey, ProjectGroup, ResourceKind
from projects.models import Milestone, ProjectEvent, ProjectMember, ProjectPhase, ProjectResource
from projects.queries.plan import legal_rows, timetable
from projects.queries.project import days_left, due_rows
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import start


@pytest.fixture
def project(region):
    made = start(region)
    with region_scope(region):
        yield made


def at(day):
    return clock.fixed(clock.start_of(day))


@pytest.mark.requirement(39)
def test_groups_take_people_with_and_without_an_account(project):
    user = make_user(project.region, "observer", name="Anna Berg")
    add_member(project=project, actor=None, group=ProjectGroup.STEERING, user=user, duty="Ordförande")
    add_member(project=project, actor=None, group=ProjectGroup.STEERING, name=" Matti Koski ")
    assert [str(row) for row in ProjectMember.objects.order_by("pk")] == ["Anna Berg", "Matti Koski"]


def test_member_needs_a_person_or_a_name(project):
    with pytest.raises(DomainError) as refused:
        add_member(project=project, actor=None, group=ProjectGroup.PROJECT, name=" ")
    assert refused.value.field == "name"


def test_name_beside_a_chosen_person_is_not_lost_unnoticed(project):
    user = make_user(project.region)
    with pytest.raises(DomainError) as refused:
        add_member(project=project, actor=None, group=ProjectGroup.STEERING, user=user, name="Matti Koski")
    assert refused.value.field == "name"


def test_same_name_stands_in_a_group_once(project):
    member = add_member(project=project, actor=None, group=ProjectGroup.STEERING, name="Matti Koski")
    with pytest.raises(DomainError) as refused:
        add_member(project=project, actor=None, group=ProjectGroup.STEERING, name="matti koski ")
    assert refused.value.field == "name"
    add_member(project=project, actor=None, group=ProjectGroup.PROJECT, name="Matti Koski")
    deactivate_member(member=member, actor=None)
    add_member(project=project, actor=None, group=ProjectGroup.STEERING, name="Matti Koski")


def test_milestone_lies_a_year_before_the_work_at_most(project):
    values = {"project": project, "actor": None, "title": "Beslut"}
    day = project.starts_on - dt.timedelta(days=365)
    row = add_milestone(**values, day=day)
    for write in (
        lambda early: add_milestone(**values, day=early),
        lambda early: update_milestone(milestone=row, actor=None, expected=1, changes={"day": early}),
    ):
        with pytest.raises(DomainError) as refused:
            write(day - dt.timedelta(days=1))
        assert refused.value.field == "day"
    early = {"day": day - dt.timedelta(days=1)}
    Milestone.objects.filter(pk=row.pk).update(**early)
    row.refresh_from_db()
    update_milestone(milestone=row, actor=None, expected=1, changes={**early, "title_sv": "Beslutet"})
    assert Milestone.objects.get(pk=row.pk).title_sv == "Beslutet"


def test_person_without_a_role_in_the_region_is_refused(project, twin_region):
    stranger = make_user(twin_region)
    with pytest.raises(DomainError) as refused:
        add_member(project=project, actor=None, group=ProjectGroup.PROJECT, user=stranger)
    assert refused.value.field == "user"


def test_person_is_in_a_group_once_and_comes_back_to_the_same_row(project):
    user = make_user(project.region)
    member = add_member(project=project, actor=None, group=ProjectGroup.PROJECT, user=user)
    with pytest.raises(DomainError) as refused:
        add_member(project=project, actor=None, group=ProjectGroup.PROJECT, user=user)
    assert refused.value.field == "user"
    deactivate_member(member=member, actor=None)
    again = add_member(project=project, actor=None, group=ProjectGroup.PROJECT, user=user, duty="Sekreterare")
    assert (again.pk, again.is_active, again.duty) == (member.pk, True, "Sekreterare")


def test_names_of_members_stay_out_of_the_ledgers_data(project):
    add_member(project=project, actor=None, group=ProjectGroup.OTHER, name="Matti Koski")
    event = ProjectEvent.objects.get(kind="member.added")
    assert "Matti" not in str(event.data)
    assert event.detail.words["name"] == "Matti Koski"


def test_rows_edited_by_two_are_conflicts(project):
    member = add_member(project=project, actor=None, group=ProjectGroup.OTHER, name="Matti")
    resource = add_resource(
        project=project, actor=None, kind=ResourceKind.MONEY, label="Pengar", amount=Decimal(100)
    )
    milestone = add_milestone(project=project, actor=None, title="Beslut", day=dt.date(2027, 2, 9))
    cases = [
        (update_member, "member", ProjectMember, member.pk, {"duty": "Ett"}, {"duty": "Två"}),
        (update_resource, "resource", ProjectResource, resource.pk, {"label": "Ett"}, {"label": "Två"}),
        (update_milestone, "milestone", Milestone, milestone.pk, {"title": "Ett"}, {"title": "Två"}),
    ]
    for act, name, model, pk, first, second in cases:
        one, two = (model.objects.select_related("project").get(pk=pk) for _number in range(2))
        act(actor=None, expected=1, changes=first, **{name: one})
        with pytest.raises(EditConflict):
            act(actor=None, expected=1, changes=second, **{name: two})
        field, value = next(iter(first.items()))
        assert getattr(model.objects.get(pk=pk), field) == value


def test_resource_needs_an_amount(project):
    with pytest.raises(DomainError) as refused:
        add_resource(project=project, actor=None, kind=ResourceKind.TIME, label="Tid", amount=Decimal(0))
    assert refused.value.field == "amount"


def test_removed_rows_leave_history_and_an_event(project):
    user = make_user(project.region)
    resource = add_resource(
        project=project, actor=user, kind=ResourceKind.TIME, label="Tid", amount=Decimal(4)
    )
    milestone = add_milestone(project=project, actor=user, title="Beslut", day=dt.date(2027, 2, 9))
    remove_resource(resource=resource, actor=user)
    remove_milestone(milestone=milestone, actor=user)
    assert (ProjectResource.history.first().history_type, ProjectResource.history.first().history_user) == (
        "-",
        user,
    )
    assert Milestone.history.first().history_type == "-"
    kinds = set(ProjectEvent.objects.values_list("kind", flat=True))
    assert {"resource.removed", "milestone.removed"} <= kinds


@pytest.mark.requirement(41, 43)
def test_timetable_asks_for_the_staff_organisations_early(project):
    slug = project.region.slug
    ProjectPhase.objects.filter(project=project, key=PhaseKey.START).update(ends_on=dt.date(2026, 5, 1))
    assert timetable(project, slug)["staff_note"]
    late = add_milestone(
        project=project, actor=None, title="Samråd", day=dt.date(2026, 6, 1), calendar=Calendar.STAFF
    )
    assert timetable(project, slug)["staff_note"]
    update_milestone(milestone=late, actor=None, expected=1, changes={"day": dt.date(2026, 3, 1)})
    page = timetable(project, slug)
    assert page["staff_note"] == ""
    assert page["milestones"][0]["is_staff"]


def test_what_is_due_comes_in_order_and_says_when_it_is_late(project):
    add_milestone(project=project, actor=None, title="Sen", day=dt.date(2026, 9, 30))
    add_milestone(project=project, actor=None, title="Tidig", day=dt.date(2026, 9, 1))
    done = add_milestone(project=project, actor=None, title="Klar", day=dt.date(2026, 8, 1))
    update_milestone(milestone=done, actor=None, expected=1, changes={"is_done": True})
    with at(dt.date(2026, 9, 10)):
        rows = [(row["label"], row["late"]) for row in due_rows(project)]
    assert rows == [("Tidig", True), ("Sen", False)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 9, 9), "1 day late"),
        (dt.date(2026, 9, 10), "last day today"),
        (dt.date(2026, 9, 11), "1 day left"),
        (dt.date(2026, 10, 4), "24 days left"),
    ],
)
def test_days_are_told_in_words(day, words, settings):
    from django.utils import translation

    with at(dt.date(2026, 9, 10)), translation.override("en"):
        assert days_left(day) == words


@pytest.mark.requirement(28)
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_bill_of_2017_is_history_and_acts_in_force_are_law(language):
    with at(dt.date(2026, 9, 10)):
        law = legal_rows(language)
    assert {row["number"] for row in law["history"]} == {"15/2017"}
    present = {row["number"] for row in law["present"]}
    assert {"611/2021", "612/2021"} <= present
    assert "15/2017" not in present


@pytest.mark.requirement(28)
def test_act_is_not_law_before_it_came_into_force():
    with at(dt.date(2021, 6, 30)):
        assert "611/2021" not in {row["number"] for row in legal_rows("sv")["present"]}
    with at(dt.date(2021, 7, 1)):
        assert "611/2021" in {row["number"] for row in legal_rows("sv")["present"]}


def test_name_of_a_member_without_an_account_cannot_be_emptied(project):
    member = add_member(project=project, actor=None, group=ProjectGroup.OTHER, name="Matti Koski")
    with pytest.raises(DomainError) as refused:
        update_member(member=member, actor=None, expected=1, changes={"name": " "})
    assert refused.value.field == "name"
    assert ProjectMember.objects.get().name == "Matti Koski"


def test_duty_of_a_member_whose_role_in_the_region_has_ended_can_be_put_right(project):
    user = make_user(project.region)
    member = add_member(
        project=project, actor=None, group=ProjectGroup.STEERING, user=user, duty="Ordforande"
    )
    user.memberships.update(is_active=False)
    fresh = ProjectMember.objects.get(pk=member.pk)
    assert not fresh.user.roles_in(project.region_id)
    update_member(member=fresh, actor=None, expected=1, changes={"duty": "Ordförande"})
    assert ProjectMember.objects.get().duty == "Ordförande"


def test_milestone_is_tied_to_a_phase_of_its_own_project_only(project):
    foreign = start(project.region).phases.first()
    with pytest.raises(Http404):
        add_milestone(project=project, actor=None, title="Beslut", day=dt.date(2027, 2, 9), phase=foreign)
    row = add_milestone(project=project, actor=None, title="Beslut", day=dt.date(2027, 2, 9))
    with pytest.raises(Http404):
        update_milestone(milestone=row, actor=None, expected=1, changes={"phase": foreign})
    assert Milestone.objects.get().phase is None
