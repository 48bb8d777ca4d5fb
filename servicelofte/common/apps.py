"""The shop floor that knows no app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Installs the database's own guards after each migration."""

    name = "servicelofte.common"
    label = "common"

    def ready(self) -> None:
        """Connect the guards."""
        from servicelofte.common import checks, guards  # noqa: F401

        post_migrate.connect(guards.install_after_migrate, dispatch_uid="common.guards")
