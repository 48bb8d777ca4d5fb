"""State tables: which moves a machine allows. Role says who may; the table says whether."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from servicelofte.common.errors import IllegalTransition


class StateTable:
    """Moves of one state machine: `{state: (states it may become)}`; states are values of a TextChoices."""

    def __init__(self, moves: Mapping[str, Iterable[str]]) -> None:
        self.moves = {
            str(source): tuple(str(target) for target in targets) for source, targets in moves.items()
        }

    def allows(self, source: str, target: str) -> bool:
        """Tell whether the table has the move."""
        return str(target) in self.moves.get(str(source), ())

    def targets(self, source: str) -> tuple[str, ...]:
        """Return the states that may follow `source`."""
        return self.moves.get(str(source), ())

    def check(self, row: Any, target: str, *, field: str = "state") -> None:
        """Raise IllegalTransition unless `row` may move to `target`."""
        source = getattr(row, field)
        if not self.allows(source, target):
            raise not_in_this_state(row, field=field)


def not_in_this_state(row: Any, *, field: str = "state") -> IllegalTransition:
    """Return the refusal, to be raised, of what cannot be done to `row` in the state that its `field` holds."""
    label = getattr(row, f"get_{field}_display")()
    return IllegalTransition(_("This cannot be done while the state is “%(state)s”.") % {"state": label})
