"""Who may see and retry jobs."""

from accounts.rules import is_administrator, is_staff

can_view_jobs = is_staff
can_retry_job = is_administrator
