"""Forms of the promise's words, its statements, versions and consultations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.domain.text import LONGEST_TEXT, Edition, TextKey
from projects.enums import Register
from projects.queries.promise_shape import WordsView
from servicelofte.common.fields import DayField, in_language
from servicelofte.common.forms import HouseForm, TextArea, TextInput
from servicelofte.common.languages import INTERFACE, own_name

WHY = _("Why is it changed?")
STANDARD, PLAIN = Register.STANDARD.value, Register.PLAIN.value


def _words_field(language: str, label: str, *, rows: int, required: bool = False) -> TextArea:
    return TextArea(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language, "spellcheck": "true"}),
    )


def _hidden_number(initial: int) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, initial=initial, min_value=0, required=False)


def _reason_field(label: Any = WHY, *, required: bool = False) -> TextInput:
    return TextInput(
        label=label,
        required=required,
        max_length=100,
        help_text=_("Kept in the history, so that everybody in the workspace sees the reason."),
        error_messages={"required": _("Write the reason in a few words.")},
    )


class WordsForm(HouseForm):
    """The words of one owner in all languages of the region, side by side, with the versions they were opened at."""

    def __init__(
        self,
        *args: Any,
        words: WordsView,
        languages: Sequence[str],
        with_plain: bool = False,
        rows: int = 3,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.shown_words = list(languages), words
        registers = [STANDARD, *([PLAIN] if with_plain else [])]
        self.keys: list[TextKey] = [(code, register) for code in languages for register in registers]
        for code, register in self.keys:
            label = own_name(code) if register == STANDARD else _("In plain language")
            self.fields[f"{register}_{code}"] = _words_field(code, label, rows=rows)
            self.initial[f"{register}_{code}"] = words.text(code, register).body
            self.fields[f"seen_{register}_{code}"] = _hidden_number(words.text(code, register).version)
        if len(self.languages) > 1:
            self._add_translation_fields(words)
        self.fields["reason"] = _reason_field()

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
        """Return the fields language by language: {lang, name, fields}."""
        return [
            {
                "lang": code,
                "name": own_name(code),
                "is_stale": self.shown_words.text(code).is_stale,
                "fields": [
                    self[f"{register}_{language}"] for language, register in self.keys if language == code
                ],
            }
            for code in self.languages
        ]

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


class StatementForm(WordsForm):
    """A statement: its words, and how it is followed up when no indicator does."""

    def __init__(self, *args: Any, verification: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verification"] = TextInput(
            label=_("How do you see whether it is kept?"),
            required=False,
            max_length=240,
            initial=verification,
            help_text=_("An indicator is the usual way. Without one, write here how it is checked."),
        )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class NewStatementForm(StatementForm):
    """A new statement and the place where it stands."""

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["cell"] = forms.ChoiceField(
            label=_("Where does it belong?"),
            choices=[("", _("Not placed yet")), *places],
            required=False,
            initial=place,
        )

    def edition(self, actor: User) -> Edition:
        """Return who writes; there is no reason and nothing was seen."""
        self.cleaned_data.setdefault("reason", "")
        return super().edition(actor)


class SplitForm(WordsForm):
    """One statement made into two: what stays, and what becomes a statement of its own."""

    def __init__(self, *args: Any, statement_version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("still_fits", None)
        for code in self.languages:
            self.fields[f"new_{code}"] = _words_field(code, own_name(code), rows=3)
        self.fields["opened_version"] = _hidden_number(statement_version)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def new_columns(self) -> list[dict[str, Any]]:
        """Return the fields of the new statement, language by language."""
        return [
            {"lang": code, "name": own_name(code), "fields": [self[f"new_{code}"]]} for code in self.languages
        ]

    @property
    def other_fields(self) -> list[Any]:
        """Return the fields that belong to no language."""
        return [field for field in super().other_fields if not field.name.startswith("new_")]

    def new_words(self) -> dict[TextKey, str]:
        """Return the words of the new statement."""
        return {(code, STANDARD): self.cleaned_data[f"new_{code}"] for code in self.languages}


class MergeForm(WordsForm):
    """The words of the statement that two become: to begin with those of both, so that none is lost unseen."""

    def __init__(self, *args: Any, versions: tuple[int, int], other_words: WordsView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, register in self.keys:
            bodies = (self.shown_words.text(code, register).body, other_words.text(code, register).body)
            self.initial[f"{register}_{code}"] = " ".join(filter(None, bodies))
        self.fields.pop("still_fits", None)
        self.fields["opened_version"] = _hidden_number(versions[0])
        self.fields["other_version"] = _hidden_number(versions[1])


class OtherStatementForm(HouseForm):
    """Which statement is merged into this one."""

    def __init__(self, *args: Any, statements: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.ChoiceField(
            label=_("Which statement becomes part of this one?"), choices=statements
        )


class MoveForm(HouseForm):
    """Where a statement goes: a value of `place` is "none", "first:<cell>" or "after:<statement>"."""

    def __init__(self, *args: Any, places: Sequence[Any], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(label=_("Where does it belong?"), choices=places)
        self.fields["reason"] = _reason_field(_("Why is it moved?"))
        self.fields["opened_version"] = _hidden_number(version)


class RemoveForm(HouseForm):
    """Why a statement is taken out."""

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason_field(_("Why is it taken out?"), required=True)
        self.fields["opened_version"] = _hidden_number(version)


class PerspectiveForm(HouseForm):
    """Why a perspective is left out, in every required language; shown to everybody."""

    def __init__(
        self, *args: Any, languages: Sequence[str], reasons: dict[str, str], version: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for code in languages:
            self.fields[f"reason_{code}"] = TextArea(
                label=in_language(_("Reason"), code, languages),
                rows=2,
                max_length=400,
                initial=reasons.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                error_messages={"required": _("Write the reason: everybody can read it beside the promise.")},
            )
        self.fields["opened_version"] = _hidden_number(version)
        self.languages = list(languages)

    def reasons(self) -> dict[str, str]:
        """Return the reason by language."""
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}


class PromiseForm(HouseForm):
    """For whom a promise is and what it covers; the effects of a further one."""

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        titles: dict[str, str] | None = None,
        effects: str = "",
        version: int = 0,
        needs_effects: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        titles = titles or {}
        for code in (code for code in languages if code in INTERFACE):
            self.fields[f"customer_group_{code}"] = TextInput(
                label=in_language(_("For whom?"), code, languages),
                required=False,
                max_length=120,
                initial=titles.get(f"customer_group_{code}", ""),
                help_text=_("Leave it empty when the promise is for everybody."),
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"scope_{code}"] = TextArea(
                label=in_language(_("Which services does it cover?"), code, languages),
                required=False,
                initial=titles.get(f"scope_{code}", ""),
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        self.fields["effects"] = TextArea(
            label=_("What does it do to operations, finances and follow-up?"),
            rows=4,
            required=needs_effects,
            initial=effects,
            help_text=_("Asked before a further promise is begun, so that the promises do not pull apart."),
            error_messages={"required": _("Write what a further promise leads to, if only in a few words.")},
        )
        self.fields["opened_version"] = _hidden_number(version)

    def titles(self) -> dict[str, str]:
        """Return customer_group and scope by column."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name.startswith(("customer_group_", "scope_"))
        }


class PublishForm(HouseForm):
    """What is new, by language, and the publisher's word on translations that lag behind."""

    def __init__(self, *args: Any, languages: Sequence[str], has_stale: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(languages)
        for code in languages:
            self.fields[f"summary_{code}"] = TextArea(
                label=in_language(_("What is new?"), code, languages),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        if has_stale:
            self.fields["accepts_stale"] = forms.BooleanField(
                label=_("Publish although some translations lag behind"), required=False
            )

    def summary(self) -> dict[str, str]:
        """Return what is new, by language."""
        return {code: self.cleaned_data[f"summary_{code}"] for code in self.languages}


class WithdrawForm(HouseForm):
    """Why a version is taken back."""

    reason = _reason_field(_("Why is it taken back?"), required=True)


class ConsultationForm(HouseForm):
    """The days on which everybody may comment, and whether comments are read first."""

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

    reason = _reason_field()


class CloseConsultationForm(HouseForm):
    """Why commenting ends before its last day."""

    reason = _reason_field(_("Why is commenting closed now?"), required=True)
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReopenConsultationForm(HouseForm):
    """Until when commenting is open again."""

    closes_on = DayField(
        label=_("New last day"), error_messages={"required": _("Choose the last day for comments.")}
    )
    reason = _reason_field(_("Why is commenting opened again?"))
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
