"""Guards that the database itself keeps: append-only tables and foreign keys that carry the region.

Installed after every migration, since on SQLite an altered table loses its triggers without a word.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models

from servicelofte.common.tenancy import RegionOwned

APPEND_ONLY: list[tuple[str, str, bool, tuple[str, ...]]] = []


def append_only(model_label: str, *, deletable: bool = False, changing: tuple[str, ...] = ()) -> None:
    """Guard a model's table ("projects.ProjectEvent"): rows are inserted, never changed but in the columns
    `changing`; deleted only if `deletable`.
    """
    app, name = model_label.split(".")
    APPEND_ONLY.append((app, name, deletable, changing))


def guarded_tables() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield (table, operations refused, columns that stay; () for all) for each append-only model."""
    for app, name, deletable, changing in APPEND_ONLY:
        meta = apps.get_model(app, name)._meta
        staying = tuple(field.column for field in meta.local_fields if field.column not in changing)
        operations = ("update",) if deletable else ("update", "delete")
        yield meta.db_table, operations, staying if changing else ()


def trigger_name(table: str, operation: str) -> str:
    """Return the name of the guard of `table` against `operation`."""
    return f"guard_{table}_{operation}"


def install(using: str = "default") -> None:
    """Create the missing triggers and, on PostgreSQL, what keeps links inside a region. Idempotent.

    What the database has not got is passed over: after a migration backwards the models are ahead of it.
    """
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, operations, staying in guarded_tables():
            if table in existing:
                had = _columns(connection, cursor, table)
                for operation in operations:
                    columns = tuple(name for name in staying if name in had) if operation == "update" else ()
                    _install_trigger(cursor, connection.vendor, table, operation, columns)
        if connection.vendor == "postgresql":
            for child, column, parent in region_links():
                if {child, parent} <= existing and column in _columns(connection, cursor, child):
                    _install_region_key(cursor, child, column, parent)
            for table, *ends in region_pairs():
                if table in existing and {ends[1], ends[3]} <= _columns(connection, cursor, table):
                    _install_pair_guard(cursor, table, ends)


def _columns(connection: Any, cursor: Any, table: str) -> set[str]:
    return {row.name for row in connection.introspection.get_table_description(cursor, table)}


def missing_triggers(using: str = "default") -> list[str]:
    """Return the names of guards that the database lacks."""
    connection = connections[using]
    wanted = [
        trigger_name(table, operation)
        for table, operations, _staying in guarded_tables()
        for operation in operations
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in present]


def drop(using: str = "default") -> None:
    """Remove the append-only triggers: for tests that flush, and for a restore into an empty database."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, operations, _staying in guarded_tables():
            for operation in operations:
                if table in existing:
                    _drop_trigger(cursor, connection.vendor, table, operation)


def _drop_trigger(cursor: Any, vendor: str, table: str, operation: str) -> None:
    place = f' ON "{table}"' if vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger_name(table, operation)}"{place}')


def _install_trigger(cursor: Any, vendor: str, table: str, operation: str, staying: tuple[str, ...]) -> None:
    """Make the guard anew, so that it knows the columns the table has today. On PostgreSQL one statement puts it in the
    place of the old one: whoever writes meanwhile never finds the table without.
    """
    name = trigger_name(table, operation)
    message = f"{table} is append-only"
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in staying)
    when = f"WHEN ({changed}) " if changed else ""
    if vendor != "postgresql":
        _drop_trigger(cursor, vendor, table, operation)
        cursor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {operation.upper()} ON "{table}" {when}'
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    cursor.execute(
        "CREATE OR REPLACE FUNCTION servicelofte_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    cursor.execute(
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {operation.upper()} ON "{table}" '
        f"FOR EACH ROW {when}EXECUTE FUNCTION servicelofte_append_only()"
    )


def region_links() -> Iterator[tuple[str, str, str]]:
    """Yield (child table, column, parent table) for each foreign key between two tables of a region's rows."""
    for model in apps.get_models():
        if not issubclass(model, RegionOwned) or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            parent = field.related_model
            if (
                isinstance(field, models.ForeignKey)
                and isinstance(parent, type)
                and issubclass(parent, RegionOwned)
            ):
                yield model._meta.db_table, field.column, parent._meta.db_table


def _install_region_key(cursor: Any, child: str, column: str, parent: str) -> None:
    unique = f"{parent}_region_key"[:63]
    key = f"rk_{child}_{column}"[:63]
    cursor.execute("SELECT conname FROM pg_constraint WHERE conname IN (%s, %s)", [unique, key])
    present = {row[0] for row in cursor.fetchall()}
    if unique not in present:
        cursor.execute(f'ALTER TABLE "{parent}" ADD CONSTRAINT "{unique}" UNIQUE (region_id, id)')
    if key not in present:
        cursor.execute(
            f'ALTER TABLE "{child}" ADD CONSTRAINT "{key}" FOREIGN KEY (region_id, "{column}") '
            f'REFERENCES "{parent}" (region_id, id) DEFERRABLE INITIALLY DEFERRED'
        )


def region_pairs() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (table of links, parent table, column, other parent table, other column) for each many-to-many relation of
    a region's rows whose links are no rows with a region of their own.
    """
    for model in apps.get_models():
        for field in model._meta.local_many_to_many if issubclass(model, RegionOwned) else ():
            through, other = field.remote_field.through, field.related_model
            if through and through._meta.auto_created and issubclass(other, RegionOwned):
                here, there = model._meta.db_table, other._meta.db_table
                yield field.m2m_db_table(), here, field.m2m_column_name(), there, field.m2m_reverse_name()


def _install_pair_guard(cursor: Any, table: str, ends: list[str]) -> None:
    """Refuse a link between rows of two regions: it has no column for the region, and so no key that carries it."""
    name, quoted = f"region_{table}"[:63], ", ".join(f"'{end}'" for end in ends)
    cursor.execute(
        "CREATE OR REPLACE FUNCTION servicelofte_same_region() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE differs boolean; BEGIN EXECUTE format("
        "'SELECT (SELECT region_id FROM %I WHERE id = ($1).%I) IS DISTINCT FROM "
        "(SELECT region_id FROM %I WHERE id = ($1).%I)', "
        "TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]) INTO differs USING NEW; "
        "IF differs THEN RAISE EXCEPTION '% leads from one region to another', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    cursor.execute(
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE INSERT OR UPDATE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION servicelofte_same_region({quoted})"
    )


def install_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Install the guards once, after the last app with models was migrated."""
    last = [config.label for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last:
        install(using)
