"""Who may measure, judge and follow up. An indicator's owner measures it, whatever the role."""

from typing import Any

import rules

from accounts.rules import is_manager, is_preparer, is_staff


@rules.predicate
def owns_indicator(user: Any, row: Any = None) -> bool:
    """The person is the owner of the indicator, or of the measurement's indicator; other rows have no such owner."""
    indicator = getattr(row, "indicator", row)
    if getattr(getattr(indicator, "_meta", None), "label", "") != "monitoring.Indicator":
        return False
    return bool(user.is_authenticated and indicator.owner_id == user.pk)


@rules.predicate
def owns_measure(user: Any, row: Any = None) -> bool:
    """The person is responsible for the corrective action."""
    if getattr(getattr(row, "_meta", None), "label", "") != "monitoring.CorrectiveAction":
        return False
    return bool(user.is_authenticated and row.owner_id == user.pk)


can_view_monitoring = is_staff
can_change_indicator = is_manager
can_measure = is_manager | (is_staff & owns_indicator)
can_set_status = is_manager
can_finish_measure = is_manager | (is_staff & owns_measure)
can_handle_feedback = is_manager
can_evaluate = is_preparer
