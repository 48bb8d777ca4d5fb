"""Actions, contracts and the communication plan as the administrator reads them; changes pass by the domain."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from implementation.models import Action, Clause, Communication, Contract, Producer
from implementation.queries.communication import channel_names
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    """Reads actions."""

    list_display = ("title", "state", "due_on", "owner")
    list_filter = ("state",)
    list_select_related = ("owner",)


@admin.register(Producer)
class ProducerAdmin(ReadOnlyAdmin):
    """Reads producers."""

    list_display = ("name", "business_id", "user")
    list_select_related = ("user",)


@admin.register(Contract)
class ContractAdmin(ReadOnlyAdmin):
    """Reads contracts."""

    list_display = ("title", "producer", "state")
    list_filter = ("state",)
    list_select_related = ("producer",)


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    """Reads clauses."""

    list_display = ("contract", "statement", "language", "confirmed_at")
    list_select_related = ("contract", "statement")


@admin.register(Communication)
class CommunicationAdmin(ReadOnlyAdmin):
    """Reads the communication plan."""

    list_display = ("day", "channel_name", "audience", "message", "is_done")
    list_filter = ("audience", "is_done")
    fields = ("project", "channel_name", "audience", "message", "day", "responsible", "is_done")

    @admin.display(description=gettext_lazy("channel"), ordering="channel")
    def channel_name(self, line: Communication) -> str:
        """Return the handbook's name of the channel."""
        return channel_names().get(line.channel, line.channel)
