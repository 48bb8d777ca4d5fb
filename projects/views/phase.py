"""A phase: its steps and questions, its gate, its labels and dates."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.generic import TemplateView

from projects.domain.phase import (
    leave_out_phase,
    pass_gate,
    reopen_phase,
    take_up_phase,
    update_phase,
)
from projects.enums import PhaseState, ProjectState
from projects.forms.project import IntentForm, PhaseForm, ReasonForm
from projects.models import GuideItem, PhaseTransition, Project, ProjectPhase
from projects.pages import ActionPage, ProjectPage
from projects.queries.gate import Gate, gate_items, is_open, read_gate
from projects.queries.phase import intent_history, item_row, phase_page, phase_title
from projects.queries.project import days_left, phase_links, rail, rail_phases
from projects.views.base import ProjectFormView
from servicelofte.common.formatting import full_day

PHASE_PAGES = ("phase_reopen", "phase_leave_out", "phase_take_up", "guide_create")


def get_phase(project: Project, key: str) -> ProjectPhase:
    """Return a phase of the project by its key, or 404."""
    phase = get_object_or_404(ProjectPhase.objects.select_related("region"), project=project, key=key)
    phase.project = project
    return phase


class PhaseMixin(ProjectPage):
    """Takes the phase out of the path: `self.phase`, and the way to it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the phase."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.phase = get_phase(self.project, kwargs["phase"])

    def back(self) -> str:
        """Return the phase's page."""
        return self.address("phase_detail", self.phase.key)

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, ending with the phase."""
        return [
            *super().breadcrumbs(),
            {"label": phase_title(self.phase), "url": self.back()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the phase."""
        # The name of the phase in the address stands in `kwargs` too, on a page that is no form.
        kwargs["phase"] = self.phase
        return super().get_context_data(**kwargs)


class PhaseDetailView(PhaseMixin, TemplateView):
    """The phase's pages, steps with the handbook's texts, what should come of it, and its gate."""

    template_name = "projects/phase_detail.html"
    permission = "projects.view_project"

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, without the page itself."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page."""
        slug = self.request.region.slug
        phases = rail_phases(self.project)
        kwargs.update(
            page=phase_page(self.project, self.phase, slug),
            rail=rail(self.project, phases, slug, selected=self.phase.key),
            heading=phase_title(self.phase),
            links=phase_links(self.project, self.phase.key, slug, self.may),
            facts=_facts(self.phase),
            can_change=self.may("projects.change_project"),
            can_pass=self.may("projects.pass_projectphase"),
            urls={name: self._url(name) for name in PHASE_PAGES},
        )
        kwargs.update(self._ways_on(kwargs))
        return super().get_context_data(**kwargs)

    def _url(self, name: str) -> str:
        return self.address(name, self.phase.key)

    def _ways_on(self, shown: dict[str, Any]) -> dict[str, Any]:
        """The one primary action, closing the phase, and the links at the feet of the cards."""
        ways: dict[str, Any] = {"actions": []}
        if shown["can_pass"] and shown["page"]["can_pass"]:
            ways["actions"].append({"label": _("Close the phase"), "url": self._url("phase_pass")})
        if shown["can_change"]:
            ways["edit_link"] = {"label": _("Change labels and dates"), "url": self._url("phase_edit")}
            ways["intent_link"] = {
                "label": _("Write the statement of intent"),
                "url": self._url("phase_intent"),
            }
        return ways


def _facts(phase: ProjectPhase) -> list[dict[str, str]]:
    rows = [{"term": _("State"), "value": phase.get_state_display()}]
    if phase.starts_on:
        rows.append({"term": _("Begins"), "value": full_day(phase.starts_on)})
    if phase.finished_on:
        rows.append({"term": _("Finished"), "value": full_day(phase.finished_on)})
    elif phase.ends_on and phase.state != PhaseState.OFF:
        value = full_day(phase.ends_on)
        if phase.project.state == ProjectState.ACTIVE:
            value += f" · {days_left(phase.ends_on)}"
        rows.append({"term": _("Is to be done by"), "value": value})
    return rows


class PhaseEditView(PhaseMixin, ProjectFormView):
    """Give the phase the region's own labels and dates."""

    form_class = PhaseForm
    title = _lazy("Labels and dates of the phase")
    submit = _lazy("Save the phase")
    done_message = _lazy("The phase is saved.")
    place = "timetable"

    def get_instance(self) -> ProjectPhase:
        """Return the phase."""
        return self.phase

    def save(self, form: PhaseForm) -> ProjectPhase:
        """Save what was changed."""
        return update_phase(
            phase=self.phase, actor=self.request.user, expected=form.opened_version, changes=form.changes
        )


class PhaseIntentView(PhaseMixin, ProjectFormView):
    """Write down what the region wants, as it stands in this phase."""

    form_class = IntentForm
    template_name = "projects/phase_intent.html"
    title = _lazy("What do we want?")
    lead = _lazy("One or two sentences, written anew in each phase. Every wording is kept with its reason.")
    submit = _lazy("Save the statement")
    done_message = _lazy("The statement of intent is saved.")

    def get_instance(self) -> ProjectPhase:
        """Return the phase."""
        return self.phase

    def save(self, form: IntentForm) -> ProjectPhase:
        """Save the statement with the reason for its change."""
        return update_phase(
            phase=self.phase,
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
            reason=form.cleaned_data["reason"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add earlier wordings, of this phase and the others."""
        return super().get_context_data(history=intent_history(self.project), **kwargs)


class PhaseReasonView(PhaseMixin, ProjectFormView):
    """A move of the phase that is explained in writing."""

    form_class = ReasonForm
    is_row = False
    permission = "projects.pass_projectphase"


class PhasePassView(PhaseReasonView):
    """Close the phase: the gate as it stands, and a reason when something is open."""

    template_name = "projects/phase_pass.html"

    def get_success_url(self) -> str:
        """Go to the project's page, which shows the next phase."""
        return self.address("project_detail")

    def save(self, form: ReasonForm) -> PhaseTransition:
        """Pass the gate."""
        self.done_message = _("Phase %(number)s is finished.") % {"number": self.phase.number}
        return pass_gate(phase=self.phase, actor=self.request.user, reason=form.cleaned_data["reason"])

    @cached_property
    def items(self) -> list[GuideItem]:
        """The outcomes and test questions of the phase."""
        return gate_items(self.phase)

    @cached_property
    def gate(self) -> Gate:
        """The gate as it stands."""
        return read_gate(self.phase, self.request.region.slug, self.items)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for a reason only when something is open; the domain measures the gate anew."""
        return {**super().get_form_kwargs(), "is_needed": is_open(self.gate.rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the gate and the outcomes and tests one by one."""
        base = [self.request.region.slug, self.project.pk]
        kwargs.update(
            title=_("Close phase %(number)s") % {"number": self.phase.number},
            lead=_("This is kept as evidence, as it stands now."),
            submit=_("Close the phase"),
            gate=self.gate.rows,
            gate_open=is_open(self.gate.rows),
            answers=[item_row(item, base, self.gate.derived.get(item.pk)) for item in self.items],
            can_change=self.may("projects.change_project"),
        )
        return super().get_context_data(**kwargs)


class PhaseReopenView(PhaseReasonView):
    """Return to a finished phase."""

    title = _lazy("Open the phase again")
    lead = _lazy("The phase that is under way now waits until this one is finished again.")
    submit = _lazy("Open the phase")
    done_message = _lazy("The phase is open again.")

    def save(self, form: ReasonForm) -> PhaseTransition:
        """Reopen."""
        return reopen_phase(phase=self.phase, actor=self.request.user, reason=form.cleaned_data["reason"])


class PhaseLeaveOutView(PhaseReasonView):
    """Leave the phase out of the region's process."""

    title = _lazy("Leave the phase out")
    lead = _lazy("Each region decides on its own process. The phase can be taken up again at any time.")
    submit = _lazy("Leave out the phase")
    done_message = _lazy("The phase is left out.")

    def save(self, form: ReasonForm) -> PhaseTransition:
        """Leave out."""
        return leave_out_phase(phase=self.phase, actor=self.request.user, reason=form.cleaned_data["reason"])


class PhaseTakeUpView(PhaseMixin, ActionPage):
    """Take a phase that was left out into the process again."""

    permission = "projects.pass_projectphase"

    def act(self) -> str:
        """Take it up."""
        take_up_phase(phase=self.phase, actor=self.request.user)
        return _("The phase is part of the process again.")
