"""What can be set is written down."""

import re

from tests.architecture.tree import ROOT, tracked

READ = re.compile(
    r"(?:\benv(?:\.\w+)?\(|\benviron(?:\.get|\.setdefault)?[(\[]|\bgetenv\()\s*\n?\s*\"([A-Z][A-Z0-9_]+)\""
)


def test_every_variable_that_is_read_is_in_the_operations_manual():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    sources = tracked("servicelofte/*.py", "deploy/*.py", "scripts/*.py", "*/*.py")
    read = {
        name
        for path in sources
        if not path.startswith(("tests/", "bench/"))
        for name in READ.findall(_read(path))
    }
    read -= {"DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "PYTHONUNBUFFERED", "DEBIAN_FRONTEND"}
    assert sorted(name for name in read if f"`{name}`" not in manual) == []


def test_manual_names_no_variable_that_nobody_reads():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", manual, flags=re.M)
    everything = "\n".join(
        _read(path) for path in tracked("*.py", "Makefile", "docker-compose.yml", "deploy/*")
    )
    assert [name for name in rows if not re.search(rf"\b{name}\b", everything)] == []


def _read(path):
    return (ROOT / path).read_text(encoding="utf-8")
