"""What an operator reads at night: where it failed, and nothing that somebody wrote."""

import json
import logging
import os
import subprocess
import sys

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


def test_line_tells_which_job_or_mail_and_nothing_else_that_was_given_with_it(lines):
    logging.getLogger("tests.logging").warning("mail_failed", extra={"mail": 7, "recipient": WORDS})
    (line,) = lines
    assert line["mail"] == 7
    assert WORDS not in json.dumps(line)


WEB = """
import logging
import runpy
from gunicorn.config import Config
from gunicorn.glogging import Logger

settings = Config()
settings.set("logconfig_dict", runpy.run_path("deploy/gunicorn.conf.py")["logconfig_dict"])
Logger(settings).info("Booting worker with pid: %s", 7)
logging.getLogger("celery.beat").info("Scheduler: Sending due task")
"""


def test_web_server_logs_in_the_same_lines_before_it_knows_any_settings_and_the_beat_is_silent(settings):
    done = subprocess.run(
        [sys.executable, "-c", WEB], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (line["event"], line["logger"]) == ("Booting worker with pid: 7", "gunicorn.error")


FAILING = """
import django
django.setup()
from celery import shared_task
from celery.app import trace
from servicelofte.celery import app

@app.task(name="tests.fails")
def fails():
    raise ValueError("Key (original)=(Aino Karhu, Joensuu) already exists")

app.log.setup(loglevel="WARNING", redirect_stdouts=False)
trace.build_tracer("tests.fails", fails, app=app)("an-id", (), {}, request={"is_eager": False, "id": "an-id"})
"""


def test_worker_logs_as_the_settings_say_and_quotes_nothing_of_what_a_task_failed_on(settings):
    done = subprocess.run(
        [sys.executable, "-c", FAILING],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "servicelofte.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert WORDS not in done.stdout + done.stderr
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (line["event"], line["task"]) == ("task_told", "tests.fails")
    assert line["exception"][0]["type"] == "ValueError"
