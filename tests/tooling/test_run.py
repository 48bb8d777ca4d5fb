"""The supervisor: one process that ends takes the other with it, and a busy port is said before anything starts."""

import os
import select
import socket
import sys

import pytest
import run


@pytest.fixture
def logs(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "LOGS", tmp_path)
    return tmp_path


def _start(name, source):
    return run.start(name, [sys.executable, "-c", source], {})


def test_process_that_ends_is_named_with_the_end_of_its_log(logs):
    process = _start("web", "print('no such table'); raise SystemExit(3)")
    process.wait()

    with pytest.raises(run.NotReady) as told:
        run.check_alive({"web": process})

    assert "The web process ended (code 3)" in str(told.value)
    assert "no such table" in str(told.value)


def test_stopping_ends_the_children_of_a_process_too(logs):
    parent = _start(
        "worker",
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)",
    )
    log = logs / "worker.log"
    while not log.read_text().endswith("\n"):
        assert parent.poll() is None
    child = os.pidfd_open(int(log.read_text()))

    run.stop_all({"worker": parent})

    assert parent.returncode is not None
    ended, _, _ = select.select([child], [], [], 10)
    assert ended == [child]


def test_port_that_is_taken_is_said_with_another_to_try(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(run, "PORT", taken.getsockname()[1])
        with pytest.raises(run.NotReady, match="make run PORT="):
            run.check_port()


def test_there_is_one_scheduler_and_it_is_in_the_worker():
    beating = [name for name, command in run.commands().items() if "--beat" in command]
    assert beating == ["worker"]
