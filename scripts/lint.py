"""Runs every check and says which failed; with --fix it formats instead."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import steps
from machine import PYTHON, ROOT, NotReady, say

BIN = PYTHON.parent
# What mypy leaves out: pages, forms and the admin site stand on Django's mixins and are held by their tests.
UNTYPED = ("*/views/*", "*/forms.py", "*/forms/*", "*/admin.py", "*/migrations/*", "tests/*")
# What production must set; with these, `check --deploy` finds nothing to say.
PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "only-for-the-check-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "ALLOWED_HOSTS": "servicelofte.example",
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/servicelofte",
    "REDIS_URL": "redis://127.0.0.1:6379/1",
    "CACHE_URL": "redis://127.0.0.1:6379/2",
    "SITE_URL": "https://servicelofte.example",
    "EMAIL_URL": "smtp://mail.servicelofte.example:587",
    "OPERATOR_NAME": "Servicelöfte ab",
    "OPERATOR_EMAIL": "help@servicelofte.example",
    "OPERATOR_TRANSFER": "none",
    "TRUSTED_PROXY_HOPS": "1",
}


def tracked(*patterns: str) -> list[str]:
    """Return the files of the repository that match, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted({name for name in listed if (ROOT / name).exists()})


def typed_files() -> list[str]:
    """Return what mypy reads: every module but those of the web layer and the tests."""
    return tracked("*.py", *(f":!{pattern}" for pattern in UNTYPED))


def checks() -> dict[str, list[str]]:
    """Return the command of each check by its name."""
    python = str(PYTHON)
    catalogues = tracked("locale/*.po")
    return {
        "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
        "djade": [str(BIN / "djade"), "--check", *tracked("templates/*.html")],
        "mypy": [str(BIN / "mypy"), *typed_files()],
        "import-linter": [str(BIN / "lint-imports"), "--no-cache"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "check --deploy": [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    } | {
        f"msgfmt {Path(name).parts[1]}": ["msgfmt", "--check", "-o", "/dev/null", name] for name in catalogues
    }


def fixes() -> dict[str, list[str]]:
    """Return the command of each formatter by its name."""
    return {
        "ruff": [str(BIN / "ruff"), "check", "--quiet", "--fix", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--quiet", "."],
        "djade": [str(BIN / "djade"), *tracked("templates/*.html")],
    }


def environment(name: str) -> dict[str, str]:
    """Return the environment of a check: production's for the deployment check, else the embedded default."""
    clean = {key: value for key, value in os.environ.items() if key not in PRODUCTION}
    return {**clean, **(PRODUCTION if name == "check --deploy" else {})}


def main() -> int:
    """Run every check, also when an earlier one failed; return 1 when any did."""
    failed = []
    try:
        steps.compile_messages()
    except NotReady as problem:
        say(str(problem))
        failed.append("messages")
    for name, command in (fixes() if "--fix" in sys.argv[1:] else checks()).items():
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=environment(name), check=False, capture_output=True, text=True
        )
        # djade --fix says 1 when it rewrote something; only --check makes that a failure.
        bad = done.returncode and not (name == "djade" and "--fix" in sys.argv[1:])
        say(f"{'FAILED' if bad else 'ok':<6}  {name} ({time.monotonic() - began:.1f} s)")
        if bad:
            failed.append(name)
            say(done.stdout + done.stderr)
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
