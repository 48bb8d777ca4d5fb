"""Who may do what with a project: roles of the region, refined by the project's groups."""

import pytest

from accounts.enums import Role
from accounts.models import User
from projects.domain.member import add_member, deactivate_member
from projects.enums import ProjectGroup
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.projects import start

VIEW, CHANGE, PASS, ADD = (
    "projects.view_project",
    "projects.change_project",
    "projects.pass_projectphase",
    "projects.add_project",
)
ALLOWED = {
    Role.ADMINISTRATOR: {VIEW, CHANGE, PASS, ADD},
    Role.PREPARER: {VIEW, CHANGE, PASS, ADD},
    Role.SECRETARY: {VIEW},
    Role.MANAGER: {VIEW},
    Role.OBSERVER: {VIEW},
    Role.PRODUCER: set(),
}


@pytest.fixture
def project(region):
    made = start(region)
    with region_scope(region):
        yield made


def rights(user, project):
    """Ask as a new request would: nothing is remembered from before."""
    fresh = User.objects.get(pk=user.pk)
    return {permission for permission in (VIEW, CHANGE, PASS, ADD) if fresh.has_perm(permission, project)}


@pytest.mark.requirement(134)
@pytest.mark.parametrize("role", list(Role))
def test_role_reaches_as_far_as_its_row(project, role):
    assert rights(make_user(project.region, role), project) == ALLOWED[role]


@pytest.mark.requirement(134)
@pytest.mark.parametrize("role", list(Role))
def test_role_in_another_region_reaches_nothing(project, twin_region, role):
    assert rights(make_user(twin_region, role), project) == set()


@pytest.mark.requirement(39, 134)
@pytest.mark.parametrize(
    ("role", "group", "gained"),
    [
        (Role.MANAGER, ProjectGroup.PROJECT, {CHANGE}),
        (Role.MANAGER, ProjectGroup.STEERING, {PASS}),
        (Role.SECRETARY, ProjectGroup.PROJECT, {CHANGE}),
        (Role.MANAGER, ProjectGroup.OTHER, set()),
        (Role.OBSERVER, ProjectGroup.PROJECT, set()),
        (Role.PRODUCER, ProjectGroup.STEERING, set()),
    ],
)
def test_group_refines_the_role_in_its_own_project_only(project, role, group, gained):
    user = make_user(project.region, role)
    other = start(project.region)
    member = add_member(project=project, actor=None, group=group, user=user)
    assert rights(user, project) == ALLOWED[role] | gained
    assert rights(user, other) == ALLOWED[role]
    deactivate_member(member=member, actor=None)
    assert rights(user, project) == ALLOWED[role]


def test_groups_are_read_once_a_request(project, django_assert_num_queries):
    user = make_user(project.region, Role.MANAGER)
    assert not user.has_perm(CHANGE, project)
    with django_assert_num_queries(0):
        assert not user.has_perm(CHANGE, project)
        assert not user.has_perm(PASS, project)
