"""Drafts, comments and opinions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftingConfig(AppConfig):
    """Drafts, comments and opinions."""

    name = "drafting"
    verbose_name = _("Drafts, comments and opinions")

    def ready(self) -> None:
        """Register this app's parts."""
        from drafting import phase, phase_voices  # noqa: F401
