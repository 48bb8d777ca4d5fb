"""The outbox in the admin: looked at, never changed."""

from django.contrib import admin

from notices.models import OutboxMail
from notices.queries import mail_label
from servicelofte.common.admin import NamedKindFilter, NamedKindMixin, ReadOnlyAdmin


@admin.register(OutboxMail)
class OutboxMailAdmin(NamedKindMixin, ReadOnlyAdmin):
    """Mail of the administrator's regions."""

    list_display = ("kind_name", "recipient", "state", "due_at", "sent_at")
    list_filter = ("state", ("kind", NamedKindFilter))

    def name_of_kind(self, kind: str) -> str:
        """Return what the mail is called."""
        return mail_label(kind)
