"""Tenancy in one place: unscoped work raises, foreign rows do not exist, history included."""

import pytest
from django.db import IntegrityError, connection
from django.http import Http404
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from accounts.models import Membership
from projects.models import Project, ServicePromise, Statement
from servicelofte.common.tenancy import (
    current_region,
    every_region,
    region_scope,
    require_same_region,
    scoped_stream,
)
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, make_promise, make_statement

pytestmark = pytest.mark.django_db


def test_unscoped_query_raises(region):
    with pytest.raises(ScopeError):
        Project.objects.count()


def test_scope_of_none_raises_instead_of_meaning_everybody(region):
    with scope(region=None), pytest.raises(ScopeError):
        Project.objects.count()
    with pytest.raises(ValueError, match="needs a region"), region_scope(None):
        pass


def test_history_is_scoped_too(region, twin_region):
    project = make_project(region)
    with pytest.raises(ScopeError):
        Project.history.count()
    with region_scope(twin_region):
        assert Project.history.count() == 0
        assert project.history.count() == 0
    with region_scope(region):
        assert project.history.count() == 1


def test_history_of_translated_model_keeps_every_language(region):
    project = make_project(region, title_sv="Ett", title_fi="Yksi", title_en="One")
    with region_scope(region):
        remembered = project.history.first()
    assert (remembered.title_sv, remembered.title_fi, remembered.title_en) == ("Ett", "Yksi", "One")


def test_rows_of_twin_region_do_not_exist_through_relations(region, twin_region):
    promise = make_promise(make_project(region))
    make_statement(promise)
    with region_scope(twin_region):
        assert Statement.objects.count() == 0
        assert promise.statements.count() == 0
    with region_scope(region):
        assert promise.statements.count() == 1


def test_region_list_in_scope_reaches_those_regions_only(region, twin_region):
    make_project(region)
    make_project(twin_region)
    with region_scope([region]):
        assert Project.objects.count() == 1
    with region_scope([region, twin_region]):
        assert Project.objects.count() == 2
    with pytest.raises(LookupError), region_scope([region]):
        current_region()


@pytest.mark.postgres
def test_foreign_key_cannot_cross_regions_in_the_database(region, twin_region):
    project = make_project(region)
    with region_scope(twin_region):
        ServicePromise.objects.create(region=twin_region, project=project)
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_rows_of_two_regions_are_refused_in_one_write(region, twin_region):
    ours, theirs = make_project(region), make_project(twin_region)
    require_same_region(ours, None, ours)
    with pytest.raises(Http404):
        require_same_region(ours, theirs)


def test_stream_keeps_its_scope_after_the_request(region):
    make_project(region)

    def rows():
        yield from Project.objects.values_list("title_sv", flat=True)

    with region_scope(region):
        stream = scoped_stream(rows(), region=region)
    assert len(list(stream)) == 1


def test_roles_are_those_of_the_region(region, twin_region):
    person = make_user(region, "secretary")
    assert person.roles_in(region.pk) == {"secretary"}
    assert person.roles_in(twin_region.pk) == set()
    with every_region():
        assert Membership.objects.count() == 1


def test_query_of_every_region_is_possible_only_when_asked_for(region, twin_region):
    make_project(region)
    make_project(twin_region)
    with every_region():
        assert Project.objects.count() == 2
