"""Logs as JSON lines without any free text, figures for Prometheus, Sentry only when a DSN is given."""

import re
from collections.abc import MutableMapping
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


# Whoever has the code of a receipt or an invitation acts as its owner: addresses with one are logged without it.
# An address that stands in the query of another has its slashes written as they are, or as %2F.
_CODE = re.compile(r"((?:/|%2F)r(?:/|%2F)(?:join|c|opinion)(?:/|%2F))(?:(?!%2F)[^/\s?&\"'])+", re.IGNORECASE)


def mask_codes(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take the codes out of every address in a line of the log."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _CODE.sub(r"\1…", value)
    return event


def without_codes(event: Any, _hint: Any = None) -> Any:
    """Take the codes out of every address in a report to Sentry: of the request, its query and the page before it, of
    lines of the log, and of what led there.
    """
    if isinstance(event, str):
        return _CODE.sub(r"\1…", event)
    if isinstance(event, dict):
        return {key: without_codes(value) for key, value in event.items()}
    if isinstance(event, list | tuple):
        return [without_codes(value) for value in event]
    return event


def name_the_task(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say of a task that failed which it was: Celery's own line quotes the exception, and with it what was written."""
    record = event.get("_record")
    if (
        record is not None
        and record.name == "celery.app.trace"
        and isinstance(getattr(record, "data", 0), dict)
    ):
        event.update(event="task_told", task=record.data.get("name"), told=record.data.get("description"))
    return event


_shared: list[Any] = [
    name_the_task,
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    mask_codes,
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
        dsn=SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=without_codes,
        before_send_transaction=without_codes,
    )
