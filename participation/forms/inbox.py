"""Forms of the inbox: filters, coding, notes, and what staff enter for others."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.domain.coding import Coding
from participation.enums import STAFF_CHANNELS, Channel, Moderation
from participation.forms.base import GroupChoice, groups_of
from participation.models import Contribution, Theme
from participation.queries.events import held_events
from projects.enums import Perspective, Viewpoint
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.fields import DayField, RowsField
from servicelofte.common.forms import (
    HouseForm,
    MailAddress,
    TextArea,
    TextInput,
    name_sending,
    offer_languages,
)
from servicelofte.common.languages import Language
from servicelofte.common.text import LONGEST_WORDS

ANY = pgettext_lazy("filter", "All")


def about_choices() -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the perspectives, each seen from either viewpoint or from both, as grouped choices."""
    whole = pgettext_lazy("coding", "In general")
    return [
        (
            str(perspective.label),
            [
                (f"{perspective.value}:", whole),
                *((f"{perspective.value}:{viewpoint.value}", viewpoint.label) for viewpoint in Viewpoint),
            ],
        )
        for perspective in Perspective
    ]


class InboxFilterForm(HouseForm):
    """Narrows the inbox."""

    words = TextInput(label=_("Search for words"), max_length=100, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", ANY), *Channel.choices], required=False)
    perspective = forms.ChoiceField(
        label=_("Perspective"), choices=[("", ANY), *Perspective.choices], required=False
    )
    coded = forms.ChoiceField(
        label=_("Coded"),
        choices=[("", ANY), ("no", _("Not coded yet")), ("yes", pgettext_lazy("contribution", "Coded"))],
        required=False,
    )
    answered = forms.ChoiceField(
        label=pgettext_lazy("filter of contributions", "Answer"),
        choices=[
            ("", ANY),
            ("no", pgettext_lazy("contribution", "Not answered")),
            ("unseen", pgettext_lazy("contribution", "Answer not published")),
            ("yes", pgettext_lazy("contribution", "Answered")),
        ],
        required=False,
    )
    moderation = forms.ChoiceField(
        label=_("Moderation"), choices=[("", ANY), *Moderation.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    group = GroupChoice(label=_("Group"), queryset=None, required=False, empty_label=ANY)
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=None, required=False, empty_label=ANY)

    def __init__(
        self, *args: Any, project: Project | None, languages: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Language.choices if choice[0] in languages]
        self.fields["language"].choices = [("", ANY), *offered]
        if project is None:
            del self.fields["group"], self.fields["theme"]
            return
        self.fields["group"].queryset = groups_of(project)
        self.fields["theme"].queryset = Theme.objects.filter(project=project)

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what narrows the list; a value that cannot be read narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CodingFields(HouseForm):
    """What contributions are about."""

    about = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=about_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = RowsField(label=_("Themes"), queryset=None, widget=forms.CheckboxSelectMultiple, required=False)
    new_theme = TextInput(label=_("A new theme"), max_length=120, required=False)
    group = GroupChoice(label=_("Group"), queryset=None, required=False, empty_label=_("Not known"))
    service = TextInput(
        label=_("Service"),
        max_length=120,
        required=False,
        help_text=_("Such as home care or the health centre."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(project)
        self.fields["themes"].queryset = Theme.objects.filter(project=project)
        if not self.fields["themes"].queryset.exists():
            del self.fields["themes"]

    @property
    def coding(self) -> Coding:
        """Return what was chosen, for the domain."""
        return Coding(
            about=[tuple(pair.split(":", 1)) for pair in self.cleaned_data["about"]],
            themes=list(self.cleaned_data.get("themes", ())),
            new_theme=self.cleaned_data["new_theme"],
            group=self.cleaned_data["group"],
            service=self.cleaned_data["service"],
        )


class CodingForm(CodingFields):
    """What one contribution is about."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def initial_of(row: Contribution) -> dict[str, Any]:
        """Return the form's beginning from what is known of a contribution."""
        codes = list(row.codes.all())
        return {
            "about": list(dict.fromkeys(f"{code.perspective}:{code.viewpoint}" for code in codes)),
            "themes": list({code.theme_id for code in codes if code.theme_id}),
            "group": row.group_id,
            "service": row.service,
            "opened_version": row.version,
        }


class BulkCodingForm(CodingFields):
    """What the ticked contributions of the inbox are about."""


class NoteForm(HouseForm):
    """A note for the other preparers."""

    body = TextArea(
        label=_("Note"),
        rows=3,
        max_length=2000,
        help_text=_("For the preparers only."),
        error_messages={"required": _("Write a note before you save.")},
    )


class EnterForm(CodingFields):
    """What somebody said on paper, by telephone or at a meeting."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"), choices=[(channel.value, channel.label) for channel in STAFF_CHANNELS]
    )
    received_on = DayField(label=_("When did it come in?"))
    language = forms.ChoiceField(label=_("Language of the words"), widget=forms.RadioSelect)
    words = TextArea(
        label=_("What was said?"),
        rows=8,
        max_length=LONGEST_WORDS,
        help_text=_("As the person said or wrote it. Leave out names and health data."),
        error_messages={"required": _("Write what was said.")},
    )
    headcount = forms.IntegerField(
        label=_("How many people stand behind it?"),
        min_value=1,
        max_value=100_000,
        initial=1,
        error_messages={
            "required": _("Write a number, at least 1."),
            "invalid": _("Write a whole number."),
            "min_value": _("Write a number, at least 1."),
            "max_value": _("Write a smaller number."),
        },
    )
    event = forms.ModelChoiceField(
        label=_("Said at"), queryset=None, required=False, empty_label=_("No event")
    )
    name = TextInput(label=_("Name of the person"), max_length=120, required=False)
    email = MailAddress(
        label=_("E-mail for the answer"),
        required=False,
        help_text=_(
            "Only when the person wants to hear from you. Kept apart from the words and erased first."
        ),
        error_messages={"invalid": _("Write the whole address, such as anna@example.fi.")},
    )
    form_nonce = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        offer_languages(self, project.region.language_choices)
        self.fields["event"].queryset = held_events(project).filter(day__lte=clock.today())
        self.order_fields(
            [
                "channel",
                "received_on",
                "language",
                "words",
                "headcount",
                "event",
                "about",
                "themes",
                "new_theme",
                "group",
                "service",
                "name",
                "email",
            ]
        )

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day

    @property
    def values(self) -> dict[str, Any]:
        """Return what is said of the contribution beside its coding, for the domain."""
        cleaned = self.cleaned_data
        today = clock.today()
        day = cleaned["received_on"]
        return {
            "channel": cleaned["channel"],
            "language": cleaned["language"],
            "words": cleaned["words"],
            "headcount": cleaned["headcount"],
            "event": cleaned["event"],
            "name": cleaned["name"],
            "email": cleaned["email"],
            "wants_answer": bool(cleaned["email"]),
            "received_at": clock.now() if day == today else clock.start_of(day),
            "nonce": self._nonce(cleaned["form_nonce"]),
        }

    def _nonce(self, form_nonce: str) -> str:
        """Name what is entered: the same twice from one form is entered once, another after going back beside it."""
        return f"staff-{name_sending(self, form_nonce, beside=('form_nonce',))}" if form_nonce else ""
