"""What `check --deploy` demands of production beyond Django's own list."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def production_is_strict(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Fail the deployment check without `__Host-` cookies, second factor or mail."""
    problems = [
        Error(f"{name} must begin with __Host-: set PRODUCTION=true", id=f"servicelofte.{name}")
        for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
        if not getattr(settings, name).startswith("__Host-")
    ]
    if not settings.SECOND_FACTOR_REQUIRED:
        problems.append(
            Error("Staff must sign in with a second factor in production", id="servicelofte.TOTP")
        )
    return problems
