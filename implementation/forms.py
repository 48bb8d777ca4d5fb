"""Forms of actions, contracts, clauses and the communication plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes.forms import SafeModelChoiceField

from accounts.enums import Role
from accounts.models import Region, User
from accounts.queries import members, responsible_people
from implementation.domain.action import READY_BEFORE_BEGUN
from implementation.domain.contract import CONTRACT_ENDS_EARLY
from implementation.enums import ActionState, Audience
from implementation.models import Action, Clause, Communication, Contract, Producer
from implementation.queries.communication import channel_names
from implementation.queries.contracts import producers
from projects.enums import Perspective
from projects.promise_choice import ask_promise
from projects.queries.statements import StatementRow, grouped_choices
from servicelofte.common.fields import (
    DayField,
    NumberField,
    column_names,
    keep_columns,
    require_one_column,
)
from servicelofte.common.forms import HouseForm, HouseModelForm, TextArea, TextInput, reason_field
from servicelofte.common.languages import INTERFACE

# In the order of the form.
ACTION_COLUMNS = {
    "title": _("What is done"),
    "owner_position": _("Responsible position"),
    "unit": _("Unit"),
    "description": _("Description"),
}


class ActionForm(HouseModelForm):
    """An action: what, for which promises, who, by when."""

    in_order = ("starts_on", "due_on", READY_BEFORE_BEGUN)
    statements = forms.TypedMultipleChoiceField(
        label=_("Which promises does it serve?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one promise that the action serves.")},
    )
    starts_on = DayField(label=_("Begins"), required=False)
    due_on = DayField(
        label=_("Ready by"), error_messages={"required": _("Say by which day it is to be ready.")}
    )
    budget = NumberField(
        label=_("Resources (euros)"), required=False, max_digits=12, decimal_places=2, min_value=0
    )
    reason = reason_field()

    class Meta:
        model = Action
        fields = [
            *column_names("title", INTERFACE),
            "owner",
            *column_names("owner_position", INTERFACE),
            *column_names("unit", INTERFACE),
            "starts_on",
            "due_on",
            "budget",
            *column_names("description", INTERFACE),
        ]

    def __init__(self, *args: Any, region: Region, rows: Sequence[StatementRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_columns(self, ACTION_COLUMNS, region.all_languages, needed=("title",))
        self.fields["statements"].choices = grouped_choices(rows)
        self.fields["owner"].queryset = responsible_people(region)
        self.fields["owner"].label = _("Responsible person")
        self.fields["owner"].empty_label = _("Nobody yet, or only a position")
        if self.instance.pk is None:
            del self.fields["reason"]
        else:
            self.initial["statements"] = [row.pk for row in self.instance.statements.all()]
        titles = [name for name in self.fields if name.startswith("title_")]
        self.order_fields([*titles, "statements"])

    def clean(self) -> dict[str, Any]:
        """Ask for the title in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Say in a few words what is done."))
        return cleaned


class StopForm(HouseForm):
    """Why an action is stopped."""

    reason = TextInput(
        label=_("Why is it stopped?"),
        required=False,
        max_length=240,
        help_text=_("Your reason is shown in the history."),
    )


class ActionFilterForm(HouseForm):
    """Narrows the list of actions."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All")),
            ("open", _("Not finished")),
            ("late", _("Late")),
            *ActionState.choices,
        ],
    )
    perspective = forms.ChoiceField(
        label=_("Perspective"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *Perspective.choices],
    )
    owner = forms.ChoiceField(label=_("Responsible"), required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(user.pk), user.get_full_name()) for user in responsible_people(region)]
        self.fields["owner"].choices = [
            ("", pgettext_lazy("filter", "All")),
            ("none", pgettext_lazy("filter", "Nobody")),
            *people,
        ]


class ProducerForm(HouseModelForm):
    """A producer and its contact person."""

    class Meta:
        model = Producer
        fields = ["name", "business_id", "email", "user"]
        error_messages = {"name": {"required": _("Write the producer’s name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = members(Role.PRODUCER).values_list("user_id", flat=True)
        self.fields["user"].queryset = User.objects.filter(pk__in=ids).order_by("name")
        self.fields["user"].empty_label = _("Nobody yet")
        self.fields["user"].help_text = _(
            "A person with the role of a producer. They see these contracts and confirm the clauses."
        )


class ContractForm(HouseModelForm):
    """A contract with a producer."""

    in_order = ("from_day", "to_day", CONTRACT_ENDS_EARLY)
    from_day = DayField(label=_("From"), required=False)
    to_day = DayField(label=_("To"), required=False)
    participation_plan = TextArea(
        label=_("How does the producer let clients take part?"),
        required=False,
        help_text=_("The contract can come into force when this is written down."),
        rows=5,
    )
    reason = reason_field()

    class Meta:
        model = Contract
        fields = ["producer", "title", "from_day", "to_day", "participation_plan"]
        field_classes = {"producer": SafeModelChoiceField}
        labels = {"title": _("What the contract is called")}
        error_messages = {
            "title": {"required": _("Write what the contract is called.")},
            "producer": {"required": _("Choose the producer, or add it first.")},
        }

    def __init__(self, *args: Any, promises: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_promise(self, promises)
        self.fields["producer"].queryset = producers()
        self.fields["producer"].empty_label = _("Choose")
        if self.instance.pk is None:
            del self.fields["reason"]


def _clause_field() -> TextArea:
    return TextArea(
        label=_("The clause in the contract’s words"),
        max_length=4000,
        rows=4,
        error_messages={"required": _("Write the clause as it stands in the contract.")},
    )


class ClauseForm(HouseForm):
    """A promise carried into a contract."""

    statement = forms.TypedChoiceField(
        label=_("Which promise?"),
        coerce=int,
        error_messages={"required": _("Choose the promise that the clause carries.")},
    )
    language = forms.ChoiceField(label=_("Language of the clause"))
    words = _clause_field()

    def __init__(self, *args: Any, region: Region, rows: Sequence[StatementRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].choices = [("", _("Choose")), *grouped_choices(rows)]
        self.fields["language"].choices = region.language_choices


class ClauseEditForm(HouseModelForm):
    """The words of a clause; the producer confirms new words anew."""

    words = _clause_field()
    reason = reason_field()

    class Meta:
        model = Clause
        fields = ["words"]


class CommunicationForm(HouseModelForm):
    """One line of the communication plan."""

    channel = forms.ChoiceField(label=_("Channel"))
    audience = forms.ChoiceField(
        label=_("For whom?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=_("Residents and staff are told apart: write one line for each."),
    )
    message = TextInput(
        label=_("What do you tell?"),
        max_length=240,
        error_messages={"required": _("Say in a sentence what you tell.")},
    )
    day = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    responsible = TextInput(
        label=_("Who sees to it?"),
        max_length=120,
        error_messages={"required": _("Name the person or position that sees to it.")},
    )

    class Meta:
        model = Communication
        fields = ["channel", "audience", "message", "day", "responsible", "is_done"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("Choose")), *channel_names().items()]
        self.fields["is_done"].label = _("It is done")
        if self.instance.pk is None:
            del self.fields["is_done"]
