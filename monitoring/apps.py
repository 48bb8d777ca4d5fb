"""Follow-up."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    """Follow-up."""

    name = "monitoring"
    verbose_name = _("Follow-up")

    def ready(self) -> None:
        """Register this app's parts."""
        from monitoring import phase  # noqa: F401
