"""The guards of the database, when it is behind the models: as after a migration backwards."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from servicelofte.common import guards
from servicelofte.common.tenancy import every_region
from tests.factories.accounts import make_region
from tests.factories.world import make_world

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


@pytest.mark.postgres
@pytest.mark.django_db
def test_link_between_rows_of_two_regions_is_refused_by_the_database():
    """A link of a many-to-many relation has no column for the region, so that no key of the database carried it."""
    ours, theirs = make_world(make_region("ours"), "Ours"), make_world(make_region("theirs"), "Theirs")
    tables = {table for table, *_ends in guards.region_pairs()}
    assert tables == {"implementation_action_statements", "monitoring_indicator_statements"}
    with every_region():
        for row in (ours.rows["action"], ours.rows["indicator"]):
            row.statements.add(ours.statement)
            with pytest.raises(IntegrityError), transaction.atomic():
                row.statements.add(theirs.statement)
            with pytest.raises(IntegrityError), transaction.atomic():
                row.statements.through.objects.update(statement=theirs.statement)


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_table_is_without_its_guard_while_the_guards_are_made_anew():
    """The web process of before goes on writing while the new release migrates."""
    with CaptureQueriesContext(connection) as asked:
        guards.install()
    made = [query["sql"] for query in asked if "TRIGGER" in query["sql"]]
    assert len(made) > len(list(guards.region_pairs()))
    assert [sql for sql in made if not sql.startswith("CREATE OR REPLACE TRIGGER")] == []
    assert guards.missing_triggers() == []
