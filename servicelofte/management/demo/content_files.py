"""Reads the demo's content: one folder a project, one YAML file a subject."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "content"
PROJECTS = ("everyone", "families", "homecare", "nearby", "mental", "disability")


@lru_cache(maxsize=1)
def regions() -> list[dict[str, Any]]:
    """Return the demo's regions with their people and bodies."""
    return _read(FOLDER / "regions.yaml")


@lru_cache(maxsize=1)
def defaults() -> dict[str, Any]:
    """Return the words that are alike in every project."""
    return _read(FOLDER / "defaults.yaml")


@lru_cache(maxsize=len(PROJECTS))
def project(key: str) -> dict[str, Any]:
    """Return the subjects of the project `key`: {file name without its ending: its content}."""
    return {path.stem: _read(path) for path in sorted((FOLDER / key).glob("*.yaml"))}


def projects_of(region: str) -> list[str]:
    """Return the keys of the projects of a region (slug), the oldest first."""
    return [key for key in PROJECTS if project(key)["project"]["region"] == region]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
