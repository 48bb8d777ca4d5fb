"""A new database and one that came through every release have the same tables."""

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from tests.upgrade import newest_of_each_app, older_loader

pytestmark = pytest.mark.once


@pytest.mark.django_db
def test_way_of_an_older_database_ends_where_a_new_one_begins():
    older, new = older_loader(), MigrationLoader(None)
    came_through = older.project_state(newest_of_each_app(older))

    changes = MigrationAutodetector(came_through, new.project_state()).changes(graph=new.graph)

    assert changes == {}
