"""Logs as JSON lines without any free text, figures for Prometheus, Sentry only when a DSN is given."""

import logging

import sentry_sdk

from servicelofte.common.logs import json_lines, report_without_words
from servicelofte.settings.environment import env

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = json_lines(LOG_LEVEL)
logging.captureWarnings(True)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"

SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=report_without_words,
        before_send_transaction=report_without_words,
    )
