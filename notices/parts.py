"""What notices registers with the shop floor: the outbox, for apps below it, and its page."""

from django.utils.translation import gettext_lazy as _

from notices.domain.mail import queue_mail
from servicelofte.common import registry
from servicelofte.common.registry import NavigationItem

registry.mailers.add("outbox", queue_mail)
registry.navigation.add(
    "outbox", NavigationItem(_("Mail sent"), "notices:outbox", "notices.view_outboxmail", in_menu=True)
)
