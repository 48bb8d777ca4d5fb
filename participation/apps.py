"""Dialogue and participation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    """Dialogue and participation."""

    name = "participation"
    verbose_name = _("Dialogue and participation")

    def ready(self) -> None:
        """Register this app's parts."""
        from participation import phase, phase_voices  # noqa: F401
