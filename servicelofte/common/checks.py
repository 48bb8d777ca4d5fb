"""What `check --deploy` demands of production beyond Django's own list."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def production_is_strict(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Fail the deployment check without `__Host-` cookies, second factor; warn without an operator to
    turn to."""
    problems: list[CheckMessage] = [
        Error(f"{name} must begin with __Host-: set PRODUCTION=true", id=f"servicelofte.{name}")
        for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
        if not getattr(settings, name).startswith("__Host-")
    ]
    if not settings.SECOND_FACTOR_REQUIRED:
        problems.append(
            Error("Staff must sign in with a second factor in production", id="servicelofte.TOTP")
        )
    if not (settings.OPERATOR_NAME and (settings.OPERATOR_EMAIL or settings.OPERATOR_PHONE)):
        problems.append(
            Warning(
                "The pages that belong to no region name nobody to turn to: set OPERATOR_NAME, and OPERATOR_EMAIL or "
                "OPERATOR_PHONE",
                id="servicelofte.OPERATOR",
            )
        )
    return problems + _who_is_believed()


def _who_is_believed() -> list[CheckMessage]:
    """Refuse a number of proxies that cannot be; warn where none is believed, since TLS then ends here."""
    hops = settings.TRUSTED_PROXY_HOPS
    if hops < 0:
        return [Error(f"TRUSTED_PROXY_HOPS is {hops}; it must be 0 or more", id="servicelofte.HOPS")]
    if hops == 0:
        text = (
            "TRUSTED_PROXY_HOPS is 0: no proxy is believed that says X-Forwarded-Proto or X-Forwarded-For, and every "
            "page is redirected to https forever unless the web process itself holds the certificate. Set it to the "
            "number of proxies in front"
        )
        return [Warning(text, id="servicelofte.HOPS")]
    return []
