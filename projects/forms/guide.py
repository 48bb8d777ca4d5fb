"""Forms of the handbook's texts: the region's own words, its own texts, steps and answers."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region
from projects.enums import AnswerState, GuideKind, Strength
from projects.forms.base import LABELS, columns, labelled
from projects.handbook_kinds import Place
from projects.models import (
    GuideAnswer,
    GuideItem,
)
from servicelofte.common.fields import (
    in_language,
)
from servicelofte.common.forms import AsSeenForm, HouseForm, TextArea, TextInput, reason_field
from servicelofte.common.languages import INTERFACE
from servicelofte.common.row_forms import RowForm

PLACES = {
    Place.PROJECT_PLAN: _("Project plan"),
    Place.FOUNDATION: _("Foundation"),
    Place.GROUPS: _("Groups of the project"),
    Place.RESOURCES: _("Resources"),
    Place.TIMETABLE: _("Timetable"),
    Place.STAKEHOLDERS: _("Stakeholder groups"),
    Place.PARTICIPATION_PLAN: _("Participation plan"),
    Place.EVENTS: _("Events with residents"),
    Place.SURVEY: _("Survey"),
    Place.INBOX: _("Inbox"),
    Place.SYNTHESIS: _("Synthesis"),
    Place.EDITOR: _("Promise editor"),
    Place.PUBLISH: _("Publishing"),
    Place.CONSULTATION: _("Open comment round"),
    Place.REMISS: _("Request for opinions"),
    Place.MODERATION: _("Moderation"),
    Place.ANALYSIS: _("Analysis of responses"),
    Place.LEADERSHIP: _("Leadership"),
    Place.PACKAGE: _("Decision package"),
    Place.HANDLING: _("Handling at meetings"),
    Place.COMMUNICATION: _("Communication plan"),
    Place.ACTIONS: _("Actions"),
    Place.MANAGEMENT: _("Management system"),
    Place.PRODUCERS: _("Producers and contracts"),
    Place.INDICATORS: _("Indicators"),
    Place.FEEDBACK: pgettext_lazy("from residents", "Feedback"),
    Place.EVALUATION: _("Evaluation"),
    Place.GATE: _("End of the phase"),
}


class GuideItemForm(RowForm):
    """The region's own words for a text of the handbook."""

    translated: ClassVar[dict[str, Any]] = labelled("text")
    required = ("text",)
    reason = reason_field()

    class Meta:
        model = GuideItem
        fields = columns("text")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in columns("text")}

    @property
    def texts(self) -> dict[str, str]:
        """Return {language: words}."""
        return {
            code: self.cleaned_data[f"text_{code}"] for code in INTERFACE if f"text_{code}" in self.fields
        }


class GuideAddForm(GuideItemForm):
    """A text of the region's own."""

    kind = forms.ChoiceField(label=_("Kind"), choices=GuideKind.choices, initial=GuideKind.QUESTION)
    place = forms.ChoiceField(
        label=_("Beside which page?"), choices=[(key.value, label) for key, label in PLACES.items()]
    )
    strength = forms.ChoiceField(label=_("How strongly?"), choices=Strength.choices, initial=Strength.SHOULD)
    step = forms.ChoiceField(label=_("In which step?"), required=False)

    field_order = [*columns("text"), "kind", "step", "place", "strength"]

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["step"].choices = [("", _("The phase as a whole")), *steps]
        self.order_fields(self.field_order)


class StepForm(AsSeenForm):
    """The region's own title for a step; `seen` is the digest of the one before."""

    def __init__(self, *args: Any, region: Region, initial: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        codes = region.interface_languages
        for code in codes:
            self.fields[f"title_{code}"] = TextInput(
                label=in_language(LABELS["title"], code, codes),
                max_length=240,
                required=code in region.languages,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    @property
    def titles(self) -> dict[str, str]:
        """Return {language: title}."""
        sent = self.cleaned_data.items()
        return {name.removeprefix("title_"): value for name, value in sent if name != "seen"}


class AnswerForm(HouseForm):
    """How a text of the handbook stands in the project.

    Nothing is chosen beforehand. Words in answer to a question settle it where nothing else is chosen; a form left
    empty (`is_passed_by`) answers nothing.
    """

    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=AnswerState.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    words = TextArea(
        label=_("Answer and reasons"),
        rows=5,
        required=False,
        max_length=5000,
        help_text=_("Needed when it is not relevant here."),
    )
    evidence_url = forms.URLField(
        label=_("Link to evidence"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("A document or page that shows it."),
        error_messages={"invalid": _("Write the whole address, such as https://example.fi/strategy.")},
    )
    go_on = forms.BooleanField(label=_("Go on to the next open question"), required=False, initial=True)
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self, *args: Any, instance: GuideAnswer | None = None, is_question: bool = False, **kwargs: Any
    ) -> None:
        if instance is not None:
            kwargs["initial"] = {
                "state": instance.state,
                "words": instance.words,
                "evidence_url": instance.evidence_url,
                "go_on": True,
                "opened_version": instance.version,
            }
        super().__init__(*args, **kwargs)
        self.is_question = is_question
        self.fields["words"].needed_later = True
        self.fields["state"].needed_later = True

    @property
    def is_passed_by(self) -> bool:
        """Tell whether a valid form answers nothing."""
        return not any(self.cleaned_data[name] for name in ("state", "words", "evidence_url"))

    def clean(self) -> dict[str, Any]:
        """Settle how it stands from what was written, or ask."""
        cleaned = super().clean() or self.cleaned_data
        if (
            "state" not in cleaned
            or cleaned["state"]
            or not (cleaned.get("words") or cleaned.get("evidence_url"))
        ):
            return cleaned
        if self.is_question:
            cleaned["state"] = AnswerState.DONE
        else:
            self.add_error("state", _("Choose how it stands."))
        return cleaned
