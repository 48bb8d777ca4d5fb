"""What is said to the type checker is said where it reads."""

from lint import tracked, typed_files
from machine import ROOT

IGNORED = "# type: " + "ignore"


def test_ignored_type_is_one_that_mypy_sees():
    """Elsewhere nothing tells when the reason for ignoring has gone."""
    unread = sorted(set(tracked("*.py")) - set(typed_files()))
    assert [name for name in unread if IGNORED in (ROOT / name).read_text(encoding="utf-8")] == []
