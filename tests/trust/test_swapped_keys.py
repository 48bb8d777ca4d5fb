"""A key of the other region, put in place of one's own in any field of any form, leads nowhere and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from servicelofte.common.tenancy import every_region
from tests.trust.database import crossings, is_writing, naming, region_digest
from tests.trust.forms import Field
from tests.trust.worlds import every_form, signed_in, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_files")]


@pytest.fixture(scope="module")
def ours(lasting):
    # A region made before pushes the keys apart: ours are never theirs.
    whole_world("before", "BeforeCanary")
    return whole_world("ours", "OurCanary")


@pytest.fixture(scope="module")
def theirs(ours):
    return whole_world("theirs", "TheirCanary")


@pytest.fixture
def client(ours) -> Client:
    return signed_in(ours)


def rows_of(world) -> dict[str, Any]:
    """Return the rows of a world by their kind."""
    return {**world.rows, "project": world.project, "owner": world.owner}


def foreign_values(field: Field, ours, theirs) -> list[str]:
    """Return what a hostile sender puts in place of a key: that of the other region's row of the same kind.

    Its kinds are those of our rows that have a key which the field holds or offers; where there is none, every kind.
    """
    held = next((value for value in (*field.values, *field.offered) if value), "")
    if "-" in held:
        return [str(theirs.statement.lineage)]
    shown = {value.split(":")[0] for value in (*field.values, *field.offered)}
    same = [name for name, row in rows_of(ours).items() if str(row.pk) in shown]
    foreign = rows_of(theirs)
    keys = sorted({foreign[name].pk for name in same or foreign if isinstance(foreign[name].pk, int)})
    return [f"{key}:1" if ":" in held else str(key) for key in keys if str(key) not in field.offered]


@contextmanager
def writes() -> Iterator[list[str]]:
    """Note the statements that write."""
    noted: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if is_writing(sql):
            noted.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield noted


def what_came_of(client: Client, action: str, values: dict[str, list[str]], ours, theirs, before: str) -> str:
    """Post, read the page that follows, look at the whole database, take everything back; returns what is wrong, ""
    for nothing.
    """
    with transaction.atomic(), every_region():
        with writes() as written:
            page = client.post(action, values, follow=True)
        wrong = [f"status {page.status_code}"] if page.status_code >= 500 else []
        if b"TheirCanary" in page.content:
            wrong.append("words of the other region are shown")
        if written:
            wrong += crossings() + naming(theirs.owner.pk, ours.region.pk)
            if region_digest(theirs.region.pk) != before:
                wrong.append("rows of the other region were changed")
        transaction.set_rollback(True)
    return ", ".join(wrong)


def test_key_of_the_other_region_in_any_field_of_any_form_writes_and_shows_nothing_across(
    ours, theirs, client
):
    before = region_digest(theirs.region.pk)
    faults, tried = [], 0
    for form in every_form(ours, client):
        for field in form.fields.values():
            for value in foreign_values(field, ours, theirs) if field.is_key else ():
                tried += 1
                values = {**form.values(), field.name: [value]}
                wrong = what_came_of(client, form.action, values, ours, theirs, before)
                if wrong:
                    faults.append(f"{form.action} {field.name}={value}: {wrong}")
    assert not faults, "\n".join(faults)
    assert tried > 40


def test_a_crossing_is_seen_when_there_is_one(ours, theirs):
    """The control: the same look at the database finds a link that somebody made by hand."""
    with transaction.atomic(), every_region():
        type(theirs.rows["milestone"]).objects.filter(pk=theirs.rows["milestone"].pk).update(
            project=ours.project
        )
        assert crossings() == ["projects_milestone.project_id"]
        transaction.set_rollback(True)
