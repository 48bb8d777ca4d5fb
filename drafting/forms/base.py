"""Fields that several forms of the workspace ask alike: words in a language, the version seen."""

from django import forms

from projects.domain.text import LONGEST_TEXT
from servicelofte.common.forms import TextArea


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
