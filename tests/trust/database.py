"""What stands in the whole database, read without the ORM: rows of a region, and words in every table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models

from servicelofte.common.guards import region_links
from servicelofte.common.tenancy import RegionOwned


def _rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def region_digest(region_id: int) -> str:
    """Return a digest of every row of a region in every table."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        if any(field.column == "region_id" for field in model._meta.local_fields):
            digest.update(repr(_rows(_of_region(model), region_id)).encode())
    return digest.hexdigest()


def _of_region(model: type[models.Model]) -> str:
    meta = model._meta
    assert meta.pk is not None
    return f'SELECT * FROM "{meta.db_table}" WHERE region_id = %s ORDER BY "{meta.pk.column}"'


def crossings() -> list[str]:
    """Return each link, foreign key or many-to-many, that leads from a row of one region to a row of another."""
    return _those_with_rows({**dict(_foreign_keys()), **dict(_many_to_many())})


def _those_with_rows(questions: dict[str, str]) -> list[str]:
    """Return the names of the questions {name: SQL} that find a row, asked in one statement."""
    asked = (f"SELECT '{name}' WHERE EXISTS ({sql})" for name, sql in questions.items())
    return sorted(name for (name,) in _rows(" UNION ALL ".join(asked)))


def _foreign_keys() -> Iterator[tuple[str, str]]:
    for child, column, parent in region_links():
        yield (
            f"{child}.{column}",
            f'SELECT 1 FROM "{child}" c JOIN "{parent}" p ON c."{column}" = p.id '
            "WHERE c.region_id <> p.region_id",
        )


def _many_to_many() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            if issubclass(model, RegionOwned) and issubclass(field.related_model, RegionOwned):
                through, here, there = field.m2m_db_table(), field.m2m_column_name(), field.m2m_reverse_name()
                yield (
                    through,
                    f'SELECT 1 FROM "{through}" t JOIN "{model._meta.db_table}" a ON a.id = t."{here}" '
                    f'JOIN "{field.related_model._meta.db_table}" b ON b.id = t."{there}" '
                    "WHERE a.region_id <> b.region_id",
                )


def naming(user_id: int, region_id: int) -> list[str]:
    """Return each foreign key by which a row of the region names the person."""
    questions = {
        f"{model._meta.db_table}.{field.column}": (
            f'SELECT 1 FROM "{model._meta.db_table}" '
            f'WHERE region_id = {region_id:d} AND "{field.column}" = {user_id:d}'
        )
        for model in apps.get_models()
        if issubclass(model, RegionOwned)
        for field in model._meta.local_fields
        if field.related_model is get_user_model()
    }
    return _those_with_rows(questions)


def is_writing(sql: str) -> bool:
    """Tell whether a statement writes rows."""
    return sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))


def tables_with(word: str) -> dict[str, int]:
    """Return {table: number of rows that hold `word`} over every table of the database."""
    found = {}
    for table in connection.introspection.table_names():
        count = sum(word.lower() in repr(row).lower() for row in _rows(f'SELECT * FROM "{table}"'))
        if count:
            found[table] = count
    return found
