"""Forms of a draft version: publishing it, and taking it back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.text import LONGEST_TEXT
from servicelofte.common.fields import in_language
from servicelofte.common.forms import AsSeenForm, HouseForm, TextArea, reason_field


class PublishForm(AsSeenForm):
    """What is new, by language, and the publisher's word on translations that lag behind; `seen` is the digest of the
    promise as it was read.
    """

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

    reason = reason_field(_("Why is it taken back?"), required=True)
