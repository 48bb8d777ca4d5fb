"""Jobs in the admin: looked at, never changed."""

from django.contrib import admin

from jobs.models import Job
from servicelofte.common import registry
from servicelofte.common.admin import NamedKindFilter, NamedKindMixin, ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(NamedKindMixin, ReadOnlyAdmin):
    """Long work of the administrator's regions."""

    list_display = ("kind_name", "occasion", "state", "due_at", "attempts", "error")
    list_filter = ("state", ("kind", NamedKindFilter))

    def name_of_kind(self, kind: str) -> str:
        """Return what the job does; one that no app knows any more goes by its key."""
        known = registry.job_kinds.get(kind)
        return str(known.label) if known else kind
