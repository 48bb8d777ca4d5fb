"""Forms of indicators, measurements, statuses, feedback and rounds."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from implementation.queries.actions import action_owners
from monitoring.enums import FeedbackClass, Status
from monitoring.models import CorrectiveAction, EvaluationRound, Feedback, Indicator, Measurement
from projects.enums import Perspective
from projects.queries.statements import StatementRow, grouped_choices
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import (
    DayField,
    NumberField,
    column_names,
    in_language,
    keep_columns,
    require_one_column,
)
from servicelofte.common.forms import HouseForm, HouseModelForm, TextArea, TextInput, WordsForm
from servicelofte.common.languages import INTERFACE

INDICATOR_COLUMNS = {
    "name": _("Name"),
    "definition": _("What is measured, and how?"),
    "unit": _("Unit, such as days or per cent"),
    "source": _("Source"),
}
_ALL = ("", pgettext_lazy("filter", "All"))


def _reason_field() -> forms.CharField:
    return TextInput(
        label=_("Why do you change it?"),
        required=False,
        max_length=240,
        help_text=_("Your reason is shown in the history."),
    )


def _offer_people(field: Any, region: Region, empty: Any) -> None:
    field.queryset = action_owners(region)
    field.empty_label = empty


class IndicatorForm(HouseModelForm):
    """An indicator: what, of which kind, for which promises, whose, and the targets of the years."""

    statements = forms.TypedMultipleChoiceField(
        label=_("Which promises does it measure?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    baseline = NumberField(label=_("Value when you began"), required=False, max_digits=14, decimal_places=3)
    tolerance = NumberField(
        label=_("At risk within (per cent of the target)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=1,
        initial=Decimal(10),
        help_text=_(
            "A value that misses the target by this much or less puts the promise at risk. "
            "When it misses by more, the promise is broken."
        ),
    )
    months_between = forms.IntegerField(
        label=_("How many months between measurements?"), min_value=1, max_value=60, initial=3
    )
    first_due = DayField(label=_("First measurement due"), required=False)
    reason = _reason_field()

    class Meta:
        model = Indicator
        fields = [
            *column_names("name", INTERFACE),
            "kind",
            "is_central",
            "is_client_experience",
            *column_names("definition", INTERFACE),
            *column_names("unit", INTERFACE),
            "direction",
            *column_names("source", INTERFACE),
            "owner",
            "baseline",
            "tolerance",
            "months_between",
            "is_active",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "direction": forms.RadioSelect,
            **{f"definition_{code}": forms.Textarea(attrs={"rows": 3}) for code in INTERFACE},
        }
        error_messages = {
            "kind": {"required": _("Choose whether it shows the way or the arrival.")},
        }

    def __init__(
        self,
        *args: Any,
        region: Region,
        rows: Sequence[StatementRow],
        years: Iterable[int],
        targets: dict[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keep_columns(self, INDICATOR_COLUMNS, region.all_languages, needed=("name", "unit", "source"))
        self.fields["statements"].choices = grouped_choices(rows)
        _offer_people(self.fields["owner"], region, _("Nobody yet"))
        self.fields["owner"].label = _("Who measures it?")
        self.fields["kind"].choices = Indicator._meta.get_field("kind").choices
        self.fields["direction"].choices = Indicator._meta.get_field("direction").choices
        self.years = sorted({*years, *targets})
        for year in self.years:
            self.fields[f"target_{year}"] = NumberField(
                label=_("Target in %(year)s") % {"year": year},
                required=False,
                max_digits=14,
                decimal_places=3,
                initial=targets.get(year),
            )
        is_new = self.instance.pk is None
        for name in ("reason", "is_active") if is_new else ("first_due",):
            del self.fields[name]
        if not is_new:
            self.initial["statements"] = [row.pk for row in self.instance.statements.all()]
        names = [name for name in self.fields if name.startswith("name_")]
        last = [name for name in ("is_active", "reason") if name in self.fields]
        self.order_fields(
            [*names, "statements", *[name for name in self.fields if name not in (*names, *last)], *last]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for name, unit and source in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "name", _("Give the indicator a name."))
        require_one_column(self, "unit", _("Say in what it is measured, such as days or per cent."))
        require_one_column(self, "source", _("Say where the figures come from."))
        return cleaned

    @property
    def targets(self) -> dict[int, Decimal | None]:
        """Return the targets by year."""
        return {year: self.cleaned_data.get(f"target_{year}") for year in self.years}


class MeasurementForm(HouseModelForm):
    """A value of a day."""

    value = NumberField(
        label=_("Value"),
        max_digits=14,
        decimal_places=3,
        error_messages={"required": _("Write the value.")},
    )
    day = DayField(
        label=_("Day of the value"), error_messages={"required": _("Choose the day of the value.")}
    )
    note = TextInput(label=_("Note"), required=False, max_length=240)
    reason = _reason_field()

    class Meta:
        model = Measurement
        fields = ["value", "day", "note"]

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = _("Value (%(unit)s)") % {"unit": unit} if unit else _("Value")
        if self.instance.pk is None:
            del self.fields["reason"]

    def validate_unique(self) -> None:
        """Leave it to the domain, which says what to do instead."""


class StatusForm(HouseForm):
    """Whether a promise holds, what that rests on, and what is done when it does not."""

    status = forms.ChoiceField(
        label=_("Does it hold?"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it holds.")},
    )
    since = DayField(label=_("Since which day?"), error_messages={"required": _("Choose the day.")})
    evidence = TextArea(
        label=_("What do you base it on?"),
        required=False,
        max_length=4000,
        rows=4,
        help_text=_("Everybody can read it beside the promise."),
    )
    language = forms.ChoiceField(label=_("Language of the evidence"))
    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    owner = forms.ModelChoiceField(
        label=_("Who puts it right?"), queryset=User.objects.none(), required=False
    )
    due_on = DayField(label=_("By which day?"), required=False)
    reopens_text = forms.BooleanField(label=_("The wording itself is taken up again"), required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = region.language_choices
        _offer_people(self.fields["owner"], region, _("Choose"))
        codes = [code for code in region.all_languages if code in INTERFACE]
        for code in codes:
            self.fields[f"title_{code}"] = TextInput(
                label=in_language(_("What is done about it?"), code, codes),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.titles = [f"title_{code}" for code in codes]

    @property
    def status_fields(self) -> list[forms.BoundField]:
        """Return the fields of the judgement."""
        return [self[name] for name in ("status", "since", "evidence", "language")]

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
    reason = _reason_field()

    class Meta:
        model = CorrectiveAction
        fields = [*column_names("title", INTERFACE), "owner", "due_on", "reopens_text"]

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_columns(self, {"title": _("What is done about it?")}, region.all_languages, needed=("title",))
        _offer_people(self.fields["owner"], region, _("Choose"))
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


class FeedbackForm(WordsForm):
    """What a resident says of how the promise is kept: words, and nothing else that must be told."""

    kind = forms.ChoiceField(
        label=_("What kind of feedback is it?"),
        choices=FeedbackClass.choices,
        widget=forms.RadioSelect,
        initial=FeedbackClass.PROBLEM,
        error_messages={"required": _("Choose what it is about.")},
    )
    statement = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("kind", "words", "language", "name", "email", "wants_answer")


class FeedbackHandleForm(HouseModelForm):
    """Who sees to a piece of feedback, by when, and what it led to."""

    due_on = DayField(label=_("To be answered by"), error_messages={"required": _("Choose the day.")})
    effect = TextInput(
        label=_("What it led to"),
        required=False,
        max_length=240,
        help_text=_("Told to the writer, and shown to everybody once the words are published."),
    )

    class Meta:
        model = Feedback
        fields = ["kind", "owner", "due_on", "effect"]

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self.fields["owner"], region, _("Nobody yet"))


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


class RoundForm(HouseModelForm):
    """An evaluation round."""

    day = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    reason = _reason_field()

    class Meta:
        model = EvaluationRound
        fields = [
            *column_names("title", INTERFACE),
            "day",
            *column_names("conclusions", INTERFACE),
        ]
        widgets = {f"conclusions_{code}": forms.Textarea(attrs={"rows": 6}) for code in INTERFACE}

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = {"title": _("What is assessed?"), "conclusions": _("Conclusions")}
        keep_columns(self, columns, region.all_languages, needed=("title",))
        if self.instance.pk is None:
            del self.fields["reason"]
            self.initial.setdefault("day", clock.today())

    def clean(self) -> dict[str, Any]:
        """Ask for the title in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Say what the round assesses."))
        return cleaned
