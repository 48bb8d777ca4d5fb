"""Jobs in the admin: looked at, never changed."""

from django.contrib import admin

from jobs.models import Job
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Long work of the administrator's regions."""

    list_display = ("kind", "occasion", "state", "due_at", "attempts", "error")
    list_filter = ("state", "kind")
