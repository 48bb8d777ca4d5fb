"""The form of an evaluation round."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from monitoring.models import EvaluationRound
from projects.promise_choice import ask_promise
from servicelofte.common import clock
from servicelofte.common.fields import DayField, column_names, keep_columns, require_one_column
from servicelofte.common.forms import HouseModelForm, reason_field
from servicelofte.common.languages import INTERFACE


class RoundForm(HouseModelForm):
    """An evaluation round."""

    day = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    reason = reason_field()

    class Meta:
        model = EvaluationRound
        fields = [
            *column_names("title", INTERFACE),
            "day",
            *column_names("conclusions", INTERFACE),
        ]
        widgets = {f"conclusions_{code}": forms.Textarea(attrs={"rows": 6}) for code in INTERFACE}

    def __init__(
        self, *args: Any, region: Region, promises: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ask_promise(self, promises)
        columns = {"title": _("What is assessed?"), "conclusions": _("Conclusions")}
        keep_columns(self, columns, region.all_languages, needed=("title",))
        written = [
            self.fields[name] for name in column_names("conclusions", INTERFACE) if name in self.fields
        ]
        for field in written:
            # May be empty until the round is finished, so it is not called optional.
            field.needed_later = True
        written[0].help_text = _("Needed before the round is finished; one language is enough.")
        if self.instance.pk is None:
            del self.fields["reason"]
            self.initial.setdefault("day", clock.today())

    def clean(self) -> dict[str, Any]:
        """Ask for the title in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Say what the round assesses."))
        return cleaned
