"""What was held to hear people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from participation.domain.hearing import change_hearing, record_hearing
from participation.forms.plan import HearingForm, TurnoutForm
from participation.models import ParticipationEvent
from participation.queries.groups import hearing_page
from participation.views.base import PageMixin, ProjectFormView
from projects.enums import PhaseKey
from servicelofte.common import clock
from servicelofte.common.history import history_entries
from servicelofte.common.keys import asked_number


class EventListView(PageMixin, TemplateView):
    """What was held, when, by which method and who came."""

    permission = "participation.view_participationevent"
    template_name = "participation/event_list.html"
    place = "events"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of the list."""
        may_change = self.may("participation.add_participationevent")
        record = {"label": _("Record what was held"), "url": self.address("event_create")}
        kwargs.update(
            page=hearing_page(self.project, before=asked_number(self.request, "before")),
            may_change=may_change,
            actions=[record] if may_change else [],
            first_step=record if may_change else None,
        )
        return super().get_context_data(**kwargs)


class EventFormView(ProjectFormView):
    """The record of one event with who came, by group."""

    template_name = "participation/event_form.html"
    form_class = HearingForm
    submit = _("Save the record")
    place = "events"
    done_message = _("The record is saved.")

    def back(self) -> str:
        """Lead to the list."""
        return self.address("event_list")

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


class EventCreateView(EventFormView):
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

    permission = "participation.change_participationevent"
    title = _("Put the record right")

    def get_instance(self) -> ParticipationEvent:
        """Return the event of the path, inside the project."""
        rows = ParticipationEvent.objects.select_related("project__region", "region")
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["event"])

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
        """Add the history."""
        kwargs.setdefault("history", history_entries(self.instance.history.all()))
        return super().get_context_data(**kwargs)
