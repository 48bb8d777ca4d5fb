"""The shop floor that knows no app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Installs the database's own guards after each migration, and names the columns of translated fields."""

    name = "servicelofte.common"
    label = "common"

    def ready(self) -> None:
        """Connect the guards, and name the columns: the translated fields are known by now."""
        from servicelofte.common import checks, fields, guards  # noqa: F401

        post_migrate.connect(guards.install_after_migrate, dispatch_uid="common.guards")
        fields.name_columns(apps.get_models())
