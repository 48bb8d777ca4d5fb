"""Settings read from the environment, and the key of a machine that was given none."""

import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.checks import ERROR, WARNING, run_checks
from gunicorn.config import Config

from servicelofte.settings import environment, security


def test_processes_that_start_at_once_share_one_key_that_nobody_else_can_read(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "VAR_DIR", tmp_path)
    start = Barrier(8, timeout=30)

    def key(_process):
        start.wait()
        return environment.local_secret_key()

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(key, range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("secret_key", 0o600)
    ]


def test_value_of_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    path = tmp_path / "database_url"
    path.write_text("postgres://kept@database/x\n", encoding="utf-8")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(path))
    environment._read_files()
    assert environment.env.str("DATABASE_URL") == "postgres://kept@database/x"
    monkeypatch.delenv("DATABASE_URL")


@pytest.mark.parametrize(("hops", "is_believed"), [("0", False), ("1", True)])
def test_only_a_proxy_in_front_is_believed_that_a_request_came_over_tls(
    monkeypatch, rf, settings, hops, is_believed
):
    monkeypatch.setattr(environment, "PRODUCTION", True)
    monkeypatch.setenv("TRUSTED_PROXY_HOPS", hops)
    made = runpy.run_path(security.__file__)
    settings.SECURE_PROXY_SSL_HEADER = made.get("SECURE_PROXY_SSL_HEADER")
    assert made["SECURE_SSL_REDIRECT"]
    assert rf.get("/", headers={"x-forwarded-proto": "https"}).is_secure() is is_believed
    assert not rf.get("/", headers={"x-forwarded-proto": "http"}).is_secure()


def test_web_process_leaves_it_to_the_settings_whom_to_believe(monkeypatch, tmp_path):
    # It names the folder of the figures in the environment, which other tests are not to find there.
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    made = runpy.run_path(str(environment.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    assert made["secure_scheme_headers"] == {}
    # Nor by what path the service stands: with `SCRIPT_NAME: /sv` the address /sv/metrics was /metrics.
    web = Config()
    web.set("forwarder_headers", made["forwarder_headers"])
    assert web.forwarder_headers == []


@pytest.mark.django_db
def test_inner_network_reads_health_and_figures_without_tls(monkeypatch, client, settings):
    monkeypatch.setattr(environment, "PRODUCTION", True)
    made = runpy.run_path(security.__file__)
    settings.SECURE_SSL_REDIRECT = made["SECURE_SSL_REDIRECT"]
    settings.SECURE_REDIRECT_EXEMPT = made["SECURE_REDIRECT_EXEMPT"]
    assert client.get("/sv/").status_code == 301
    for path in ("/healthz", "/readyz", "/metrics"):
        assert client.get(path).status_code in {200, 503}, path


@pytest.mark.parametrize(("hops", "level"), [(-1, ERROR), (0, WARNING), (1, None)])
def test_deployment_check_asks_how_many_proxies_stand_in_front(db, settings, hops, level):
    settings.TRUSTED_PROXY_HOPS = hops
    told = [row for row in run_checks(include_deployment_checks=True) if row.id == "servicelofte.HOPS"]
    assert [row.level for row in told] == ([level] if level else [])


def test_pages_are_loaded_when_the_web_process_starts_and_not_at_the_first_visit():
    code = "import servicelofte.wsgi, sys; sys.exit(0 if 'drafting.views.opinions' in sys.modules else 'not loaded')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
