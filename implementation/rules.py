"""Who may plan and follow actions, contracts and communication."""

from accounts.rules import has_role, is_preparer, is_staff

can_view_implementation = is_staff
can_change_action = has_role("administrator", "preparer", "manager")
can_change_contract = is_preparer
can_see_contract = has_role("administrator", "preparer", "secretary", "manager", "observer", "producer")
can_confirm_clause = has_role("producer")
can_plan_communication = is_preparer
