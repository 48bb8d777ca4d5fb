"""Pages of a list by key."""

import pytest

from projects.models import Project
from servicelofte.common.paging import newest_page
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.projects import make_project


@pytest.fixture
def keys(db):
    region = make_region()
    found = [make_project(region).pk for _number in range(5)]
    with region_scope(region):
        yield found


def page(size, before=None):
    rows, older = newest_page(Project.objects.order_by("pk"), size=size, before=before)
    return [row.pk for row in rows], older


def test_page_holds_the_newest_and_says_where_the_next_begins(keys):
    assert page(2) == ([keys[4], keys[3]], keys[3])
    assert page(2, before=keys[3]) == ([keys[2], keys[1]], keys[1])


def test_last_page_leads_nowhere_even_when_it_is_full(keys):
    assert page(2, before=keys[2]) == ([keys[1], keys[0]], None)
    assert page(2, before=keys[1]) == ([keys[0]], None)


def test_nothing_stands_below_the_first_key(keys):
    assert page(2, before=keys[0]) == ([], None)
    assert page(2, before=0) == ([], None)
