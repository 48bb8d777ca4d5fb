"""Forms of statuses and of what puts a promise right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from accounts.queries import responsible_people
from monitoring.enums import Status
from monitoring.models import CorrectiveAction
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import DayField, column_names, in_language, keep_columns, require_one_column
from servicelofte.common.forms import HouseForm, HouseModelForm, TextArea, TextInput, reason_field
from servicelofte.common.languages import INTERFACE


def _offer_people(field: Any, region: Region) -> None:
    field.queryset = responsible_people(region)
    field.empty_label = _("Choose")


class StatusForm(HouseForm):
    """Whether a promise holds, what that rests on, and what is done when it does not."""

    status = forms.ChoiceField(
        label=_("Does it hold?"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it holds.")},
    )
    since = DayField(label=_("Since which day?"), error_messages={"required": _("Choose the day.")})
    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    owner = forms.ModelChoiceField(
        label=_("Who puts it right?"), queryset=User.objects.none(), required=False
    )
    due_on = DayField(label=_("By which day?"), required=False)
    reopens_text = forms.BooleanField(label=_("The wording itself is taken up again"), required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self.fields["owner"], region)
        self.languages = region.all_languages
        for code in self.languages:
            field = TextArea(
                label=in_language(_("What do you base it on?"), code, self.languages),
                required=False,
                max_length=4000,
                rows=4,
            )
            field.widget.attrs["lang"] = code
            # Asked for by the domain, in one language to begin with.
            field.needed_later = True
            self.fields[f"evidence_{code}"] = field
        self.fields[f"evidence_{self.languages[0]}"].help_text = _(
            "Everybody can read it beside the promise. One language is enough to begin with."
        )
        codes = region.interface_languages
        for code in codes:
            self.fields[f"title_{code}"] = TextInput(
                label=in_language(_("What is done about it?"), code, codes),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.titles = [f"title_{code}" for code in codes]
        self.fields[self.titles[0]].help_text = _(
            "Needed when the promise is broken and nobody puts it right yet."
        )
        # Asked for by the domain, with the person and the day, when a promise is broken.
        for name in (*self.titles, "owner", "due_on"):
            self.fields[name].needed_later = True

    @property
    def status_fields(self) -> list[forms.BoundField]:
        """Return the fields of the judgement."""
        return [self[name] for name in ("status", "since", *(f"evidence_{code}" for code in self.languages))]

    @property
    def evidence(self) -> dict[str, str]:
        """Return what it rests on, by language."""
        return {code: self.cleaned_data[f"evidence_{code}"] for code in self.languages}

    @property
    def corrective_fields(self) -> list[forms.BoundField]:
        """Return the fields of what is done about it."""
        return [self[name] for name in (*self.titles, "owner", "due_on", "reopens_text")]

    @property
    def corrective(self) -> dict[str, Any] | None:
        """Return what is done about it, None when nothing of it is filled in."""
        values = {name: self.cleaned_data[name] for name in (*self.titles, "owner", "due_on")}
        if not any(values.values()):
            return None
        return {**values, "reopens_text": self.cleaned_data["reopens_text"]}

    def add_domain_error(self, error: DomainError) -> None:
        """Show what concerns the corrective action beside its first field."""
        field = self.titles[0] if error.field in ("corrective", "title") else error.field
        self.add_error(field if field in self.fields else None, str(error))


class CorrectiveForm(HouseModelForm):
    """What is done when a promise does not hold."""

    due_on = DayField(
        label=_("By which day?"),
        error_messages={"required": _("Say by which day it is to be put right.")},
    )
    reason = reason_field()

    class Meta:
        model = CorrectiveAction
        fields = [*column_names("title", INTERFACE), "owner", "due_on", "reopens_text"]

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_columns(self, {"title": _("What is done about it?")}, region.all_languages, needed=("title",))
        _offer_people(self.fields["owner"], region)
        self.fields["owner"].label = _("Who puts it right?")
        self.fields["owner"].required = True
        self.fields["owner"].error_messages["required"] = _("Choose who is responsible for putting it right.")
        if self.instance.pk is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for the title in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Say what is done to put it right."))
        return cleaned
