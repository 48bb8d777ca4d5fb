"""What the domain raises. Views turn these into a message beside the field or on the page, never into a 500."""

from collections.abc import Mapping, Sequence
from typing import Any


class DomainError(Exception):
    """A rule of the domain says no; `str()` is a translated sentence for the person at the form.

    `field` names the form field the message belongs to, "" when it concerns the whole form; `also` further fields that
    lack the same, such as a name in a second language; `others` further fields with messages of their own.
    """

    def __init__(
        self,
        message: Any,
        *,
        field: str = "",
        also: Sequence[str] = (),
        others: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.also = tuple(also)
        self.others = dict(others or {})

    def __str__(self) -> str:
        return str(self.message)


class IllegalTransition(DomainError):
    """The state table has no such move."""


class PeriodClosed(DomainError):
    """The dated period has not begun or is over."""


class EditConflict(DomainError):
    """Somebody else saved the row meanwhile; `row` is what stands in the database now."""

    def __init__(self, message: Any, *, row: Any) -> None:
        super().__init__(message)
        self.row = row
