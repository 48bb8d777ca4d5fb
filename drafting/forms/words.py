"""The form of one owner's words in all languages of the region."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from drafting.forms.base import hidden_number, words_field
from projects.domain.text import Edition, TextKey
from projects.enums import Register
from projects.queries.promise_shape import WordsView
from servicelofte.common.forms import HouseForm, reason_field
from servicelofte.common.languages import own_name

STANDARD, PLAIN = Register.STANDARD.value, Register.PLAIN.value


class WordsForm(HouseForm):
    """The words of one owner in all languages of the region, side by side, with the versions they were opened at."""

    def __init__(
        self,
        *args: Any,
        words: WordsView,
        languages: Sequence[str],
        with_plain: bool = False,
        rows: int = 3,
        source_changes: Mapping[TextKey, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.shown_words = list(languages), words
        self.source_changes = source_changes or {}
        registers = [STANDARD, *([PLAIN] if with_plain else [])]
        self.keys: list[TextKey] = [(code, register) for code in languages for register in registers]
        for code, register in self.keys:
            label = own_name(code) if register == STANDARD else _("In plain language")
            self.fields[f"{register}_{code}"] = words_field(code, label, rows=rows)
            self.initial[f"{register}_{code}"] = words.text(code, register).body
            self.fields[f"seen_{register}_{code}"] = hidden_number(words.text(code, register).version)
        if len(self.languages) > 1:
            self._add_translation_fields(words)
        self.fields["reason"] = reason_field()

    def _add_translation_fields(self, words: WordsView) -> None:
        choices = [(code, own_name(code)) for code in self.languages]
        self.fields["source"] = forms.ChoiceField(
            label=_("Written first in"),
            choices=choices,
            initial=words.source_language or self.languages[0],
            help_text=_("The other languages are translations of it."),
        )
        made = [key for key in self.keys if key != (words.source_language, STANDARD)]
        written = [(f"{code}_{register}", self._key_name((code, register))) for code, register in made]
        kept = [(value, label) for value, label in written if words.text(*value.split("_")).body]
        if kept:
            self.fields["still_fits"] = forms.MultipleChoiceField(
                label=_("Read through and still right"),
                choices=kept,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "A translation that you do not touch is marked as lagging behind when the first text changes, "
                    "unless you tick it here."
                ),
            )

    def _key_name(self, key: TextKey) -> str:
        name = own_name(key[0])
        return name if key[1] == STANDARD else _now("%(language)s, plain language") % {"language": name}

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Return the fields language by language: {lang, name, rows}; each row is {field, is_stale, change}, where
        `change` tells how the words changed that these lag behind, None when that is not known.
        """
        return [
            {
                "lang": code,
                "name": own_name(code),
                "rows": [self._row(key) for key in self.keys if key[0] == code],
            }
            for code in self.languages
        ]

    def _row(self, key: TextKey) -> dict[str, Any]:
        language, register = key
        return {
            "field": self[f"{register}_{language}"],
            "is_stale": self.shown_words.text(language, register).is_stale,
            "change": self.source_changes.get(key),
        }

    @property
    def other_fields(self) -> list[Any]:
        """Return the fields that belong to no language, hidden ones included."""
        own = {f"{register}_{code}" for code, register in self.keys}
        return [field for field in self if field.name not in own]

    def words(self) -> dict[TextKey, str]:
        """Return the words as sent, by (language, register)."""
        return {(code, register): self.cleaned_data[f"{register}_{code}"] for code, register in self.keys}

    def edition(self, actor: User) -> Edition:
        """Return who writes, why, and what was seen."""
        data = self.cleaned_data
        fits = [value.split("_") for value in data.get("still_fits", [])]
        return Edition(
            actor=actor,
            source_language=data.get("source") or self.languages[0],
            expected={
                (code, register): data.get(f"seen_{register}_{code}") or 0 for code, register in self.keys
            },
            still_fits=[(code, register) for code, register in fits],
            reason=data["reason"],
        )
