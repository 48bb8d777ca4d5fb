"""Forms of a project, its phases, its people, its means and its timetable."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import members
from projects.domain.phase import PHASE_ENDS_EARLY
from projects.domain.project import LAST_BEFORE_FIRST
from projects.forms.base import columns, labelled
from projects.models import (
    Milestone,
    Project,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
)
from servicelofte.common.fields import (
    DayField,
    NumberField,
    keep_columns,
    require_one_column,
)
from servicelofte.common.forms import HouseForm, TextArea, reason_field
from servicelofte.common.row_forms import RowForm

EARLIEST_YEAR, LATEST_YEAR = 2017, 2100  # of the years that a promise may hold


class ProjectForm(RowForm):
    """Start or change a project."""

    translated: ClassVar[dict[str, Any]] = labelled("title", "purpose")
    required = ("title",)
    in_order = ("period_from", "period_to", LAST_BEFORE_FIRST)
    starts_on = DayField(label=_("The work begins"))

    class Meta:
        model = Project
        fields = [
            *columns("title", "purpose"),
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
            **{name: forms.Textarea(attrs={"rows": 3}) for name in columns("purpose")},
            "closed_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "parent_document": _("Which document is the promise a part of?"),
            "is_public": _("Anybody may follow the preparation"),
            "closed_reason": _("If not: why?"),
        }
        help_texts = {
            "is_public": _("Preparation is open unless there is a reason against it."),
            "closed_reason": _("Needed when not anybody may follow it. The reason is kept with the project."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = region_people()
        self.fields["owner"].empty_label = _("Nobody yet")
        self.fields["closed_reason"].needed_later = True
        for name in ("period_from", "period_to"):
            self.fields[name].validators = [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]


def region_people() -> Any:
    """Return the people with a role in the region in scope, by name."""
    return User.objects.filter(pk__in=members().values("user_id")).order_by("name")


class PhaseForm(RowForm):
    """Labels, purpose and planned dates of a phase."""

    translated: ClassVar[dict[str, Any]] = labelled("title", "short", "purpose")
    required = ("title", "short")
    in_order = ("starts_on", "ends_on", PHASE_ENDS_EARLY)
    starts_on = DayField(label=_("Begins"), required=False)
    ends_on = DayField(label=_("Is to be done by"), required=False)

    class Meta:
        model = ProjectPhase
        fields = [*columns("title", "short", "purpose"), "starts_on", "ends_on"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in columns("purpose")}


class IntentForm(RowForm):
    """What the region wants, as it stands in this phase, and why it changed."""

    reason = reason_field()

    class Meta:
        model = ProjectPhase
        fields = ["intent"]
        widgets = {"intent": forms.Textarea(attrs={"rows": 5})}
        labels = {"intent": _("What do we want with the promise?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        intent = self.fields["intent"]
        # What was wanted once can be taken back; nothing is no statement to keep.
        intent.required = not self.instance.intent
        intent.error_messages["required"] = _("Write in a sentence or two what you want with the promise.")

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
        fields = [*columns("title"), "day", "calendar", "phase"]
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
