"""The shop floor that knows no app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Installs the database's own guards after each migration, and has public changes counted."""

    name = "servicelofte.common"
    label = "common"

    def ready(self) -> None:
        """Connect the guards, register the counting."""
        from servicelofte.common import checks, guards, registry  # noqa: F401
        from servicelofte.common.public_cache import count_changes

        registry.due_work.add("page_changes", lambda moment: count_changes())

        post_migrate.connect(guards.install_after_migrate, dispatch_uid="common.guards")
