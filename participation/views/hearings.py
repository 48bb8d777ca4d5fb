"""What was held to hear people, and what is still to come: prepared, announced to residents, called off."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from participation.domain.announcement import (
    announce_hearing,
    call_off_hearing,
    hide_hearing,
    prepare_hearing,
    require_announceable,
    require_cancellable,
    require_hideable,
    reword_hearing,
)
from participation.domain.hearing import change_hearing, record_hearing, require_held
from participation.enums import EventState
from participation.forms.plan import HearingForm, InvitationForm, TurnoutForm
from participation.models import ParticipationEvent
from participation.queries.events import prepared_rows
from participation.queries.groups import hearing_page
from participation.views.base import PageMixin, ProjectFormView
from projects.enums import PhaseKey
from projects.pages import ConfirmPage
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import meeting_day
from servicelofte.common.forms import HouseForm
from servicelofte.common.history import history_entries
from servicelofte.common.keys import asked_number


class EventListView(PageMixin, TemplateView):
    """What is to come and how far residents are told of it; what was held, by which method and who came."""

    permission = "participation.view_participationevent"
    template_name = "participation/event_list.html"
    place = "events"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is to come, and a page of what was held."""
        before = asked_number(self.request, "before")
        may_change = self.may("participation.add_participationevent")
        prepare = {"label": _("Prepare an event"), "url": self.address("event_prepare")}
        record = {
            "label": _("Record what was held"),
            "url": self.address("event_create"),
            "kind": "secondary",
        }
        kwargs.update(
            page=hearing_page(self.project, before=before),
            coming=[] if before else prepared_rows(self.project),
            may_change=may_change,
            actions=[prepare, record] if may_change else [],
        )
        return super().get_context_data(**kwargs)


class EventMixin(PageMixin):
    """A page of one event, found inside the project; the list is where it leads back to."""

    permission = "participation.change_participationevent"
    place = "events"

    def back(self) -> str:
        """Lead to the list."""
        return self.address("event_list")

    @cached_property
    def event(self) -> ParticipationEvent:
        """The event of the path; 404 when the project has none such."""
        rows = ParticipationEvent.objects.select_related("project__region", "region")
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["event"])


class EventFormMixin(EventMixin):
    """A form about an event, which offers the phases and the groups of its project."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the project."""
        return {**super().get_form_kwargs(), "project": self.project}


class EventFormView(EventFormMixin, ProjectFormView):
    """The record of one event with who came, by group."""

    template_name = "participation/event_form.html"
    form_class = HearingForm
    submit = _("Save the record")
    done_message = _("The record is saved.")

    @cached_property
    def turnout_form(self) -> TurnoutForm:
        """The second part of the page: how many came."""
        data = self.request.POST if self.request.method == "POST" else None
        return TurnoutForm(data, project=self.project, hearing=self.instance)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save both parts, or show what to mend in either."""
        form = self.get_form()
        whole = [form.is_valid(), self.turnout_form.is_valid()]
        return self.form_valid(form) if all(whole) else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the second part."""
        kwargs.setdefault("turnout_form", self.turnout_form)
        return super().get_context_data(**kwargs)


class EventCreateView(NewRowMixin, EventFormView):
    """Records something that was held."""

    permission = "participation.add_participationevent"
    title = _("Record what was held")

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"day": clock.today(), "phase": PhaseKey.DIALOGUE}

    def save(self, form: HearingForm) -> ParticipationEvent:
        """Record it."""
        return record_hearing(
            project=self.project,
            values=form.changes,
            turnout=self.turnout_form.turnout,
            actor=self.request.user,
        )


class EventEditView(EventFormView):
    """Puts a record right."""

    title = _("Put the record right")
    conflict_template = "participation/event_conflict.html"

    def check_possible(self) -> None:
        """Lead back when it was called off."""
        require_held(self.event)

    def forms_beside(self, row: ParticipationEvent) -> list[tuple[BaseForm, BaseForm]]:
        """Compare who came, too: it stands in a form of its own."""
        stored = TurnoutForm(project=self.project, hearing=row)
        self.turnout_form = TurnoutForm(self.request.POST, project=self.project, hearing=row)
        return [(stored, self.turnout_form)]

    def get_instance(self) -> ParticipationEvent:
        """Return the event of the path, inside the project."""
        return self.event

    def save(self, form: HearingForm) -> ParticipationEvent:
        """Change it."""
        return change_hearing(
            hearing=self.instance,
            values=form.changes,
            turnout=self.turnout_form.turnout,
            expected=form.opened_version,
            actor=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the history, and say so where nothing has been recorded yet."""
        if not (self.event.participants or self.event.notes):
            kwargs.setdefault("title", _("Record what became of it"))
        kwargs.setdefault("history", history_entries(self.instance.history.all()))
        return super().get_context_data(**kwargs)


class InvitationFormView(EventFormMixin, ProjectFormView):
    """What residents are told of an event that is still to come."""

    form_class = InvitationForm


class EventPrepareView(NewRowMixin, InvitationFormView):
    """Prepares an event; it is announced from the list."""

    permission = "participation.add_participationevent"
    title = _("Prepare an event")
    lead = _("Residents see it when you announce it, with everything they need to come.")
    submit = _("Save the event")
    done_message = _("The event is saved. Residents see it when you announce it.")

    def get_initial(self) -> dict[str, Any]:
        """Begin in the phase that hears people."""
        return {"phase": PhaseKey.DIALOGUE}

    def save(self, form: InvitationForm) -> ParticipationEvent:
        """Prepare it."""
        return prepare_hearing(project=self.project, values=form.changes, actor=self.request.user)


class EventInvitationView(InvitationFormView):
    """Changes what residents are told."""

    template_name = "participation/row_form.html"
    title = _("What residents are told")
    submit = _("Save the event")
    done_message = _("The event is saved.")

    def get_instance(self) -> ParticipationEvent:
        """Return the event of the path, inside the project."""
        return self.event

    def save(self, form: InvitationForm) -> ParticipationEvent:
        """Change it."""
        return reword_hearing(
            hearing=self.instance,
            values=form.changes,
            expected=form.opened_version,
            actor=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the history."""
        kwargs.setdefault("history", history_entries(self.instance.history.all()))
        return super().get_context_data(**kwargs)


class EventConfirmView(EventMixin, ConfirmPage, ProjectFormView):
    """Something that everybody will see of an event."""

    def about(self) -> str:
        """Return the title and the day."""
        return f"{column_words(self.event, 'title')[0]} · {meeting_day(self.event.day)}"


class EventAnnounceView(EventConfirmView):
    """Shows an event to everybody, or says of one that was called off that it takes place after all."""

    submit_kind = ""

    def check_possible(self) -> None:
        """Lead back to what is missing, or when residents see it already."""
        require_announceable(self.event)

    @cached_property
    def is_taken_up(self) -> bool:
        """Whether it was called off when the page was opened."""
        return self.event.state == EventState.CALLED_OFF

    @property
    def title(self) -> str:
        """Ask what is to be done."""
        return _now("Does it take place after all?") if self.is_taken_up else _now("Show it to residents?")

    @property
    def submit(self) -> str:
        """Say what the button does."""
        return _now("It takes place after all") if self.is_taken_up else _now("Show it to residents")

    @property
    def done_message(self) -> str:
        """Tell what residents see."""
        if self.is_taken_up:
            return _now("Residents read that it takes place.")
        return _now("Residents see it now.")

    def consequences(self) -> list[Any]:
        """Say where it stands, who is told and who is not, and what of a record is shown."""
        if self.is_taken_up:
            return [
                _now("Residents read on the pages and in the calendar file that it takes place."),
                _now("Nobody is told by mail: tell those who have signed up yourselves."),
            ]
        if self.event.is_to_come():
            return [
                _now("It stands on the project’s page and on the region’s front page until its day is over."),
                _now("You can change it afterwards, or call it off."),
            ]
        return [
            _now("It stands on the project’s page among what was held, with how many people came."),
            _now("What you noted of it is not shown."),
        ]

    def save(self, form: HouseForm) -> ParticipationEvent:
        """Announce it."""
        return announce_hearing(hearing=self.event, actor=self.request.user)


class EventCallOffView(EventConfirmView):
    """Says that an event does not take place."""

    title = _("Call the event off?")
    submit = _("Call the event off")
    done_message = _("The event is called off.")

    def check_possible(self) -> None:
        """Lead back when it was held, or called off already."""
        require_cancellable(self.event)

    def consequences(self) -> list[Any]:
        """Say what residents read, and what they are not told."""
        if self.event.announced_at is None:
            return [_now("Residents have not been told of it. It stays in the history.")]
        return [
            _now("Residents read on the pages and in the calendar file that it is called off."),
            _now("Nobody is told by mail: tell those who have signed up yourselves."),
        ]

    def save(self, form: HouseForm) -> ParticipationEvent:
        """Call it off."""
        return call_off_hearing(hearing=self.event, actor=self.request.user)


class EventHideView(EventConfirmView):
    """Takes what was held off the public pages."""

    title = _("Take it off the public pages?")
    submit = _("Take it off the pages")
    done_message = _("Residents do not see it any more.")

    def check_possible(self) -> None:
        """Lead back when residents do not see it, or may come."""
        require_hideable(self.event)

    def consequences(self) -> list[Any]:
        """Say that the record stays."""
        return [_now("The record stays here, and you can show it again.")]

    def save(self, form: HouseForm) -> ParticipationEvent:
        """Hide it."""
        return hide_hearing(hearing=self.event, actor=self.request.user)
