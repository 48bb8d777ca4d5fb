"""Settings read from the environment, and the key of a machine that was given none."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from servicelofte.settings import environment


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
