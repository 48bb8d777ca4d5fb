"""Sets up what is missing, then runs web process and job worker with scheduler until it is told to stop.

Standard library only. `PORT` and `HOST` say where it listens; without `DATABASE_URL` and `REDIS_URL` everything
is kept in `var/`. When one process ends, the other is stopped too and the end of its log is shown.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from types import FrameType
from typing import NoReturn

import steps
from machine import ROOT, VENV, NotReady, prepare, say

PORT = int(os.environ.get("PORT", "8000"))
HOST = os.environ.get("HOST", "127.0.0.1")
LOGS = steps.VAR / "log"
BROKER = steps.VAR / "broker"
SECONDS_TO_START = 90
SECONDS_TO_STOP = 15
PR_SET_PDEATHSIG = 1


class Stop(Exception):
    """Somebody asked for the end: Ctrl-C, SIGTERM or a closed terminal."""


def environment() -> dict[str, str]:
    """Return the environment of every process: the demo, at the address where it is looked at."""
    shown = "127.0.0.1" if HOST in {"0.0.0.0", "::"} else HOST
    env = {**os.environ, "DEMO": "1", "PYTHONUNBUFFERED": "1"}
    env.setdefault("SITE_URL", f"http://{shown}:{PORT}")
    if "OPERATOR_NAME" not in env:
        env |= {
            "OPERATOR_NAME": "Servicelöfte demo",
            "OPERATOR_EMAIL": "stod@servicelofte.example",
            "OPERATOR_OFFICER_NAME": "Linnea Norrgård",
            "OPERATOR_OFFICER_EMAIL": "dataskydd@servicelofte.example",
            "OPERATOR_PROCESSORS": "Skärmolnet Ab",
            "OPERATOR_TRANSFER": "none",
        }
    if HOST not in {"127.0.0.1", "localhost"}:
        names = {"localhost", "127.0.0.1", "[::1]", HOST, socket.gethostname()}
        env.setdefault("ALLOWED_HOSTS", ",".join(sorted(names)))
    return env


def check_port() -> None:
    """Raise NotReady when something else listens where the web process should."""
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as problem:
            hint = f"try make run PORT={PORT + 1}"
            raise NotReady(f"{HOST}:{PORT} cannot be listened on ({problem.strerror}); {hint}") from None


def make_folders() -> None:
    """Make the folders of broker, logs and mail; what the broker has done already is thrown away."""
    shutil.rmtree(BROKER / "processed", ignore_errors=True)
    for folder in (BROKER / "queue", BROKER / "processed", BROKER / "control", LOGS, steps.VAR / "mail"):
        folder.mkdir(parents=True, exist_ok=True)


def commands() -> dict[str, list[str]]:
    """Return the command of each process. The one worker carries the scheduler: there must be only one."""
    web = [str(VENV / "bin" / "gunicorn"), "--config", "deploy/gunicorn.conf.py", "--bind", f"{HOST}:{PORT}"]
    worker = [str(VENV / "bin" / "celery"), "--app", "servicelofte", "--quiet", "worker", "--beat"]
    worker += ["--pool", "threads", "--concurrency", "2", "--schedule", str(BROKER / "schedule")]
    worker += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return {"web": web, "worker": worker}


def start(name: str, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start one process in a group of its own, so that it and its children are stopped together."""
    with (LOGS / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_ready(processes: dict[str, subprocess.Popen[bytes]], url: str) -> None:
    """Return when /healthz answers 200; raise NotReady when a process ends or it takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        check_alive(processes)
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise NotReady(f"{url}/healthz did not answer within {SECONDS_TO_START} seconds.\n{tail('web')}")


def check_alive(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raise NotReady with the end of the log when a process has ended."""
    for name, process in processes.items():
        code = process.poll()
        if code is not None:
            raise NotReady(f"The {name} process ended (code {code}); stopping everything.\n{tail(name)}")


def tail(name: str, lines: int = 25) -> str:
    """Return the last lines of a process's log."""
    path = LOGS / f"{name}.log"
    text = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([f"The end of {path}:", *text[-lines:]])


def stop_all(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask every process group to end, and end what has not after a while."""
    for process in processes.values():
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        _signal_group(process, signal.SIGKILL)
        process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def welcome(env: dict[str, str]) -> None:
    """Print where everything is, and with which address and password one signs in."""
    url = env["SITE_URL"]
    described = json.loads((steps.VAR / "demo.json").read_text(encoding="utf-8"))
    pages = described.get("pages", {})
    say(f"\nServicelöfte is running:  {url}{pages.get('portal', '/')}")
    say(f"Workspace:                {url}{pages.get('home', '/sv/work/')}")
    if described.get("sign_in"):
        say("\nSign in as                        with password")
    for person in described.get("sign_in", []):
        say(f"  {person['role']:<14} {person['email']:<34} {person['password']}")
    say(f"\nLogs: {LOGS}/   Mail: {steps.VAR / 'mail'}/   Stop with Ctrl-C.")


def serve(env: dict[str, str]) -> None:
    """Run the processes until Stop, or until one of them ends."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands().items():
            processes[name] = start(name, command, env)
        here = "127.0.0.1" if HOST in {"0.0.0.0", "::"} else HOST
        wait_until_ready(processes, f"http://{here}:{PORT}")
        welcome(env)
        while True:
            check_alive(processes)
            time.sleep(0.5)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop_all(processes)


def _ask_to_stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stop


def main() -> int:
    """Set up, serve, and return the exit code: 0 when told to stop, 1 when something went wrong."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    try:
        check_port()
        prepare()
        env = environment()
        make_folders()
        steps.compile_messages()
        database = steps.migrate(env)
        steps.collect_static(env)
        steps.demo(env, database)
        serve(env)
    except NotReady as problem:
        say(str(problem))
        return 1
    except Stop:
        say("\nStopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
