"""Who may publish drafts, run consultations, invite opinions and go through what came in."""

from accounts.rules import is_preparer, is_staff

can_view_drafts = is_staff
can_publish_version = is_preparer
can_run_consultation = is_preparer
can_invite_opinion = is_preparer
can_analyse = is_preparer
