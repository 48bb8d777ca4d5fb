"""Who may do what with projects and promises. Groups of a project refine the roles of the region."""

from typing import Any

import rules

from accounts.rules import has_role, is_administrator, is_preparer, is_secretary, is_staff

__all__ = [
    "can_change_project",
    "can_edit_promise",
    "can_follow_up",
    "can_pass_gate",
    "can_start_project",
    "can_view_project",
]


@rules.predicate
def is_in_project(user: Any, row: Any = None) -> bool:
    """The person belongs to one of the project's groups."""
    project = getattr(row, "project", row)
    members = getattr(project, "members", None)
    return bool(
        members is not None and user.is_authenticated and members.filter(user=user, is_active=True).exists()
    )


can_view_project = is_staff
can_start_project = is_preparer
can_change_project = is_preparer
can_pass_gate = is_preparer
can_edit_promise = is_preparer
can_decide = is_secretary
can_follow_up = has_role("administrator", "preparer", "manager")
can_administer = is_administrator
