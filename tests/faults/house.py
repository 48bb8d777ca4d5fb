"""The whole house in processes of its own: web, worker with scheduler, broker, cache, and a database to be cut off."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 90
WEB, WORKER, BROKER, CACHE = "web", "worker", "broker", "cache"


def until(met: Callable[[], Any], what: str) -> Any:
    """Wait until `met()` is true and return it; fail with `what` was waited for."""
    pause = Event()
    for _look in range(LONGEST * 10):
        if found := met():
            return found
        pause.wait(0.1)
    pytest.fail(f"waited {LONGEST} seconds for {what}")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def asking(url: str) -> Iterator[Any]:
    """Give the cursor of a connection to a database that is not the test's own."""
    with closing(psycopg2.connect(url)) as line:
        line.autocommit = True
        yield line.cursor()


class House:
    """Processes by name. Each is killed with its children, without warning, and can be started again."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.ports = {name: free_port() for name in (WEB, BROKER, CACHE)}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "servicelofte.settings",
            "DATABASE_URL": self._database(connection.settings_dict["NAME"]),
            "REDIS_URL": f"redis://127.0.0.1:{self.ports[BROKER]}/0",
            "CACHE_URL": f"redis://127.0.0.1:{self.ports[CACHE]}/0",
            "SECRET_KEY": settings.SECRET_KEY,
            "SITE_URL": f"http://127.0.0.1:{self.ports[WEB]}",
            "VAR_DIR": str(var),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "TRUSTED_PROXY_HOPS": "1",
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "4",
            "LOG_LEVEL": "WARNING",
        }
        self.env.pop("TEST_DB_SUFFIX", None)
        self.env.pop("PROMETHEUS_MULTIPROC_DIR", None)

    @staticmethod
    def _database(name: str) -> str:
        own = connection.settings_dict
        return f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{name}"

    def _command(self, name: str) -> list[str]:
        if name == WEB:
            bind = f"127.0.0.1:{self.ports[WEB]}"
            return [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", bind]
        if name == WORKER:
            beat = ["--beat", "--schedule", str(self.var / "schedule")]
            own = [*beat, "--concurrency", "1", "--loglevel", "WARNING"]
            return [sys.executable, "-m", "celery", "--app", "servicelofte", "--quiet", "worker", *own]
        # Nothing is kept on disk: whoever starts it again finds it empty.
        port = str(self.ports[name])
        return ["redis-server", "--port", port, "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]

    def start(self, name: str) -> None:
        """Start a process in a group of its own."""
        with (self.var / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self._command(name),
                cwd=ROOT if name in (WEB, WORKER) else self.var,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """End a process and its children then and there (SIGKILL)."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_web_process(self) -> None:
        """End one of the processes that answer; the one that looks after them starts another."""
        children = Path(f"/proc/{self.processes[WEB].pid}/task/{self.processes[WEB].pid}/children")
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)

    def listens(self, name: str) -> bool:
        """Tell whether somebody answers at the port of a process."""
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.ports[name])) == 0

    def logged(self, name: str) -> str:
        """Return what a process has written."""
        return (self.var / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End all that still runs."""
        for name in list(self.processes):
            self.kill(name)

    # ---- the database ----

    @contextmanager
    def _beside(self) -> Iterator[tuple[Any, str]]:
        name = str(connection.settings_dict["NAME"])
        with asking(self._database("postgres")) as cursor:
            yield cursor, name

    def cut_connections(self) -> int:
        """End every connection to the tests' own database; returns how many there were."""
        with self._beside() as (cursor, name):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            return int(cursor.rowcount)

    def let_database(self, *, be_reached: bool) -> None:
        """Let nobody connect to the tests' own database, or everybody again."""
        with self._beside() as (cursor, name):
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {"true" if be_reached else "false"}')


@pytest.fixture
def house(transactional_db: None, tmp_path: Path) -> Iterator[House]:
    """The house, of which nothing has been started."""
    assert shutil.which("redis-server"), "redis-server is not installed (apt-get install redis-server)"
    own = House(tmp_path)
    connection.close()
    try:
        yield own
    finally:
        own.stop()
        own.let_database(be_reached=True)
