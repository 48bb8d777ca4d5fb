"""What an operator reads at night: where it failed, and nothing that somebody wrote."""

import json
import logging

import pytest
import structlog
from django.conf import settings

WORDS = "Aino Karhu, Joensuu"


@pytest.fixture
def lines():
    """Return what a log record becomes, as the console shows it."""
    options = dict(settings.LOGGING["formatters"]["json"])
    formatter = options.pop("()")(**options)
    said = []

    class Kept(logging.Handler):
        def emit(self, record):
            said.append(json.loads(formatter.format(record)))

    logger = logging.getLogger("tests.logging")
    handler = Kept()
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)


@pytest.mark.parametrize("logger", [logging.getLogger, structlog.get_logger])
def test_failure_is_logged_with_its_place_and_without_its_words(lines, logger):
    try:
        raise ValueError(f"Key (original)=({WORDS}) already exists")
    except ValueError:
        logger("tests.logging").exception("request_failed")
    (line,) = lines
    assert line["event"] == "request_failed"
    assert line["exception"][0]["type"] == "ValueError"
    assert __name__.split(".")[-1] in line["exception"][0]["frames"][-1]
    assert WORDS not in json.dumps(line)
