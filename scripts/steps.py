"""The steps between an installed product and a running one; each is skipped when nothing it reads has changed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from machine import PYTHON, ROOT, NotReady, say

VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
STAMPS = VAR / "steps.json"


def compile_messages() -> None:
    """Compile each catalogue that is newer than its compiled twin."""
    for catalogue in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns > catalogue.stat().st_mtime_ns:
            continue
        _run(["msgfmt", "--check-format", "-o", str(compiled), str(catalogue)], "The messages")


def migrate(env: dict[str, str]) -> str:
    """Bring the database up to date; return the digest that says of which state it is."""
    database = env.get("DATABASE_URL", "")
    migrations = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("servicelofte/*/migrations/*.py")]
    digest = _digest([*migrations, ROOT / "requirements.txt"], database)
    if not database and not (VAR / "db.sqlite3").exists():
        STAMPS.unlink(missing_ok=True)
    if database or _stamp("migrate") != digest:
        say("Preparing the database …")
        manage(["migrate", "--no-input", "--verbosity", "0"], env)
        _set_stamp("migrate", digest)
    return digest


def collect_static(env: dict[str, str]) -> None:
    """Collect the static files when one of ours or a package that brings some has changed."""
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    digest = _digest([*files, ROOT / "requirements.txt"])
    if not (VAR / "static").exists() or _stamp("static") != digest:
        say("Collecting static files …")
        manage(["collectstatic", "--no-input", "--clear", "--verbosity", "0"], env)
        _set_stamp("static", digest)


def demo(env: dict[str, str], database: str) -> None:
    """Fill the database of state `database` with the demo, once; keep its address current."""
    path = VAR / "demo.json"
    if not path.exists() or _stamp("demo") != database:
        say("Filling in the demo …")
        manage(["demo"], env)
        _set_stamp("demo", database)
    described = json.loads(path.read_text(encoding="utf-8"))
    if described.get("base_url") != env["SITE_URL"]:
        described["base_url"] = env["SITE_URL"]
        path.write_text(json.dumps(described, ensure_ascii=False, indent=2), encoding="utf-8")


def manage(arguments: list[str], env: dict[str, str]) -> None:
    """Run a management command; raise NotReady when it fails."""
    _run([str(PYTHON), "manage.py", *arguments], f"manage.py {arguments[0]}", env)


def _run(command: list[str], what: str, env: dict[str, str] | None = None) -> None:
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        raise NotReady(f"{what} did not succeed; the lines above say why.")


def _digest(files: Iterable[Path], *more: str) -> str:
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _stamps() -> dict[str, str]:
    return json.loads(STAMPS.read_text()) if STAMPS.exists() else {}


def _stamp(step: str) -> str | None:
    return _stamps().get(step)


def _set_stamp(step: str, digest: str) -> None:
    STAMPS.parent.mkdir(parents=True, exist_ok=True)
    STAMPS.write_text(json.dumps({**_stamps(), step: digest}))
