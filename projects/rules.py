"""Who may do what with projects and promises. Groups of a project refine the roles of the region."""

from typing import Any

import rules

from accounts.enums import Role
from accounts.rules import has_role, is_preparer, is_staff
from projects.enums import ProjectGroup


def _groups_in(user: Any, row: Any) -> set[str]:
    """Return the groups of the row's project that a person belongs to; read once a request and project."""
    project_id = getattr(row, "project_id", None) or (row.pk if hasattr(row, "phases") else None)
    if project_id is None:
        return set()
    known = user.__dict__.setdefault("_project_groups", {})
    if project_id not in known:
        members = getattr(row, "project", row).members.filter(user=user, is_active=True)
        known[project_id] = set(members.values_list("group", flat=True))
    return known[project_id]


def in_group(group: str) -> Any:
    """Return a predicate: the person is an active member of this group of the row's project."""

    @rules.predicate(f"in_group:{group}")
    def predicate(user: Any, row: Any = None) -> bool:
        return row is not None and getattr(user, "is_authenticated", False) and group in _groups_in(user, row)

    return predicate


# A secretary or manager who sits in the project group works on the project; one of the steering group closes phases.
_works: Any = has_role(Role.SECRETARY, Role.MANAGER)
can_view_project = is_staff
can_start_project = is_preparer
can_change_project = is_preparer | (_works & in_group(ProjectGroup.PROJECT))
can_pass_gate = is_preparer | (_works & in_group(ProjectGroup.STEERING))
can_edit_promise = is_preparer
