"""Projects and promises."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects and promises."""

    name = "projects"
    verbose_name = _("Projects and promises")

    def ready(self) -> None:
        """Register this app's parts."""
        from projects import phase  # noqa: F401
