"""Going back to an earlier release and forward again, by the migrations that an older database goes through."""

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def older_loader() -> MigrationLoader:
    """Return the migrations without those that make a new database in one piece."""
    return MigrationLoader(connection, replace_migrations=False)


def newest_of_each_app(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Return where the way of an older database ends, app by app."""
    return [leaf for leaf in loader.graph.leaf_nodes() if leaf not in loader.replacements]


def there_and_back(state: Iterable[tuple[str, str]]) -> None:
    """Take the database back to `state`, pairs of app and migration, and forward again."""
    try:
        _executor().migrate(list(state))
    finally:
        executor = _executor()
        executor.migrate(newest_of_each_app(executor.loader))


def _executor() -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.loader = older_loader()
    return executor
