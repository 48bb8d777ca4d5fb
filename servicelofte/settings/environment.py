"""Reads the environment: every name also as NAME_FILE, whose content is the value (container secrets)."""

import contextlib
import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

SECRETS = (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "SECRET_KEY",
    "EMAIL_URL",
    "SENTRY_DSN",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_SERVER_URL",
    "OIDC_PROVIDER_NAME",
    "ALLOWED_HOSTS",
    "MEDIA_ROOT",
)


def _read_files() -> None:
    for name in SECRETS:
        path = os.environ.get(f"{name}_FILE")
        if path and name not in os.environ:
            os.environ[name] = Path(path).read_text(encoding="utf-8").strip()


_read_files()
env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
PRODUCTION = env.bool("PRODUCTION", default=False)
DEMO = env.bool("DEMO", default=False)


def local_secret_key() -> str:
    """Return the key of this machine's demo, made on the first start and kept in `var/` for its owner alone.

    Of several processes that start at once one makes it: the file has its name only when it is whole.
    """
    path = VAR_DIR / "secret_key"
    if not path.exists():
        with NamedTemporaryFile("w", dir=VAR_DIR, encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text(encoding="utf-8")
