"""Decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    """Decisions."""

    name = "decisions"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        """Register this app's parts."""
        from decisions import phase  # noqa: F401
