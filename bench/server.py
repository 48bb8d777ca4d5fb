"""The server process that is measured: gunicorn as in production, on a database made for the bench."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "bench"


def set_environment() -> str:
    """Point this process and those it starts at the bench's own data; return the name of the database."""
    shutil.rmtree(VAR, ignore_errors=True)
    VAR.mkdir(parents=True)
    os.environ.update(
        BENCH="true", VAR_DIR=str(VAR), LOG_LEVEL="WARNING", DJANGO_SETTINGS_MODULE="servicelofte.settings"
    )
    for name in ("DEMO", "PRODUCTION", "REDIS_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return "SQLite"
    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/')}_bench"
    _make_database(urlunsplit(parts._replace(path="/postgres")), name)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    return "PostgreSQL"


def _make_database(url: str, name: str) -> None:
    import psycopg2
    from psycopg2 import sql

    connection = psycopg2.connect(url.replace("postgres://", "postgresql://", 1))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """Run one web process with four threads; give its address, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    command += [
        "--bind",
        f"{address[0]}:{address[1]}",
        "--workers",
        "1",
        "--threads",
        "4",
        "--max-requests",
        "0",
    ]
    with (VAR / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)


def _wait(address: tuple[str, int], server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{address[0]}:{address[1]}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server did not start; see {VAR / 'server.log'}")
