"""The outbox in the admin: looked at, never changed."""

from django.contrib import admin

from notices.models import OutboxMail
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """Mail of the administrator's regions."""

    list_display = ("kind", "recipient", "state", "due_at", "sent_at")
    list_filter = ("state", "kind")
