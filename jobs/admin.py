"""Jobs in the admin: looked at, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from jobs.models import Job, job_label
from servicelofte.common.admin import NamedKindFilter, NamedKindMixin, ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(NamedKindMixin, ReadOnlyAdmin):
    """Long work of the administrator's regions."""

    list_display = ("kind_name", "about", "state", "due_at", "attempts", "error")
    list_filter = ("state", ("kind", NamedKindFilter))

    def name_of_kind(self, kind: str) -> str:
        """Return what jobs of a kind do."""
        return job_label(kind)

    @admin.display(description=gettext_lazy("occasion"), ordering="occasion")
    def about(self, row: Job) -> str:
        """Return what the job is about in words."""
        return row.about

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show what the job is about in place of the key."""
        return ["about" if name == "occasion" else name for name in super().get_fields(request, obj)]
