"""Fields that several forms of the workspace ask alike: words in a language, the version seen, the reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.text import LONGEST_TEXT
from servicelofte.common.forms import TextArea, TextInput

WHY = _("Why is it changed?")


def words_field(language: str, label: str, *, rows: int) -> TextArea:
    """Return the field for words in `language` (code of Language), `rows` lines high; it may stay empty."""
    return TextArea(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language, "spellcheck": "true"}),
    )


def hidden_number(initial: int) -> forms.IntegerField:
    """Return the hidden field that carries the version of a row as it was opened, 0 for none."""
    return forms.IntegerField(widget=forms.HiddenInput, initial=initial, min_value=0, required=False)


def reason_field(label: Any = WHY, *, required: bool = False) -> TextInput:
    """Return the field for why something is done, as the history shows it to the workspace."""
    return TextInput(
        label=label,
        required=required,
        max_length=100,
        help_text=_("Kept in the history, so that everybody in the workspace sees the reason."),
        error_messages={"required": _("Write the reason in a few words.")},
    )
