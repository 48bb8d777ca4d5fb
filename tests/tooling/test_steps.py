"""A second start does only what has changed."""

import json

import pytest
import steps


@pytest.fixture
def managed(monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(steps, "VAR", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "steps.json")
    monkeypatch.setattr(steps, "manage", lambda arguments, env: commands.append(arguments[0]))
    (tmp_path / "static").mkdir()
    (tmp_path / "demo.json").write_text(json.dumps({"base_url": "http://127.0.0.1:1"}))
    return commands


def _start(env):
    database = steps.migrate(env)
    steps.collect_static(env)
    steps.demo(env, database)


def test_second_start_runs_no_command_and_keeps_the_address_current(managed, tmp_path):
    (tmp_path / "db.sqlite3").write_text("")
    _start({"SITE_URL": "http://127.0.0.1:8000"})
    assert managed == ["migrate", "collectstatic", "demo"]

    _start({"SITE_URL": "http://127.0.0.1:8001"})
    assert managed == ["migrate", "collectstatic", "demo"]
    assert json.loads((tmp_path / "demo.json").read_text())["base_url"] == "http://127.0.0.1:8001"


def test_deleted_database_is_filled_again(managed, tmp_path):
    (tmp_path / "db.sqlite3").write_text("")
    _start({"SITE_URL": "http://127.0.0.1:8000"})
    (tmp_path / "db.sqlite3").unlink()
    _start({"SITE_URL": "http://127.0.0.1:8000"})
    assert managed == ["migrate", "collectstatic", "demo"] * 2


def test_named_database_is_migrated_at_every_start(managed):
    env = {"SITE_URL": "http://127.0.0.1:8000", "DATABASE_URL": "postgres://somewhere/else"}
    _start(env)
    _start(env)
    assert managed == ["migrate", "collectstatic", "demo", "migrate"]
