"""The files of the repository, as the architecture tests look at them."""

import subprocess
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
APPS = settings.APPS


def tracked(*patterns: str) -> list[str]:
    """Return the files that match, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted(name for name in set(listed) if (ROOT / name).is_file())


def product_files() -> list[str]:
    """Return the Python files of the product: neither tests nor migrations."""
    return [name for name in tracked("*.py") if not name.startswith("tests/") and "/migrations/" not in name]
