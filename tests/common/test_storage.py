"""Files are kept whole or not at all, beside others that are saved under the same name at once."""

import errno
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from servicelofte.common.storage import MediaStorage


class CutShort(ContentFile):
    """A file of which a full disk takes the first part only."""

    def chunks(self, chunk_size=None):
        yield b"%PDF"
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def storage(tmp_path):
    return MediaStorage(location=tmp_path)


def files(storage):
    root = Path(storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_file_that_is_cut_short_leaves_nothing(storage):
    with pytest.raises(OSError, match="No space"):
        storage.save("documents/decision.pdf", CutShort(b""))
    assert files(storage) == []


def test_one_that_fails_leaves_the_file_that_another_saved_under_the_same_name_meanwhile(storage):
    name = "documents/decision.pdf"
    # Both found the name free; the other was first.
    storage._save(name, ContentFile(b"the other's"))
    with pytest.raises(OSError, match="No space"):
        storage._save(name, CutShort(b""))
    assert files(storage) == [name]
    assert storage.open(name).read() == b"the other's"


def test_two_that_save_under_the_same_name_at_once_each_keep_their_file(storage):
    name = "documents/decision.pdf"
    kept = [storage._save(name, ContentFile(words)) for words in (b"one", b"two")]
    assert kept[0] == name
    assert files(storage) == sorted(kept)
    assert [storage.open(each).read() for each in kept] == [b"one", b"two"]


def test_name_is_given_in_one_step_to_a_file_that_is_whole(storage, monkeypatch):
    """Whoever is killed while the file gets its name leaves no empty one behind."""
    name, seen = "documents/decision.pdf", []

    def watched(step):
        def seeing(*args, **kwargs):
            done = step(*args, **kwargs)
            seen.append(Path(storage.path(name)).read_bytes() if storage.exists(name) else None)
            return done

        return seeing

    for step in ("touch", "hardlink_to", "replace", "unlink"):
        monkeypatch.setattr(Path, step, watched(getattr(Path, step)))
    storage.save(name, ContentFile(b"whole"))
    assert set(seen) == {b"whole"}
    assert files(storage) == [name]


def test_worker_that_is_asked_to_end_leaves_no_part(storage):
    class Ended(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"%PDF"
            raise SystemExit

    with pytest.raises(SystemExit):
        storage.save("documents/decision.pdf", Ended(b""))
    assert files(storage) == []
