"""What an operator reads at night: where it failed, and nothing that somebody wrote."""

import json
import logging
import os
import re
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


UNREADABLE = {
    f"Invalid request from ip=192.0.2.7: Invalid chunk size: b'{WORDS}'": "Invalid request: Invalid chunk size",
    f"Invalid request from ip=2001:db8::7: Invalid HTTP Header: 'Cookie sessionid={WORDS}'": (
        "Invalid request: Invalid HTTP Header"
    ),
    f"Invalid request from ip=: Invalid HTTP Version: '{WORDS}\n HTTP/1.1'": "Invalid request: Invalid HTTP Version",
    "Invalid request from ip=::1: Request Line is too large (8017 > 4094)": (
        "Invalid request: Request Line is too large"
    ),
}


@pytest.mark.parametrize(("said", "told"), UNREADABLE.items(), ids=("body", "cookie", "line", "length"))
def test_request_that_nobody_can_read_is_told_of_without_what_it_holds_and_who_sent_it(lines, said, told):
    logging.getLogger("tests.logging").warning(said)
    assert lines[0]["event"] == told
    for secret in (*WORDS.split(), "192.0.2.7", "2001"):
        assert secret not in json.dumps(lines)


@pytest.mark.parametrize("code", ["ABCD EFGH JKMN PQRS", "abcd-efgh-jkmn-pqrs", "ABCD EFGHJKMN PQRS"])
@pytest.mark.parametrize("slash", ["/", "%2F", "%2f", "%252F", "%25252f"])
def test_code_is_left_out_however_it_is_written(lines, slash, code):
    logging.getLogger("tests.logging").warning("Gone: %s", slash.join(["", "sv", "r", "join", code, ""]))
    assert not re.search("EFGH|PQRS", lines[0]["event"], re.IGNORECASE)


def test_what_somebody_looked_for_is_left_out_of_an_address(lines):
    logging.getLogger("tests.logging").error("Error handling request GET /sv/work/x/inbox/?words=Aino+Karhu")
    structlog.get_logger("tests.logging").warning(
        "request_finished", request="GET /sv/?words=Aino%20Karhu", code=404
    )
    assert lines[0]["event"] == "Error handling request GET /sv/work/x/inbox/?…"
    assert (lines[1]["request"], lines[1]["code"]) == ("GET /sv/?…", 404)


def test_number_that_a_request_gave_itself_is_kept_where_it_is_none_of_words(lines):
    for number in ("4b8d98b5-6695f2417a2", WORDS, "a\x1b[31m", "a" * 65):
        structlog.get_logger("tests.logging").warning("x", request_id=number, correlation_id=number)
    assert [line.get("request_id") for line in lines] == ["4b8d98b5-6695f2417a2", None, None, None]
    assert [line.get("correlation_id") for line in lines] == ["4b8d98b5-6695f2417a2", None, None, None]


WEB = """
import logging
import runpy
from unittest.mock import MagicMock
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.wsgi import Response

settings = Config()
settings.set("logconfig_dict", runpy.run_path("deploy/gunicorn.conf.py")["logconfig_dict"])
Logger(settings).info("Booting worker with pid: %s", 7)
logging.getLogger("celery.beat").info("Scheduler: Sending due task")

answer = Response(MagicMock(method="HEAD", version=(1, 1)), MagicMock(), settings)
answer.start_response("404 Not Found", [("Content-Length", "4")])
answer.write(b"gone")
"""


def test_web_server_logs_in_the_same_lines_before_it_knows_any_settings_and_tells_nothing_of_every_day(
    settings,
):
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
