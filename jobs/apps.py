"""Work that is due."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that is due."""

    name = "jobs"
    verbose_name = _("Work that is due")

    def ready(self) -> None:
        """Register this app's parts."""
        from jobs import parts  # noqa: F401
