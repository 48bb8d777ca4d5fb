"""Forms of a statement: its words, splitting, merging, moving and taking out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from drafting.forms.base import hidden_number, words_field
from drafting.forms.words import STANDARD, WordsForm
from projects.domain.text import Edition, TextKey
from projects.queries.promise_shape import WordsView
from servicelofte.common.fields import in_language
from servicelofte.common.forms import HouseForm, TextInput, reason_field
from servicelofte.common.languages import own_name


class StatementForm(WordsForm):
    """A statement: its words, and how it is followed up when no indicator does."""

    def __init__(self, *args: Any, verification: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in self.languages:
            self.fields[f"verification_{code}"] = TextInput(
                label=in_language(_("How do you see whether it is kept?"), code, self.languages),
                required=False,
                max_length=240,
                initial=(verification or {}).get(code, ""),
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.fields[f"verification_{self.languages[0]}"].help_text = _(
            "An indicator is the usual way. Without one, write here how it is checked."
        )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def verification(self) -> dict[str, str]:
        """Return how it is followed up, by language, as sent."""
        return {code: self.cleaned_data[f"verification_{code}"] for code in self.languages}


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
            self.fields[f"new_{code}"] = words_field(code, own_name(code), rows=3)
        self.fields["opened_version"] = hidden_number(statement_version)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def new_columns(self) -> list[dict[str, Any]]:
        """Return the fields of the new statement, language by language."""
        return [
            {"lang": code, "name": own_name(code), "rows": [{"field": self[f"new_{code}"]}]}
            for code in self.languages
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
        self.fields["opened_version"] = hidden_number(versions[0])
        self.fields["other_version"] = hidden_number(versions[1])


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
        self.fields["reason"] = reason_field(_("Why is it moved?"))
        self.fields["opened_version"] = hidden_number(version)


class RemoveForm(HouseForm):
    """Why a statement is taken out."""

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(_("Why is it taken out?"), required=True)
        self.fields["opened_version"] = hidden_number(version)
