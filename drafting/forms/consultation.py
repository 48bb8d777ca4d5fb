"""Forms of a consultation: its days, and closing or reopening it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.rows import LAST_DAY_FIRST
from servicelofte.common.fields import DayField
from servicelofte.common.forms import HouseForm, reason_field


class ConsultationForm(HouseForm):
    """The days on which everybody may comment, and whether comments are read first."""

    in_order = ("opens_on", "closes_on", LAST_DAY_FIRST)
    opens_on = DayField(
        label=_("First day"), error_messages={"required": _("Choose the day on which comments open.")}
    )
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("Comments are taken until midnight at the end of this day, Finnish time."),
        error_messages={"required": _("Choose the last day for comments.")},
    )
    moderates_first = forms.BooleanField(
        label=_("Somebody reads each comment before it is shown"), required=False
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChangeConsultationForm(ConsultationForm):
    """A consultation's days, changed with a reason."""

    reason = reason_field()


class CloseConsultationForm(HouseForm):
    """Why commenting ends before its last day."""

    reason = reason_field(_("Why is commenting closed now?"), required=True)
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReopenConsultationForm(HouseForm):
    """Until when commenting is open again."""

    closes_on = DayField(
        label=_("New last day"), error_messages={"required": _("Choose the last day for comments.")}
    )
    reason = reason_field(_("Why is commenting opened again?"))
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
