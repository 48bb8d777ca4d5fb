"""The broker in files: a message is met whole or not at all."""

import builtins
from pathlib import Path

import pytest
from django.conf import settings
from kombu import Connection

from servicelofte.celery import app

# The broker in files comes with SQLite; with PostgreSQL and Redis there is nothing to test.
pytestmark = pytest.mark.sqlite


@pytest.fixture
def queue(tmp_path):
    """A queue over files in a folder of the test."""
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path),
    }
    transport = settings.CELERY_BROKER_TRANSPORT
    with Connection("filesystem://", transport=transport, transport_options=options) as connection:
        yield connection.SimpleQueue(tmp_path.name)


@pytest.fixture(autouse=True)
def _embedded():
    if not hasattr(settings, "CELERY_BROKER_TRANSPORT"):
        pytest.skip("the broker is not the one in files")


def test_message_arrives_and_is_gone(queue):
    queue.put({"number": 1})
    assert queue.get_nowait().payload == {"number": 1}
    with pytest.raises(queue.Empty):
        queue.get_nowait()


def test_reader_in_the_middle_of_a_writing_meets_nothing(queue, tmp_path, monkeypatch):
    seen = []
    opened = builtins.open

    def look(name, *arguments, **options):
        file = opened(name, *arguments, **options)
        if Path(str(name)).is_relative_to(tmp_path) and "b" in "".join(arguments[:1]) and "w" in arguments[0]:
            seen.append(sorted(tmp_path.glob("*.msg")))
        return file

    monkeypatch.setattr(builtins, "open", look)
    queue.put({"number": 1})
    assert seen == [[]]


def test_the_house_uses_it():
    assert app.connection().transport.__class__.__module__ == "servicelofte.common.file_broker"
