"""Implementation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImplementationConfig(AppConfig):
    """Implementation."""

    name = "implementation"
    verbose_name = _("Implementation")

    def ready(self) -> None:
        """Register this app's parts."""
        from implementation import phase  # noqa: F401
