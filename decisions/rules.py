"""Who may put the package together, freeze it, register what was decided or annul it, and publish."""

from accounts.enums import Role
from accounts.rules import has_role, is_secretary, is_staff

can_view_decisions = is_staff
can_write_package = has_role(Role.ADMINISTRATOR, Role.PREPARER, Role.SECRETARY)
can_freeze_package = is_secretary
can_register_decision = is_secretary
can_annul_decision = is_secretary
can_publish_decision = is_secretary
