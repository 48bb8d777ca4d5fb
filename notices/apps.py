"""Mail and reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Mail and reminders."""

    name = "notices"
    verbose_name = _("Mail and reminders")

    def ready(self) -> None:
        """Register this app's parts."""
        from notices import parts  # noqa: F401
