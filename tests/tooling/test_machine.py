"""What only root can install is said in one line, before anything is half done."""

import machine
import pytest


def test_missing_packages_are_one_line_to_run_for_whoever_is_not_root(monkeypatch):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    needed = {"there": lambda: True, "gettext": lambda: False, "qpdf": lambda: False}

    with pytest.raises(machine.NotReady) as told:
        machine.see_to_packages(needed)

    assert str(told.value) == (
        "Please run this first: sudo apt-get update && sudo apt-get install -y gettext qpdf"
    )


def test_root_installs_what_is_missing_and_looks_again(monkeypatch):
    ran, there = [], []

    def run(command, **options):
        ran.append(command[:2])
        there.append("qpdf")

    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine.subprocess, "run", run)

    machine.see_to_packages({"qpdf": lambda: "qpdf" in there})

    assert ran == [["apt-get", "update"], ["apt-get", "install"]]


def test_packages_come_before_the_virtual_environment(monkeypatch):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "NEEDED_TO_RUN", {"gettext": lambda: False})
    monkeypatch.setattr(machine, "see_to_python", lambda: pytest.fail("made something before all was there"))

    with pytest.raises(machine.NotReady):
        machine.prepare()


def test_missing_test_packages_are_only_named_unless_nothing_may_be_left_out(monkeypatch, capsys):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "NEEDED_TO_TEST", {"chromium": lambda: False})
    monkeypatch.delenv("CI", raising=False)

    machine.see_to_test_packages()
    assert "apt-get install -y chromium" in capsys.readouterr().out

    monkeypatch.setenv("CI", "true")
    with pytest.raises(machine.NotReady):
        machine.see_to_test_packages()


def test_requirements_are_installed_once_for_each_lock(monkeypatch, tmp_path):
    installed = []
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(
        machine.subprocess, "run", lambda command, **options: installed.append(command) or _Done()
    )
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("first")

    machine.see_to_requirements(dev=True)
    machine.see_to_requirements(dev=True)
    machine.see_to_requirements(dev=False)
    assert len(installed) == 1
    assert "--require-hashes" in installed[0]

    (tmp_path / "requirements.txt").write_text("second")
    machine.see_to_requirements(dev=False)
    assert len(installed) == 2


class _Done:
    returncode = 0
