"""Forms of stakeholder groups, the participation plan and what was held."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.domain.hearing import Turnout
from participation.enums import Level, Relevance
from participation.forms.base import GroupChoice, GroupsChoice, group_label, groups_of
from participation.models import ParticipationEvent, ParticipationMethod, StakeholderGroup
from participation.queries.words import method_choices
from projects.domain.rows import LAST_DAY_FIRST
from projects.models import Project
from servicelofte.common.fields import ClockField, DayField, column_names, in_language, require_one_column
from servicelofte.common.forms import HouseForm, TextInput
from servicelofte.common.languages import INTERFACE
from servicelofte.common.row_forms import RowForm

MOST_PEOPLE = 1_000_000


def people_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number of people."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        error_messages={
            "invalid": _("Write a whole number."),
            "max_value": _("Write a smaller number."),
            "min_value": _("Write 0 or more."),
        },
        **kwargs,
    )


def method_field() -> forms.ChoiceField:
    """Return the field for how people are heard."""
    return forms.ChoiceField(
        label=_("Method"), choices=method_choices, error_messages={"required": _("Choose the method.")}
    )


class PhaseField(forms.ChoiceField):
    """The project's phase in which people are heard, by the names that the project itself gives its phases."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phase of the project"))
        kwargs.setdefault("error_messages", {"required": _("Choose the phase.")})
        super().__init__(**kwargs)

    def offer(self, project: Project) -> None:
        """Offer the phases of `project`, in their order; one query."""
        self.choices = [(phase.key, phase.title) for phase in project.phases.order_by("number")]


REASON_NEEDED = _("Needed when the group is not relevant here.")
REASON_MISSING = _("Say in a few words why this group is not relevant here.")


class GroupForm(RowForm):
    """A group: its name, its place in the project, its marks."""

    translated: ClassVar[dict[str, Any]] = {"name": _("Name"), "reason": _("Reason")}
    required = ("name",)
    relevance = forms.ChoiceField(
        label=_("Place in the project"), choices=Relevance.choices, widget=forms.RadioSelect
    )
    expected = people_field(
        _("How many people do you want to hear?"),
        help_text=_("The coverage picture compares this with how many were heard."),
    )

    class Meta:
        model = StakeholderGroup
        fields = [
            *column_names("name", INTERFACE),
            "relevance",
            *column_names("reason", INTERFACE),
            "expected",
            "is_early",
            "is_influence_body",
            "is_language_minority",
        ]
        labels = {
            "is_early": _("Involve early, before anything is written"),
            "is_influence_body": _("Statutory influence body"),
            "is_language_minority": _("Language minority or another group special to the region"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[f"reason_{self.region.languages[0]}"].help_text = REASON_NEEDED
        self.fields[f"reason_{self.region.languages[0]}"].needed_later = True

    def clean_expected(self) -> int:
        """Read an empty field as nought."""
        return self.cleaned_data.get("expected") or 0


class PlaceForm(HouseForm):
    """One line of the page where all groups are placed at once."""

    relevance = forms.ChoiceField(label=_("Place"), choices=Relevance.choices)
    expected = people_field(_("People to hear"))
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason_names = column_names("reason", languages)
        for code, name in zip(languages, self.reason_names, strict=True):
            self.fields[name] = TextInput(
                label=in_language(_("Reason, when not relevant"), code, languages),
                max_length=240,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            # Asked for when the group is not relevant.
            self.fields[name].needed_later = True

    def clean(self) -> dict[str, Any]:
        """Ask for the reason beside the group it is about."""
        cleaned = super().clean() or {}
        if cleaned.get("relevance") == Relevance.NOT_RELEVANT:
            require_one_column(self, "reason", REASON_MISSING)
        return cleaned

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        """Return the fields of the reason, the region's first language first."""
        return [self[name] for name in self.reason_names]

    @property
    def reasons(self) -> dict[str, str]:
        """Return the columns of the reason, for the domain."""
        return {name: self.cleaned_data[name] for name in self.reason_names}


class PlacesForm:
    """All groups of a project, one line each; behaves as a form towards the view and the error summary."""

    def __init__(self, groups: list[StakeholderGroup], data: Any = None) -> None:
        self.groups = groups
        self.lines = [(group, self._line(group, data)) for group in groups]

    def _line(self, group: StakeholderGroup, data: Any) -> PlaceForm:
        initial = {
            "relevance": group.relevance,
            "expected": group.expected or None,
            "opened_version": group.version,
            **{name: getattr(group, name) for name in column_names("reason", INTERFACE)},
        }
        languages = group.region.interface_languages
        form = PlaceForm(data, prefix=f"group-{group.pk}", initial=initial, languages=languages)
        form.use_required_attribute = False
        return form

    def is_valid(self) -> bool:
        """Tell whether every line is."""
        outcomes = [form.is_valid() for _group, form in self.lines]
        return all(outcomes)

    @property
    def error_links(self) -> list[dict[str, str]]:
        """Return {message, target} for the error summary, each with the name of its group."""
        return [
            {"message": f"{group_label(group)}: {message}", "target": form[name].id_for_label}
            for group, form in self.lines
            for name, messages in form.errors.items()
            for message in messages
        ]


class MethodForm(RowForm):
    """One line of the participation plan."""

    in_order = ("from_day", "to_day", LAST_DAY_FIRST)
    method = method_field()
    level = forms.ChoiceField(
        label=_("Level of participation"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        initial=Level.DIALOGUE,
    )
    from_day = DayField(label=_("First day"), required=False)
    to_day = DayField(label=_("Last day"), required=False)
    responsible = TextInput(label=_("Who sees to it?"), max_length=120, required=False)

    class Meta:
        model = ParticipationMethod
        fields = ["method", "level", "from_day", "to_day", "responsible"]


class NewMethodForm(MethodForm):
    """A new line of the plan, for one group and for others that are to be heard in the same way."""

    also = GroupsChoice(
        label=_("Plan the same for these groups too"),
        queryset=None,
        required=False,
        help_text=_("Each gets a line of its own, which can be changed later."),
    )

    def __init__(self, *args: Any, group: StakeholderGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].queryset = groups_of(group.project).exclude(pk=group.pk)
        if not self.fields["also"].queryset.exists():
            del self.fields["also"]


class HearingForm(RowForm):
    """Something that was held."""

    translated: ClassVar[dict[str, Any]] = {"title": _("What was held?")}
    needed = ("title",)
    method = method_field()
    day = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    phase = PhaseField()

    class Meta:
        model = ParticipationEvent
        fields = [*column_names("title", INTERFACE), "method", "day", "phase", "notes"]
        labels = {"notes": _("What came out of it?")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "notes": _("In a few lines, without names. Enter single remarks as contributions of their own.")
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].offer(project)

    def clean(self) -> dict[str, Any]:
        """Ask for the name in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Give it a name."))
        return cleaned


class InvitationForm(RowForm):
    """Something that is still to come, as residents read of it."""

    translated: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "about": _("What it is about"),
        "place": _("Where"),
        "sign_up": _("Signing up and asking"),
        "access": _("Accessibility"),
    }
    needed = ("title",)
    method = method_field()
    phase = PhaseField()
    day = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    begins = ClockField(
        label=_("Begins"),
        help_text=_("Clock time in Finland."),
        error_messages={"required": _("Write the clock time when it begins.")},
    )
    ends = ClockField(label=_("Ends"), required=False)
    invited = GroupChoice(
        label=_("Whom is it for?"), queryset=None, required=False, empty_label=_("Everybody")
    )
    link = forms.URLField(
        label=_("Link for taking part online"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://example.fi/meeting.")},
    )

    class Meta:
        model = ParticipationEvent
        fields = [
            *column_names("title", INTERFACE),
            *column_names("about", INTERFACE),
            "day",
            "begins",
            "ends",
            *column_names("place", INTERFACE),
            "link",
            "invited",
            *column_names("sign_up", INTERFACE),
            *column_names("access", INTERFACE),
            "method",
            "phase",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for field in ("about", "sign_up", "access")
            for name in column_names(field, INTERFACE)
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].offer(project)
        self.fields["invited"].queryset = groups_of(project)
        first = self.region.languages[0]
        self.fields[f"place_{first}"].help_text = _("Address and room, as one finds the way there.")
        self.fields[f"sign_up_{first}"].help_text = _(
            "Until when and how one signs up, and whom one can ask: telephone, e-mail. Say so where nobody needs to."
        )
        self.fields[f"access_{first}"].help_text = _(
            "Step-free way, hearing loop, interpreting, and whom one tells what one needs."
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the title in one language to begin with."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Write a title."))
        return cleaned


class TurnoutForm(HouseForm):
    """How many came, by group. A group whose field is empty was not there."""

    def __init__(
        self, *args: Any, project: Project, hearing: ParticipationEvent | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix="came", **kwargs)
        self.groups = {
            f"group-{group.pk}": group
            for group in StakeholderGroup.objects.filter(project=project).exclude(
                relevance=Relevance.NOT_RELEVANT, attendances=None
            )
        }
        came = dict(hearing.attendances.values_list("group_id", "participants")) if hearing else {}
        for name, group in self.groups.items():
            self.fields[name] = people_field(group_label(group), initial=came.get(group.pk))
        others = hearing.participants - sum(came.values()) if hearing else None
        self.fields["others"] = people_field(_("Others"), initial=others or None)

    @property
    def turnout(self) -> Turnout:
        """Return who came, for the domain."""
        people = self.cleaned_data
        by_group = {
            group.pk: people[name] for name, group in self.groups.items() if people.get(name) is not None
        }
        return Turnout(by_group=by_group, others=people.get("others") or 0)
