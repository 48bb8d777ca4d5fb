"""Reads the environment: every name also as NAME_FILE, whose content is the value (container secrets)."""

import os
from pathlib import Path

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
    """Return the key of this machine's demo, made on the first start and kept in `var/`."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(get_random_secret_key())
        path.chmod(0o600)
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8")
