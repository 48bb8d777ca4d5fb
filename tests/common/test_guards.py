"""The guards of the database, when it is behind the models: as after a migration backwards."""

import pytest
from django.db import connection

from servicelofte.common import guards

AHEAD = ("drafting_opinion", "added_later_id", "drafting_draftversion")


@pytest.mark.postgres
@pytest.mark.django_db
def test_key_of_a_column_that_is_not_there_is_passed_over(monkeypatch):
    monkeypatch.setattr(guards, "region_links", lambda: iter([AHEAD]))
    guards.install()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_constraint WHERE conname LIKE '%%added_later%%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_trigger_names_only_the_columns_that_are_there(monkeypatch):
    table = "drafting_draftversion"
    monkeypatch.setattr(guards, "guarded_tables", lambda: iter([(table, ("update",), ("number", "later"))]))
    guards.install()
    assert guards.missing_triggers() == []
