"""Who may plan and follow actions, contracts and communication. A producer sees its own contracts only."""

from typing import Any

import rules

from accounts.rules import is_manager, is_preparer, is_producer, is_staff


@rules.predicate
def owns_action(user: Any, row: Any = None) -> bool:
    """The person is the action's owner; a project has an owner, too, who is not meant."""
    if getattr(getattr(row, "_meta", None), "label", "") != "implementation.Action":
        return False
    return bool(user.is_authenticated and row.owner_id == user.pk)


@rules.predicate
def is_its_producer(user: Any, row: Any = None) -> bool:
    """The person speaks for the producer of the contract, or of the clause's contract."""
    contract = getattr(row, "contract", row)
    producer = getattr(contract, "producer", None)
    return bool(user.is_authenticated and producer is not None and producer.user_id == user.pk)


can_view_implementation = is_staff
can_change_action = is_manager
can_move_action = can_change_action | (is_staff & owns_action)
can_change_contract = is_preparer
can_list_contracts = is_staff | is_producer  # type: ignore[operator]
can_see_contract = is_staff | (is_producer & is_its_producer)
can_confirm_clause = is_producer & is_its_producer
can_plan_communication = is_preparer

rules.add_perm("implementation.own_contracts", is_producer)
