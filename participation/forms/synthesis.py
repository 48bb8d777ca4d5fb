"""Form of one point of a synthesis: a sentence in each language, and the contributions it rests on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from servicelofte.common.fields import in_language
from servicelofte.common.forms import HouseForm, TextArea


class OpenedForm(HouseForm):
    """Nothing but the version that the synthesis was opened at."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PointForm(OpenedForm):
    """One point. The citations are drawn by the page, as each shows its words."""

    is_differing = forms.BooleanField(
        label=_("Views differ here"),
        required=False,
        help_text=_("Points where views differ stand side by side. Write one for each view."),
    )
    citations = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose contributions from the list.")}
    )

    def __init__(self, *args: Any, region: Region, offered: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(region.all_languages)
        for language in self.languages:
            label = in_language(_("Sentence"), language, self.languages)
            field = TextArea(label=label, rows=3, max_length=1000, required=False)
            field.widget.attrs["lang"] = language
            # The domain asks for a sentence in one language to begin with.
            field.needed_later = True
            self.fields[f"body_{language}"] = field
        self.fields["citations"].choices = [(str(row["id"]), row["id"]) for row in offered]
        self.order_fields([*(f"body_{language}" for language in self.languages), "is_differing"])

    @property
    def words(self) -> list[forms.BoundField]:
        """Return the fields of the sentences."""
        return [self[f"body_{language}"] for language in self.languages]

    @property
    def bodies(self) -> dict[str, str]:
        """Return {language: sentence} for the domain."""
        return {language: self.cleaned_data[f"body_{language}"] for language in self.languages}
