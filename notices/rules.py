"""Who may see what has been sent."""

from accounts.rules import is_administrator, is_staff

can_view_outbox = is_administrator
can_view_notices = is_staff
