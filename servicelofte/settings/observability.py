"""Logs as JSON lines without any free text, figures for Prometheus, Sentry only when a DSN is given."""

from typing import Any

import sentry_sdk
import structlog
from structlog.tracebacks import ExceptionDictTransformer

from servicelofte.settings.environment import env

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
_transform = ExceptionDictTransformer(show_locals=False)


def where_it_failed(exc_info: Any) -> list[dict[str, Any]]:
    """Return type and frames (innermost last) of each exception, not its message: a database quotes rows there."""
    return [
        {
            "type": stack["exc_type"],
            "frames": [f"{row['filename']}:{row['lineno']} {row['name']}" for row in stack["frames"]],
        }
        for stack in _transform(exc_info)
    ]


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.ExceptionRenderer(where_it_failed),
]
structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django_structlog": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"

SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    sentry_sdk.init(
        dsn=SENTRY_DSN, send_default_pii=False, include_local_variables=False, max_request_body_size="never"
    )
