"""Who may plan participation, read and moderate what people said, answer it and write a synthesis.

Whoever a contribution was given to, such as a manager some feedback, answers it, whatever the role.
"""

from typing import Any

import rules

from accounts.rules import is_preparer, is_staff
from servicelofte.common import registry


@rules.predicate
def sees_to_contribution(user: Any, row: Any = None) -> bool:
    """The app that holds the contribution says that it was given to the person; other rows are given to nobody."""
    if getattr(getattr(row, "_meta", None), "label", "") != "participation.Contribution":
        return False
    home = registry.voice_homes.get(row.channel)
    if not (user.is_authenticated and home and home.seen_to_by):
        return False
    return bool(home.seen_to_by(row.pk) == user.pk)


can_view_participation = is_staff
can_plan_participation = is_preparer
can_build_survey = is_preparer
can_read_inbox = is_staff
can_code_contribution = is_preparer
can_moderate = is_preparer
can_respond = is_preparer | (is_staff & sees_to_contribution)
can_write_synthesis = is_preparer
can_see_contact = is_preparer
