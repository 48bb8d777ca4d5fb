"""Rows and files that the tests of a module share: made once, taken back when the module is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def lasting(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Keep what module fixtures make until the module is done; gives the folder where their files stand.

    The tests' own transactions stand inside this one, so a module that uses it has no test with `transaction=True`.
    """
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(media)), transaction.atomic():
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def lasting_files(lasting: Path, db: None, settings: Any) -> None:
    """Let a test find the files of the rows that it shares."""
    settings.MEDIA_ROOT = str(lasting)
