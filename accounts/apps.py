"""People, regions, memberships and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and regions."""

    name = "accounts"
    verbose_name = _("People and regions")

    def ready(self) -> None:
        """Register this app's parts and its checks of a deployment."""
        from accounts import checks, parts  # noqa: F401
