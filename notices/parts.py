"""What notices registers with the shop floor: the outbox, for apps below it, its page, and the weekly reminder."""

from django.utils.translation import gettext_lazy as _

from notices.domain.mail import queue_mail
from notices.domain.notice import erase_notices
from notices.domain.reminder import WORK_MAIL, work_mail
from servicelofte.common import registry
from servicelofte.common.registry import MailTemplate, NavigationItem

registry.erasures.add("notices.notices", erase_notices)
registry.mailers.add("outbox", queue_mail)
registry.mails.add(WORK_MAIL, MailTemplate(WORK_MAIL, _("Weekly reminder"), work_mail))
registry.navigation.add(
    "outbox", NavigationItem(_("Mail sent"), "notices:outbox", "notices.view_outboxmail", in_menu=True)
)
