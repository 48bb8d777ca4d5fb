"""Forms of an indicator and of its measurements."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from accounts.queries import responsible_people
from monitoring.models import Indicator, Measurement
from projects.queries.statements import StatementRow, grouped_choices
from servicelofte.common.fields import DayField, NumberField, column_names, keep_columns, require_one_column
from servicelofte.common.forms import HouseModelForm, TextInput, reason_field
from servicelofte.common.languages import INTERFACE

INDICATOR_COLUMNS = {
    "name": _("Name"),
    "definition": _("What is measured, and how?"),
    "unit": _("Unit, such as days or per cent"),
    "source": _("Source"),
}


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
    reason = reason_field()

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
        self.fields["owner"].queryset = responsible_people(region)
        self.fields["owner"].empty_label = _("Nobody yet")
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
    reason = reason_field()

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
