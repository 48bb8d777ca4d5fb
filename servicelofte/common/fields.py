"""Form fields that several apps share: local days, decimals as people write them, and columns per language."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from servicelofte.common.keys import number_of
from servicelofte.common.languages import INTERFACE, language_name, nearest
from servicelofte.common.text import one_line

# A year outside of them is a slip of the finger: "26" is taken by browsers for the year 26.
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009\t")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


class DayField(forms.DateField):
    """A local day, with the browser's own calendar where it has one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        wrong = {"invalid": _("Write the day with numbers, such as 2027-03-15.")}
        kwargs["error_messages"] = {**wrong, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Return the day; a year that nobody can mean is asked about."""
        day = super().clean(value)
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValidationError(
                _("Check the year: %(year)s."), code="year", params={"year": f"{day.year:04}"}
            )
        return day


class ClockField(forms.TimeField):
    """A clock time in Finland, with a colon or a point: "17:30", "17.30", or "17" for the full hour."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H", "%H:%M:%S"])
        wrong = {"invalid": _("Write the clock time, such as 17.30.")}
        kwargs["error_messages"] = {**wrong, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)


class NumberField(forms.DecimalField):
    """A decimal number with a comma or a point, and spaces between thousands, whatever the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read "1 234,5" and "1234.5" alike; anything else is refused with an example of what to write."""
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = one_line(str(value or "")).translate(_SPACES).replace("\u2212", "-")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(_("Write a number, such as 12 or 12,5."), code="invalid")
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(_("Write a number, such as 12 or 12,5."), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as the page's language writes it, without spaces and needless zeros."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        decimals = len(text.partition(".")[2].rstrip("0"))
        return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=False).replace(
            "\u00a0", ""
        )


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows, chosen by key; a key that no row can have is no choice, rather than a fault of the database."""

    def clean(self, value: Any) -> Any:
        """Return the chosen rows; raises ValidationError for what is not offered."""
        wrong = [key for key in value or () if number_of(str(key)) is None]
        if wrong:
            raise ValidationError(
                self.error_messages["invalid_pk_value"],
                code="invalid_pk_value",
                params={"pk": str(wrong[0])[:40]},
            )
        return super().clean(value)


def column_names(name: str, languages: Iterable[str]) -> list[str]:
    """Return the model's columns of a translated field for the languages that have one: `title_sv`, `title_fi` …"""
    return [f"{name}_{code}" for code in languages if code in INTERFACE]


def in_language(label: Any, code: str, codes: Collection[str]) -> str:
    """Return a field's label with the language named, as "Title (Finnish)"; alone where there is one language."""
    return f"{label} ({language_name(code)})" if len(codes) > 1 else str(label)


def name_columns(models: Iterable[Any]) -> None:
    """Name each language's column of a translated field as a form does, "Title (Finnish)", wherever it is shown: the
    administration site would say "Title [fi]".
    """
    named = lazy(in_language, str)
    for field in (
        field for model in models for field in model._meta.fields if hasattr(field, "translated_field")
    ):
        field.verbose_name = named(field.translated_field.verbose_name, field.language, INTERFACE)


def keep_columns(
    form: forms.BaseForm, names: Mapping[str, Any], languages: Iterable[str], *, needed: Iterable[str] = ()
) -> None:
    """Keep, of each translated field, the form's columns of these languages, each labelled with its language.

    `names` is field → label; of those in `needed`, one language is enough, which the first column says, and none is
    called optional.
    """
    codes = [code for code in languages if code in INTERFACE]
    for name, label in names.items():
        for code in INTERFACE:
            column = f"{name}_{code}"
            if column not in form.fields:
                continue
            if code not in codes:
                del form.fields[column]
                continue
            field = form.fields[column]
            field.label = in_language(label, code, codes)
            field.required = False
            # Asked for in words of its own by `require_one_column`.
            field.needed_later = name in needed  # type: ignore[attr-defined]
            field.widget.attrs["lang"] = code
        if name in needed and len(codes) > 1 and not form.fields[f"{name}_{codes[0]}"].help_text:
            form.fields[f"{name}_{codes[0]}"].help_text = _(
                "One language is enough to begin with. Add the others when they are translated."
            )
    order = [f"{name}_{code}" for name in names for code in codes if f"{name}_{code}" in form.fields]
    _order_columns(form, order)


def _order_columns(form: forms.BaseForm, order: list[str]) -> None:
    """Let the region's first language come first, without moving other fields."""
    wanted = iter(order)
    names = [next(wanted) if name in order else name for name in form.fields]
    form.order_fields(names)


def require_one_column(form: forms.BaseForm, name: str, message: Any) -> None:
    """Add `message` beside the first column of `name` when none of the form's columns of it has words."""
    columns = [column for column in form.fields if column.rpartition("_")[0] == name]
    if columns and not any(form.cleaned_data.get(column) for column in columns):
        form.add_error(columns[0], message)


def columns_of(row: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield (language, words) of a translated field that has any."""
    for code in INTERFACE:
        words = getattr(row, f"{name}_{code}", "")
        if words:
            yield code, words


def column_words(row: Any, name: str, language: str = "") -> tuple[str, str]:
    """Return (words, their language) of a translated field: in `language` (default: the page's), else the nearest."""
    return nearest(dict(columns_of(row, name)), language[:2])
