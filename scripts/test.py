"""Runs the tests: on PostgreSQL with Redis, then on the embedded default without those that need to run only once.

Only once run browser tests, and what is marked `once` since no database has a part in it. With CI=true a missing
service is a failure; otherwise the run that needs it is left out by name, and all move to the run that is left.
Arguments go to pytest.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit

import steps
from machine import PYTHON, ROOT, NotReady, say

CI = os.environ.get("CI") == "true"
POSTGRES = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/servicelofte"
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/1"
CACHE = os.environ.get("CACHE_URL") or "redis://127.0.0.1:6379/2"
SERVICES = ("DATABASE_URL", "REDIS_URL", "CACHE_URL")
# What would change the outcome of a test when it is set in the shell that starts them.
UNSET = (*SERVICES, "DEMO", "BENCH", "PRODUCTION", "SITE_URL", "ALLOWED_HOSTS", "TEST_DB_SUFFIX", "EMAIL_URL")


def listens(url: str, port: int) -> bool:
    """Say whether something accepts connections at the host and port of `url`."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or port), timeout=2):
            return True
    except OSError:
        return False


def runs() -> list[tuple[str, dict[str, str], str]]:
    """Return title, environment and marker expression of each run that this machine can do."""
    embedded: dict[str, str] = {}
    missing = [
        name
        for name, url, port in (("PostgreSQL", POSTGRES, 5432), ("Redis", REDIS, 6379))
        if not listens(url, port)
    ]
    if missing:
        say(
            f"Left out: the tests on {' and '.join(missing)}, which cannot be reached. {how_to_start(missing)}"
        )
        if CI:
            raise NotReady("With CI=true nothing may be left out.")
        return [("SQLite and the embedded broker", embedded, "not postgres and not redis")]
    services = dict(zip(SERVICES, (POSTGRES, REDIS, CACHE), strict=True))
    # No test breaks the database server itself: its commits need not wait for the disk.
    services["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} -c synchronous_commit=off".strip()
    return [
        ("PostgreSQL and Redis, with browser tests", services, "not sqlite"),
        (
            "SQLite and the embedded broker",
            embedded,
            "not browser and not once and not postgres and not redis",
        ),
    ]


def how_to_start(missing: list[str]) -> str:
    """Return the line that installs what is missing."""
    packages = {"PostgreSQL": "postgresql", "Redis": "redis-server"}
    names = " ".join(packages[name] for name in missing)
    return f"With them: sudo apt-get install -y {names}, or DATABASE_URL=… REDIS_URL=… CACHE_URL=… make test"


def pytest(env: dict[str, str], markers: str, arguments: list[str]) -> int:
    """Run pytest once with an environment and data folder of its own; return its exit code."""
    clean = {name: value for name, value in os.environ.items() if name not in UNSET}
    with tempfile.TemporaryDirectory(prefix="servicelofte-tests-") as var:
        slowest = ["--durations=25"] if CI else []
        command = [str(PYTHON), "-m", "pytest", "-q", "-m", markers]
        command += [*parallel(arguments), *slowest, *arguments]
        return subprocess.run(command, cwd=ROOT, env={**clean, **env, "VAR_DIR": var}, check=False).returncode


def parallel(arguments: list[str]) -> list[str]:
    """Two processes for the whole suite; one when the caller chose, or when a few tests are asked for."""
    chosen = any(argument.startswith(("-n", "--pdb", "tests/")) for argument in arguments)
    return [] if chosen or not importlib.util.find_spec("xdist") else ["-n", "2", "--dist", "worksteal"]


def main() -> int:
    """Do every run, also when an earlier one failed; return 1 when any did."""
    arguments = sys.argv[1:]
    if not shutil.which("chromium"):
        say("Left out: browser tests, since Chromium is missing. With it: sudo apt-get install -y chromium")
    results = []
    try:
        steps.compile_messages()
        for title, env, markers in runs():
            say(f"\n== Tests on {title}")
            began = time.monotonic()
            code = pytest(env, markers, arguments)
            results.append((title, code, time.monotonic() - began))
    except NotReady as problem:
        say(str(problem))
        return 1
    say("")
    for title, code, seconds in results:
        say(f"{'passed' if code == 0 else 'FAILED'}  {title} ({seconds:.0f} s)")
    return 1 if any(code for _, code, _ in results) else 0


if __name__ == "__main__":
    sys.exit(main())
