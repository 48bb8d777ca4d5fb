"""Who may: predicates by membership. `user.roles_in(region_id)` costs one query a request."""

from collections.abc import Callable
from typing import Any

import rules

from accounts.enums import STAFF_ROLES, Role
from servicelofte.common.tenancy import regions_in_scope


def _region_ids(row: Any) -> list[int | None]:
    if row is None:
        return [region.pk for region in regions_in_scope()]
    return [getattr(row, "region_id", None) or getattr(row, "pk", None)]


def has_role(*roles: str) -> Callable[..., bool]:
    """Return a predicate: the person has one of the roles in the row's region (or in a region in scope)."""

    @rules.predicate(f"has_role:{'|'.join(roles)}")
    def predicate(user: Any, row: Any = None) -> bool:
        if not getattr(user, "is_authenticated", False):
            return False
        return any(set(roles) & user.roles_in(region) for region in _region_ids(row))

    return predicate


is_administrator = has_role(Role.ADMINISTRATOR)
is_preparer = has_role(Role.ADMINISTRATOR, Role.PREPARER)
is_secretary = has_role(Role.ADMINISTRATOR, Role.SECRETARY)
is_manager = has_role(Role.ADMINISTRATOR, Role.PREPARER, Role.MANAGER)
is_producer = has_role(Role.PRODUCER)
is_staff = has_role(*STAFF_ROLES)
is_member = has_role(*Role.values)

rules.add_perm("accounts.enter_workspace", is_member)
rules.add_perm("accounts.administer_region", is_administrator)
