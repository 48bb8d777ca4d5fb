"""Forms of projects: what is asked, in which words. What is allowed is decided by the domain."""

import copy
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from accounts.queries import members
from projects.enums import AnswerState, GuideKind, Strength
from projects.handbook_kinds import Place
from projects.models import (
    GuideAnswer,
    GuideItem,
    Milestone,
    Project,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
)
from servicelofte.common.fields import (
    DayField,
    NumberField,
    column_names,
    in_language,
    keep_columns,
    require_one_column,
)
from servicelofte.common.forms import HouseForm, HouseModelForm, TextArea, TextInput
from servicelofte.common.languages import INTERFACE

LABELS = {
    "title": _("Title"),
    "short": _("Short title"),
    "purpose": _("What it is for"),
    "text": _("Words of the text"),
}
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


EARLIEST_YEAR, LATEST_YEAR = 2017, 2100  # of the years that a promise may hold


class RowForm(HouseModelForm):
    """A form of one row whose fields in other languages than the region's are left out.

    The row that the view holds is not touched: the domain is given `changes` and writes them itself.
    """

    translated: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, region: Region, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.region = region
        keep_columns(self, {name: LABELS[name] for name in self.translated}, region.all_languages)
        for name in set(self.translated) - set(self.optional):
            for column in column_names(name, region.languages):
                self.fields[column].required = True

    def _get_validation_exclusions(self) -> set[str]:
        # The constraints of the table are the domain's to explain, in words and beside the right field.
        return {field.name for field in self._meta.model._meta.fields}

    @property
    def changes(self) -> dict[str, Any]:
        """Return {field: value} for the domain; the version the row was opened at stands in `opened_version`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "opened_version"}


def _names(*fields: str) -> list[str]:
    return [column for field in fields for column in column_names(field, INTERFACE)]


class ProjectForm(RowForm):
    """Start or change a project."""

    translated = ("title", "purpose")
    optional = ("purpose",)
    starts_on = DayField(label=_("The work begins"))

    class Meta:
        model = Project
        fields = [
            *_names("title", "purpose"),
            "period_from",
            "period_to",
            "starts_on",
            "parent_document",
            "owner",
            "political_owner",
            "is_public",
            "closed_reason",
        ]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in _names("purpose")},
            "closed_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "parent_document": _("Which document is the promise a part of?"),
            "is_public": _("Anybody may follow the preparation"),
            "closed_reason": _("If not: why?"),
        }
        help_texts = {
            "is_public": _("Preparation is open unless there is a reason against it."),
            "closed_reason": _("The reason is kept with the project."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = region_people()
        self.fields["owner"].empty_label = _("Nobody yet")
        for name in ("period_from", "period_to"):
            self.fields[name].validators = [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]


def region_people() -> Any:
    """Return the people with a role in the region in scope, by name."""
    return User.objects.filter(pk__in=members().values("user_id")).order_by("name")


class PhaseForm(RowForm):
    """Labels, purpose and planned dates of a phase."""

    translated = ("title", "short", "purpose")
    optional = ("purpose",)
    starts_on = DayField(label=_("Begins"), required=False)
    ends_on = DayField(label=_("Is to be done by"), required=False)

    class Meta:
        model = ProjectPhase
        fields = [*_names("title", "short", "purpose"), "starts_on", "ends_on"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in _names("purpose")}


class IntentForm(RowForm):
    """What the region wants, as it stands in this phase, and why it changed."""

    reason = TextInput(label=_("Why it changed"), required=False, max_length=240)

    class Meta:
        model = ProjectPhase
        fields = ["intent"]
        widgets = {"intent": forms.Textarea(attrs={"rows": 5})}
        labels = {"intent": _("What do we want with the promise?")}

    @property
    def changes(self) -> dict[str, Any]:
        """Return the statement alone."""
        return {"intent": self.cleaned_data["intent"]}


class ReasonForm(HouseForm):
    """A step that has to be explained."""

    reason = TextArea(
        label=_("Why?"),
        rows=4,
        max_length=2000,
        error_messages={"required": _("Write why. The reason is kept with the project.")},
    )

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_needed


class MemberForm(RowForm):
    """Put somebody into a group, or change what the person does there."""

    class Meta:
        model = ProjectMember
        fields = ["group", "user", "name", "duty"]
        labels = {"user": _("Person with a role in the region"), "name": _("Or a name, without an account")}
        help_texts = {
            "user": _("Somebody missing? An administrator of the region invites people to the workspace."),
            "duty": _("For example chair, secretary or service manager."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = region_people()
        self.fields["user"].empty_label = _("Nobody with an account")
        if self.instance.pk:
            del self.fields["group"], self.fields["user"]
            if self.instance.user_id:
                del self.fields["name"]


class ResourceForm(RowForm):
    """What the project is given."""

    amount = NumberField(
        label=_("How much?"),
        max_digits=12,
        decimal_places=2,
        help_text=_("In the unit of the kind chosen above."),
    )

    class Meta:
        model = ProjectResource
        fields = ["kind", "label", "amount"]
        labels = {"label": _("What is it?")}


class MilestoneForm(RowForm):
    """A dated point of the timetable."""

    day = DayField(label=_("Day"))
    phase = forms.ModelChoiceField(
        label=_("In which phase?"), queryset=None, required=False, empty_label=_("None in particular")
    )

    class Meta:
        model = Milestone
        fields = [*_names("title"), "day", "calendar", "phase"]
        labels = {"calendar": _("Whose calendar?")}

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_columns(self, {"title": _("What happens?")}, self.region.all_languages, needed=("title",))
        self.fields["phase"].queryset = ProjectPhase.objects.filter(project=project).order_by("number")

    def clean(self) -> dict[str, Any]:
        """Ask for the title in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Say what happens."))
        return cleaned


class GuideItemForm(RowForm):
    """The region's own words for a text of the handbook."""

    translated = ("text",)
    reason = TextInput(label=_("Why it was changed"), required=False, max_length=240)

    class Meta:
        model = GuideItem
        fields = _names("text")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in _names("text")}

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

    field_order = [*_names("text"), "kind", "step", "place", "strength"]

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["step"].choices = [("", _("The phase as a whole")), *steps]
        self.order_fields(self.field_order)


class StepForm(HouseForm):
    """The region's own title for a step."""

    def __init__(self, *args: Any, region: Region, initial: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        codes = [code for code in region.all_languages if code in INTERFACE]
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
        return {name.removeprefix("title_"): value for name, value in self.cleaned_data.items()}


class AnswerForm(HouseForm):
    """How a text of the handbook stands in the project."""

    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=AnswerState.choices,
        widget=forms.RadioSelect,
        initial=AnswerState.OPEN,
    )
    words = TextArea(label=_("Answer and reasons"), rows=5, required=False, max_length=5000)
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

    def __init__(self, *args: Any, instance: GuideAnswer | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {
                "state": instance.state,
                "words": instance.words,
                "evidence_url": instance.evidence_url,
                "go_on": True,
                "opened_version": instance.version,
            }
        super().__init__(*args, **kwargs)
