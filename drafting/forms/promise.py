"""Forms of a promise as a whole: for whom it is, and which perspectives it leaves out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drafting.forms.base import hidden_number
from servicelofte.common.fields import in_language
from servicelofte.common.forms import HouseForm, TextArea, TextInput
from servicelofte.common.languages import INTERFACE


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
        self.fields["opened_version"] = hidden_number(version)
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
        self.fields["opened_version"] = hidden_number(version)

    def titles(self) -> dict[str, str]:
        """Return customer_group and scope by column."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name.startswith(("customer_group_", "scope_"))
        }
