"""Who may measure, judge and follow up."""

from typing import Any

import rules

from accounts.rules import has_role, is_preparer, is_staff


@rules.predicate
def owns_indicator(user: Any, row: Any = None) -> bool:
    """The person is the indicator's owner."""
    indicator = getattr(row, "indicator", row)
    return bool(user.is_authenticated and getattr(indicator, "owner_id", None) == user.pk)


is_follower = has_role("administrator", "preparer", "manager")
can_view_monitoring = is_staff
can_change_indicator = is_follower
can_measure = is_follower | owns_indicator
can_set_status = is_follower
can_handle_feedback = is_follower
can_evaluate = is_preparer
