"""The lock files can be installed by every pip, also when a package has come out that is newer than the lock."""

from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.once


def locked(name: str) -> dict[str, Requirement]:
    """Return each package that the lock file `name` pins."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.rstrip(" \\")) for line in lines if line and line[0] not in " #"]
    return {canonicalize_name(pin.name): pin for pin in pins}


def asked_with_extras() -> Iterator[tuple[str, Requirement]]:
    """Yield who asks for what, where a package here asks for another one with an extra."""
    for found in distributions():
        for line in found.requires or []:
            wanted = Requirement(line)
            if wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                yield found.name, wanted


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_asked_for_with_an_extra_is_locked_with_it(name):
    # Before pip 23.3 a pin without the extra does not bind the package with it: the newest is taken, which has no hash.
    pins = locked(name)
    bare = [
        f"{asker} asks for {wanted}, locked is {pin}"
        for asker, wanted in asked_with_extras()
        if canonicalize_name(asker) in pins and (pin := pins.get(canonicalize_name(wanted.name)))
        if not wanted.extras <= pin.extras
    ]

    assert bare == []
