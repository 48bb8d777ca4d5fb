"""Forms of feedback: what a resident says, and what staff does with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region
from accounts.queries import responsible_people
from monitoring.enums import FeedbackClass
from monitoring.models import Feedback
from projects.enums import Perspective
from servicelofte.common.fields import DayField, column_names, keep_columns
from servicelofte.common.forms import HouseForm, HouseModelForm, VoiceForm
from servicelofte.common.languages import INTERFACE

_ALL = ("", pgettext_lazy("filter", "All"))


class FeedbackForm(VoiceForm):
    """What a resident says of how the promise is kept: words, and nothing else that must be told."""

    kind = forms.ChoiceField(
        label=_("What kind of feedback is it?"),
        choices=FeedbackClass.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of feedback it is.")},
    )
    statement = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("kind", "words", "language", "name", "email", "wants_answer")


class FeedbackHandleForm(HouseModelForm):
    """Who sees to a piece of feedback, by when, and what it led to."""

    due_on = DayField(label=_("To be answered by"), error_messages={"required": _("Choose the day.")})

    class Meta:
        model = Feedback
        fields = ["kind", "owner", "due_on", *column_names("effect", INTERFACE)]

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = responsible_people(region)
        self.fields["owner"].empty_label = _("Nobody yet")
        keep_columns(self, {"effect": _("What it led to")}, region.all_languages)
        self.fields[f"effect_{region.languages[0]}"].help_text = _(
            "Told to the writer, and shown to everybody once the words are published."
        )


class FeedbackFilterForm(HouseForm):
    """Narrows the list of feedback."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[_ALL, ("no", _("Not answered")), ("late", _("Late")), ("yes", _("Answered"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[_ALL, *FeedbackClass.choices])
    perspective = forms.ChoiceField(
        label=_("Perspective"), required=False, choices=[_ALL, *Perspective.choices]
    )
