"""A real server process with the demo, on a database of its own: what browser tests look at."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


@dataclass(frozen=True)
class Site:
    """A running installation: where it is, what stands in it, and how to run its commands."""

    url: str
    demo: dict[str, Any]
    env: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command of this installation and return what it prints."""
        return _manage(self.env, *arguments)

    def work(self) -> None:
        """Do what is due, as worker and scheduler would: jobs, mail, reminders, seals."""
        code = (
            "from jobs.domain.job import run_due_jobs;from notices.domain.mail import send_due_mail;"
            "from notices.domain.reminder import queue_due_reminders;"
            "from projects.domain.ledger import seal_every_region;"
            "from servicelofte.common import clock;"
            "run_due_jobs();queue_due_reminders();send_due_mail();seal_every_region()"
        )
        self.manage("shell", "--no-imports", "-c", code)

    def newest_mail(self, to: str) -> str:
        """Return the words of the newest mail to an address."""
        import email
        import email.policy

        files = sorted(
            (Path(self.env["VAR_DIR"]) / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns
        )
        for path in reversed(files):
            for raw in reversed(path.read_bytes().split(b"-" * 79 + b"\n")):
                message = email.message_from_bytes(raw, policy=email.policy.default)
                if message["To"] == to:
                    words = message.get_body(preferencelist=("plain",))
                    assert words is not None, "a mail without a plain part"
                    return words.get_content()
        raise LookupError(f"No mail to {to}")


def _manage(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served by gunicorn as `make run` serves it."""
    var = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "VAR_DIR": str(var),
        "MEDIA_ROOT": str(var / "media"),
        "DATABASE_URL": _own_database(var),
        "DEMO": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "servicelofte.settings",
    }
    env.pop("CACHE_URL", None)
    env.pop("REDIS_URL", None)
    _manage(env, "migrate", "-v0")
    _manage(env, "collectstatic", "-v0", "--no-input")
    _manage(env, "demo")
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "--bind",
            f"127.0.0.1:{port}",
        ],
        cwd=ROOT,
        env=env,
        stdout=(var / "server.log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server, var)
        yield Site(url, json.loads((var / "demo.json").read_text(encoding="utf-8")), env)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _own_database(var: Path) -> str:
    """Make an empty database beside the one of the tests, of the same kind; return its URL."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{var / 'db.sqlite3'}"
    import psycopg2
    from psycopg2 import sql

    parts = urlsplit(url)
    name = f"servicelofte_site_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = psycopg2.connect(urlunsplit(parts._replace(scheme="postgresql", path="/postgres")))
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    server.close()
    return urlunsplit(parts._replace(path=f"/{name}"))


def _wait(url: str, server: subprocess.Popen[bytes], var: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError((var / "server.log").read_text()[-3000:])


@pytest.fixture
def sign_in(site: Site) -> Any:
    """Return a function that signs a browser page in as a role of the demo."""

    def as_role(page: Any, role: str, index: int = 0) -> None:
        rows = [row for row in site.demo["sign_in"] if row["role"] == role]
        page.goto(f"{site.url}/sv/account/login/")
        page.fill("input[name=login]", rows[index]["email"])
        page.fill("input[name=password]", rows[index]["password"])
        page.click("main button[type=submit]")
        page.wait_for_url("**/work/**")

    return as_role
