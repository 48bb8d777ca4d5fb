"""How every process logs: one JSON object a line, without any free text of a person.

Reads nothing of the settings, so that the web server's own process, which has none, logs alike.
"""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_transform = ExceptionDictTransformer(show_locals=False)
# What a line may carry beside its event: numbers and keys. Whatever else is given with a line may quote somebody.
_FACTS = {"error", "job", "jobs", "kind", "mail", "mails", "rule", "task", "work"}


def where_it_failed(exc_info: Any) -> list[dict[str, Any]]:
    """Return type and frames (innermost last) of each exception, not its message: a database quotes rows there."""
    return [
        {
            "type": stack["exc_type"],
            "frames": [f"{row['filename']}:{row['lineno']} {row['name']}" for row in stack["frames"]],
        }
        for stack in _transform(exc_info)
    ]


# Whoever has the code of a receipt or an invitation, or the key to a new password, acts as its owner: addresses are
# logged without it. In the query of another an address has its slashes written as they are, or as %2F, or as %252F.
_SLASH = "(?:/|%(?:25)*2F)"
_BEFORE_CODE = "/(?:r/(?:join|c|opinion)|account/password/reset/key)/".replace("/", _SLASH)
_CODE = re.compile(rf"({_BEFORE_CODE})(?:(?!%(?:25)*2F)[^/\s?&\"'])+(?: \w{{4,16}}\b)*", re.IGNORECASE)
# The query of an address holds what somebody looked for, such as a name.
_QUERY = re.compile(r"((?:^|\s|https?:/)/[^\s?]*)\?\S+")
# The web server quotes what it cannot read, be it a line of a body or a cookie, beside the address that sent it.
_UNREADABLE = re.compile(r"Invalid request from ip=\S*: (?P<what>[\w -]*\w).*", re.DOTALL)
_ASKED = re.compile(r"[\w-]{1,64}", re.ASCII)


def leave_out_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of a line what was said or looked for: codes and queries of addresses, and what a request that nobody
    can read consists of. A number that a request gave itself is kept where it is none of words.
    """
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _without_words(value)
    event["event"] = _UNREADABLE.sub(r"Invalid request: \g<what>", str(event["event"]))
    for key in ("request_id", "correlation_id"):
        if key in event and not _ASKED.fullmatch(str(event[key])):
            del event[key]
    return event


def report_without_words(event: Any, _hint: Any = None) -> Any:
    """Take codes and queries out of every address in a report to Sentry: of the request and the page before it, of
    lines of the log, and of what led there.
    """
    if isinstance(event, str):
        return _without_words(event)
    if isinstance(event, dict):
        return {
            key: "…" if key == "query_string" else report_without_words(value) for key, value in event.items()
        }
    if isinstance(event, list | tuple):
        return [report_without_words(value) for value in event]
    return event


def _without_words(text: str) -> str:
    return _QUERY.sub(r"\1?…", _CODE.sub(r"\1…", text))


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
    structlog.stdlib.ExtraAdder(allow=_FACTS),
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    leave_out_words,
    structlog.processors.ExceptionRenderer(where_it_failed),
]
structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def json_lines(level: str) -> dict[str, Any]:
    """Return the configuration, for logging.config, of a process that logs what is at least as grave as `level`.

    That the beat woke a task that had nothing to do, some thirty times a minute, is told by nobody; nor that the web
    server kept back the body of an answer to HEAD, as it has to.
    """
    return {
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
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "django_structlog": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},
            "gunicorn.error": {"propagate": True},
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
