"""Forms of a handling: register what a meeting decided, correct it, annul it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region
from decisions.domain.handling import (
    EARLY,
    NO_CHANGED_VERSION,
    NO_CHANGES,
    UNDOCUMENTED,
    WhyEarly,
    meeting_faults,
)
from decisions.enums import DECIDING, FINAL, HandlingBody, HandlingResult
from decisions.forms.package import NO_REASON, VersionField
from decisions.models import Handling
from drafting.models import DraftVersion
from servicelofte.common.fields import DayField, in_language
from servicelofte.common.formatting import full_day
from servicelofte.common.forms import AsReadForm, AsSeenForm, HouseModelForm, TextArea, TextInput
from servicelofte.common.languages import page_language


class AnnulForm(AsReadForm):
    """Why a result that was registered wrongly is annulled, and in which language that is written."""

    reason = TextArea(
        rows=4,
        label=_("Why is the result annulled?"),
        help_text=_("Say what was registered wrongly. When the decision was published everybody reads this."),
        error_messages=NO_REASON,
    )
    language = forms.ChoiceField(label=_("Language of the words"))

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = region.language_choices


CHANGES_HELP = _("Needed when the council approves with changes.")


class _WordsByLanguage:
    """The fields of a handling that are written once for each language: the body's name and what it changed."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_languages(
        self, languages: Sequence[str], *, names_required: bool, changes_help: Any | None
    ) -> tuple[list[str], list[str]]:
        """Add the fields; returns the names of those of the body's name and of those of the changes.

        `changes_help` says when changes are needed; None: never.
        """
        for code in languages:
            name_label = in_language(_("Name of the body"), code, languages)
            changes_label = in_language(_("Changes made at the meeting"), code, languages)
            name = TextInput(label=name_label, max_length=120, required=names_required)
            changes = TextArea(rows=4, label=changes_label, required=False, help_text=changes_help or "")
            # An approval with changes is not registered without them.
            changes.needed_later = changes_help is not None
            for field in (name, changes):
                field.widget.attrs["lang"] = code
            self.fields[f"body_name_{code}"] = name
            self.fields[f"changes_{code}"] = changes
        return [f"body_name_{code}" for code in languages], [f"changes_{code}" for code in languages]

    @property
    def body_name(self) -> dict[str, str]:
        """The name of the body by language."""
        return self._by_language("body_name_")

    @property
    def changes(self) -> dict[str, str]:
        """What the meeting changed, by language."""
        return self._by_language("changes_")

    def _by_language(self, start: str) -> dict[str, str]:
        named = {key: words for key, words in self.cleaned_data.items() if key.startswith(start)}
        return {key.removeprefix(start): words for key, words in named.items()}


def meeting_field() -> DayField:
    """Return the field for the day on which a body met."""
    return DayField(
        label=_("Day of the meeting"), error_messages={"required": _("Choose the day of the meeting.")}
    )


def section_field(**kwargs: Any) -> TextInput:
    """Return the field for the section of the minutes."""
    return TextInput(
        label=pgettext_lazy("of the minutes", "Section"),
        max_length=20,
        error_messages={"required": _("Write the number of the section, as it stands in the minutes.")},
        **kwargs,
    )


def minutes_field() -> forms.URLField:
    """Return the field for where the minutes can be read."""
    return forms.URLField(
        label=_("Link to the minutes"), required=False, max_length=200, assume_scheme="https"
    )


class _EarlyMeeting:
    """Asks why what a meeting handled was frozen only afterwards, once its day is before that of the freezing."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    frozen_on: date | None
    EARLY = ("is_early", "early_reason", "early_language")

    def ask_early(self, frozen_on: date | None, choices: Sequence[tuple[str, str]], day: Any) -> None:
        """Add the fields when `day`, as it was sent or stands, is before the local day of the freezing."""
        self.frozen_on = frozen_on
        try:
            meeting_on = self.fields["meeting_on"].clean(day)
        except forms.ValidationError:
            return
        if frozen_on is None or meeting_on >= frozen_on:
            return
        first = page_language()
        self.fields["is_early"] = forms.BooleanField(
            label=_("The meeting handled this content before the package was frozen"), required=False
        )
        self.fields["early_reason"] = TextInput(
            label=_("Why was the package frozen only after the meeting?"),
            required=False,
            max_length=240,
            help_text=_("Kept with the handling, so that everybody in the workspace sees the reason."),
        )
        self.fields["early_language"] = forms.ChoiceField(
            label=_("Language of the words"),
            required=False,
            choices=sorted(choices, key=lambda choice: choice[0] != first),
            widget=forms.Select if len(choices) > 1 else forms.HiddenInput,
        )
        # Without the tick they are not demanded, but nothing is registered without them.
        for name in self.EARLY:
            self.fields[name].needed_later = True

    def check_early(self, values: dict[str, Any]) -> None:
        """Demand the tick and the reason where they are asked for."""
        if "is_early" not in self.fields or self.frozen_on is None:
            return
        if not values.get("is_early"):
            self.add_error("is_early", EARLY % {"day": full_day(self.frozen_on)})
        elif not values.get("early_reason") and "early_reason" in values:
            self.add_error("early_reason", _("Write why it was frozen only afterwards."))

    @property
    def early(self) -> WhyEarly | None:
        """Why the freezing came after the meeting, None unless that is confirmed."""
        values = self.cleaned_data
        if not values.get("is_early"):
            return None
        language = values["early_language"] or self.fields["early_language"].choices[0][0]
        return WhyEarly(values["early_reason"], language)


class HandlingForm(_WordsByLanguage, _EarlyMeeting, AsSeenForm):
    """One body's treatment of the package at one meeting: of what was frozen as `seen`, its digest."""

    body_kind = forms.ChoiceField(
        label=_("Who handled it"),
        choices=HandlingBody.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who handled it.")},
    )
    meeting_on = meeting_field()
    section = section_field(help_text=_("The number after § in the minutes."))
    result = forms.ChoiceField(
        label=_("Result"),
        choices=HandlingResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was decided.")},
    )
    amended_draft = VersionField(
        label=_("Version with the changes of the meeting"),
        required=False,
        help_text=_(
            "Needed when the council approves with changes. A preparer writes the changes into the promise and "
            "publishes it; choose that version here."
        ),
    )
    minutes_url = minutes_field()
    is_checked = forms.BooleanField(
        label=_("I have compared the result with the minutes"),
        required=False,
        help_text=_(
            "Needed when the council approves or rejects: that cannot be changed afterwards, only annulled."
        ),
    )
    is_undocumented = forms.BooleanField(
        label=_("The council decided without the documents of this package"),
        required=False,
        help_text=_(
            "The documents have not been made in every language. Make them first if the council is to have them. "
            "Tick the box only if it approved the promise on other papers."
        ),
    )
    undocumented = TextInput(
        label=_("What did the council have before it instead, and why?"),
        required=False,
        max_length=240,
        help_text=_("Needed with an approval without documents. Kept in the history of the package."),
    )

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        versions: Sequence[DraftVersion],
        lacks_documents: bool,
        frozen_on: date | None,
        choices: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not lacks_documents:
            del self.fields["is_undocumented"], self.fields["undocumented"]
        else:
            # Without the tick it is not demanded, with it no approval is registered without the words.
            self.fields["undocumented"].needed_later = True
        names, changes = self.add_languages(languages, names_required=False, changes_help=CHANGES_HELP)
        self._changes, self._names = changes, dict(zip(languages, names, strict=True))
        for code in languages:
            name = self.fields[f"body_name_{code}"]
            name.help_text = _("Needed for another body. Leave it empty for the region’s board or council.")
            name.needed_later = True
        self.fields["amended_draft"].needed_later = True
        self.fields["amended_draft"].offer(versions, empty=_("No changed version"))
        self.ask_early(frozen_on, choices, self["meeting_on"].data if self.is_bound else None)
        day = ["meeting_on", *self.EARLY]
        self.order_fields(
            ["body_kind", *names, *day, "section", "result", *changes, "amended_draft", "minutes_url"]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a second look at what cannot be changed, only annulled."""
        values = super().clean() or {}
        # What no other body can decide is refused as such, whatever it was compared with.
        is_final = values.get("result") in FINAL and values.get("body_kind") == HandlingBody.COUNCIL
        if is_final and not values.get("is_checked"):
            self.add_error(
                "is_checked",
                _(
                    "Compare the result with the minutes and tick the box: it cannot be changed afterwards, "
                    "only annulled."
                ),
            )
        if values.get("result") in DECIDING and "is_undocumented" in self.fields:
            self._ask_why_undocumented(values)
        if values.get("result") == HandlingResult.AMENDED and values.get("body_kind") == HandlingBody.COUNCIL:
            self._ask_what_changed(values)
        self._check_meeting(values)
        self.check_early(values)
        return values

    def _check_meeting(self, values: dict[str, Any]) -> None:
        """Name what the meeting lacks along with all else; a board's or council's name is known without being told."""
        is_other = values.get("body_kind") == HandlingBody.OTHER
        names = {code: values[name] for code, name in self._names.items() if is_other and name in values}
        faults = meeting_faults(
            body_kind=values.get("body_kind", ""),
            names=names,
            meeting_on=values.get("meeting_on"),
            result=values.get("result", ""),
        )
        for name, message in faults.items():
            self.add_error(name, message)

    def _ask_what_changed(self, values: dict[str, Any]) -> None:
        """Name what an approval with changes lacks along with all else, not only once the rest is in order."""
        for name in self._changes:
            if name in values and not values[name]:
                self.add_error(name, NO_CHANGES)
        if "amended_draft" in values and not values["amended_draft"]:
            self.add_error("amended_draft", NO_CHANGED_VERSION)

    def _ask_why_undocumented(self, values: dict[str, Any]) -> None:
        if not values.get("is_undocumented"):
            self.add_error("is_undocumented", UNDOCUMENTED)
        elif not values.get("undocumented"):
            self.add_error("undocumented", _("Write what the council had before it, and why."))

    @property
    def why_undocumented(self) -> str:
        """Why the council decided without documents, "" unless that is confirmed."""
        values = self.cleaned_data
        return values["undocumented"] if values.get("is_undocumented") else ""


class HandlingCorrectionForm(_WordsByLanguage, _EarlyMeeting, HouseModelForm):
    """What was written down of a meeting, put right; what was decided is not asked."""

    meeting_on = meeting_field()
    section = section_field()
    minutes_url = minutes_field()
    reason = TextArea(
        rows=3, label=_("Reason"), help_text=_("It is kept with the handling."), error_messages=NO_REASON
    )

    class Meta:
        model = Handling
        fields = ("meeting_on", "section", "minutes_url")

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        frozen_on: date | None,
        choices: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names, changes = self.add_languages(
            languages,
            names_required=True,
            changes_help="" if self.instance.result == HandlingResult.AMENDED else None,
        )
        for code in languages:
            self.initial[f"body_name_{code}"] = self.instance.body_name.get(code, "")
            self.initial[f"changes_{code}"] = self.instance.changes.get(code, "")
        self.ask_early(
            frozen_on, choices, self["meeting_on"].data if self.is_bound else self.instance.meeting_on
        )
        self.initial["is_early"] = bool(self.instance.early_reason)
        self.initial["early_reason"] = self.instance.early_reason
        self.initial["early_language"] = self.instance.early_language or page_language()
        day = ["meeting_on", *self.EARLY]
        self.order_fields([*names, *day, "section", *changes, "minutes_url", "reason"])

    def clean(self) -> dict[str, Any]:
        """Ask why, where the day is put before that of the freezing."""
        values = super().clean() or {}
        self.check_early(values)
        return values
