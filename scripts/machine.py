"""Sees to what the machine must have: Debian packages, the virtual environment, the locked requirements.

Standard library only, since it runs before anything is installed. What only root can install is installed
when run as root; otherwise one line to run is printed, before anything is half done.

    python3 scripts/machine.py [--dev] [--tests]
"""

from __future__ import annotations

import argparse
import ctypes
import glob
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"


def has_library(name: str) -> bool:
    """Say whether the dynamic linker finds the shared library `name`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Say whether this Python can make a virtual environment with pip, or one stands already."""
    return _venv_works() or importlib.util.find_spec("ensurepip") is not None


# Debian package -> whether what the product needs of it is there, whatever it was installed by.
NEEDED_TO_RUN: dict[str, Callable[[], bool]] = {
    "python3-venv": has_venv,
    "libpango-1.0-0": lambda: has_library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: has_library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: has_library("libharfbuzz-subset.so.0"),
    "fonts-noto-core": lambda: bool(glob.glob("/usr/share/fonts/**/NotoSans-Regular.ttf", recursive=True)),
    "gettext": lambda: shutil.which("msgfmt") is not None,
}
NEEDED_TO_TEST: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "poppler-utils": lambda: shutil.which("pdftotext") is not None,
    "qpdf": lambda: shutil.which("qpdf") is not None,
}


class NotReady(Exception):
    """Something is missing that this script may not or cannot install; the message says what to run."""


def see_to_packages(needed: dict[str, Callable[[], bool]]) -> None:
    """Install the Debian packages that are missing; raise NotReady with the line to run when that fails."""
    missing = [package for package, there in needed.items() if not there()]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {' '.join(missing)} …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)
        missing = [package for package in missing if not needed[package]()]
    if missing:
        packages = " ".join(missing)
        raise NotReady(f"Please run this first: sudo apt-get update && sudo apt-get install -y {packages}")


def see_to_python() -> None:
    """Make the virtual environment unless one that works is there."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older one may well start this script)
        raise NotReady("Python 3.11 or newer is needed: make run PYTHON=/path/to/python3.11")
    if _venv_works():
        return
    say("Making the virtual environment .venv …")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise NotReady("The virtual environment could not be made; the lines above say why.")


def see_to_requirements(*, dev: bool) -> None:
    """Install the locked requirements with their hashes, unless exactly these were installed before."""
    name = "requirements-dev.txt" if dev else "requirements.txt"
    installed = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if installed.get(name) == _digest(name):
        return
    say(f"Installing {name} …")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*pip, "--require-hashes", "-r", name], cwd=ROOT, check=False)
    if done.returncode:
        raise NotReady(f"{name} could not be installed; the lines above say why.")
    installed[name] = _digest(name)
    if dev:
        installed["requirements.txt"] = _digest("requirements.txt")
    STAMP.write_text(json.dumps(installed))


def prepare(*, dev: bool = False) -> None:
    """See to everything that the product needs, in the order in which nothing is left half done."""
    see_to_packages(NEEDED_TO_RUN)
    see_to_python()
    see_to_requirements(dev=dev)


def say(message: str) -> None:
    """Print `message` at once, also when the output is a pipe."""
    print(message, flush=True)


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    check = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(check, check=False, capture_output=True).returncode == 0


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def main() -> int:
    """Prepare the machine as the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need from PyPI")
    parser.add_argument("--tests", action="store_true", help="also the Debian packages of the tests")
    options = parser.parse_args()
    try:
        prepare(dev=options.dev)
        if options.tests:
            see_to_test_packages()
    except NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def see_to_test_packages() -> None:
    """As `see_to_packages` for the tests; without CI=true what is missing is only named."""
    try:
        see_to_packages(NEEDED_TO_TEST)
    except NotReady as problem:
        if os.environ.get("CI") == "true":
            raise
        say(f"Tests that need them are left out. {problem}")


if __name__ == "__main__":
    sys.exit(main())
