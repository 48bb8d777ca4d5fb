"""What `check --deploy` demands of production beyond Django's own list."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Notice


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


@register(Tags.security, deploy=True)
def attempts_are_counted_together(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where each web process counts attempts to sign in, and remembers used codes of the second step, alone."""
    if not settings.CACHES["default"]["BACKEND"].endswith(".LocMemCache"):
        return []
    hint = "Set CACHE_URL, or serve with WEB_CONCURRENCY=1."
    words = "Attempts to sign in are counted in each web process apart"
    return [Notice(words, hint=hint, id="servicelofte.CACHE_URL")]
