"""What every test has: quick settings, a region and its twin, a browser where there is one, and named omissions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Playwright runs an event loop in the thread of the test, which the ORM would otherwise refuse to work beside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is no fault of the code, and our fixtures stand unchanged through the examples of a test.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Give each parallel worker a cache of its own, and make hashing quick."""
    from django.conf import settings

    # Clearing a cache in Redis empties its whole database, whatever the prefix of the keys.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    cache = settings.CACHES["pages"]
    if "redis" in cache["BACKEND"]:
        server, number = cache["LOCATION"].rsplit("/", 1)
        cache["LOCATION"] = f"{server}/{int(number) + 1 + int(worker)}"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# What takes longest, begun first: of two workers none then waits at the end for the other's last long test.
LONGEST = (
    "tests/e2e/",
    "tests/faults/",
    "tests/servicelofte/test_matrix.py",
    "tests/trust/test_hostile_forms.py",
    "tests/trust/test_injections.py",
    "tests/servicelofte/test_demo.py",
    "tests/trust/test_closed_project.py",
)


def _begins_late(item: pytest.Item) -> int:
    """Return the place of a test among the longest; those of one file, and all others, keep their order."""
    places = (place for place, start in enumerate(LONGEST) if item.nodeid.startswith(start))
    return next(places, len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest. Leave out, by name and reason, what this machine cannot run: with CI=true a failure."""
    items.sort(key=_begins_late)
    missing = _missing()
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"left out: {reason}"))


def _missing() -> dict[str, str]:
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"]
    missing = {}
    if not CHROMIUM:
        missing["browser"] = "Chromium is not installed (apt-get install chromium)"
    if "postgresql" not in engine:
        missing["postgres"] = "DATABASE_URL names no PostgreSQL"
    if "sqlite3" not in engine:
        missing["sqlite"] = "the database is not SQLite"
    if not os.environ.get("REDIS_URL"):
        missing["redis"] = "REDIS_URL is not set"
    return missing


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if CI and reporter and reporter.stats.get("skipped"):
        reporter.write_line("With CI=true no test may be left out.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    from tests.support import clear_cache

    yield
    clear_cache()


@pytest.fixture(autouse=True)
def _woken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a woken task then and there: no test depends on a worker process, and none leaves wake-ups behind."""
    from servicelofte.celery import app

    def send_task(name: str, kwargs: dict[str, Any] | None = None, **options: Any) -> Any:
        return app.tasks[name].apply(kwargs=kwargs)

    monkeypatch.setattr(app, "send_task", send_task)


@pytest.fixture(autouse=True)
def _no_language_left_over() -> None:
    """Begin in the default language: the page that another test read last leaves its own with the thread."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _flush_without_guards() -> Iterator[None]:
    """Let tests of real transactions empty the append-only tables; the flush itself installs the guards anew."""
    from django.test import TransactionTestCase

    from servicelofte.common import guards

    flush = TransactionTestCase._fixture_teardown

    def drop_and_flush(self: Any) -> None:
        guards.drop()
        flush(self)

    TransactionTestCase._fixture_teardown = drop_and_flush
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def region(db: None) -> Any:
    """A bilingual region; its rows are reached inside `with region_scope(region)`."""
    from tests.factories.accounts import make_region

    return make_region()


@pytest.fixture
def twin_region(db: None) -> Any:
    """Another region with the same contents, of which nothing may ever be seen from `region`."""
    from tests.factories.accounts import make_region

    return make_region()


@pytest.fixture
def in_english() -> Iterator[None]:
    """Pages and messages in English."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def preparer(region: Any, client: Any) -> Any:
    """A preparer of the region, signed in."""
    from tests.factories.accounts import make_user

    user = make_user(region, "preparer")
    client.force_login(user)
    return user


@pytest.fixture
def visit(client: Any, cast: Any) -> Callable[[str], Any]:
    """Sign in as the named person of the file's cast and return the client."""

    def signed_in(who: str) -> Any:
        client.force_login(getattr(cast, who))
        return client

    return signed_in


@pytest.fixture(scope="session")
def shots() -> Path:
    """The folder of the repository where browser tests leave their screenshots."""
    folder = Path(__file__).resolve().parents[1] / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "sv-FI",
        "timezone_id": "Europe/Helsinki",
        "reduced_motion": "reduce",
    }
