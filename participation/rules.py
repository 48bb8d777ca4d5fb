"""Who may plan participation, read and moderate what people said, answer it and write a synthesis."""

from accounts.rules import is_preparer, is_staff

can_view_participation = is_staff
can_plan_participation = is_preparer
can_build_survey = is_preparer
can_read_inbox = is_staff
can_code_contribution = is_preparer
can_moderate = is_preparer
can_respond = is_preparer
can_write_synthesis = is_preparer
can_see_contact = is_preparer
