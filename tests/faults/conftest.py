"""The house that these tests break."""

from tests.faults.house import house

__all__ = ["house"]
