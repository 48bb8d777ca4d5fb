"""The rule by which a measured value says whether a promise holds. Pure: no rows, no clock."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from monitoring.enums import Direction, Status

# Worst first: one broken measure is not made good by another that holds.
SEVERITY = (Status.BROKEN, Status.AT_RISK, Status.KEPT, Status.NOT_MEASURED)


def propose_status(
    *, value: Decimal | None, target: Decimal | None, direction: str, tolerance: Decimal
) -> Status:
    """Return the status that a value gives against a target, both in the indicator's unit.

    `direction` (Direction) says which way is better; `tolerance` is in per cent of the target: a value that misses it
    by that much or less is at risk, by more broken. Without a value or a target nothing is measured yet. Handbook p.
    36-37.
    """
    if value is None or target is None:
        return Status.NOT_MEASURED
    miss = target - value if direction == Direction.UP else value - target
    if miss <= 0:
        return Status.KEPT
    return Status.AT_RISK if miss * 100 <= abs(target) * tolerance else Status.BROKEN


def target_in_year(targets: Mapping[int, Decimal], year: int) -> Decimal | None:
    """Return the target that counts in a year: its own, else the latest before it; None before the first."""
    earlier = [each for each in targets if each <= year]
    return targets[max(earlier)] if earlier else None


def worst(statuses: Iterable[str]) -> Status:
    """Return the worst of several statuses; what is not measured counts only when nothing is."""
    found = {str(status) for status in statuses}
    return next((status for status in SEVERITY if status.value in found), Status.NOT_MEASURED)
