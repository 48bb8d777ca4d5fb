"""The timetable of a project: phases and milestones; add, change, reach, remove a milestone."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from projects.domain.milestone import add_milestone, remove_milestone, update_milestone
from projects.forms.project import MilestoneForm
from projects.models import Milestone
from projects.pages import ActionPage, ConfirmPage, ProjectPage
from projects.queries.plan import phase_table, timetable
from projects.views.base import PlanPart, ProjectFormView
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day
from servicelofte.common.forms import HouseForm


class MilestoneListView(PlanPart):
    """The timetable: phases and milestones."""

    template_name = "projects/milestone_list.html"
    place = "timetable"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the timetable."""
        page = timetable(self.project, self.request.region.slug)
        step = {"label": _("Add a milestone"), "url": self.address("milestone_create")}
        return super().get_context_data(
            page=page,
            table=phase_table(page, with_links=self.can_change()),
            **self.first_step(page["milestones"], step),
            **kwargs,
        )


class MilestoneMixin(ProjectPage):
    """Something done about a milestone: the way back leads to the timetable."""

    permission = "projects.change_project"
    place = "timetable"

    def get_milestone(self) -> Milestone:
        """Return the milestone of the path, or 404."""
        rows = Milestone.objects.select_related("project", "region", "phase")
        return get_object_or_404(rows, pk=self.kwargs["milestone"], project=self.project)

    def back(self) -> str:
        """Return the timetable."""
        return self.address("milestone_list")


class MilestoneFormView(MilestoneMixin, ProjectFormView):
    """A form about a milestone."""

    form_class = MilestoneForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the project's phases."""
        return {**super().get_form_kwargs(), "project": self.project}


class MilestoneCreateView(NewRowMixin, MilestoneFormView):
    """Add a milestone."""

    title = _lazy("Add a milestone")
    submit = _lazy("Add the milestone")
    done_message = _lazy("The milestone is added.")

    def save(self, form: MilestoneForm) -> Milestone:
        """Add it."""
        return add_milestone(project=self.project, actor=self.request.user, **form.changes)


class MilestoneEditView(MilestoneFormView):
    """Change a milestone."""

    title = _lazy("Change a milestone")
    submit = _lazy("Save the milestone")
    done_message = _lazy("The milestone is saved.")

    def get_instance(self) -> Milestone:
        """Return the milestone."""
        return self.get_milestone()

    def save(self, form: MilestoneForm) -> Milestone:
        """Save the change."""
        return update_milestone(
            milestone=self.get_milestone(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class MilestoneRemoveView(MilestoneMixin, ConfirmPage, ProjectFormView):
    """Take a milestone off the timetable."""

    title = _lazy("Take the milestone off the timetable?")
    submit = _lazy("Take it off the timetable")
    done_message = _lazy("The milestone is taken off the timetable.")

    def about(self) -> str:
        """Return what the milestone is called, and its day."""
        row = self.get_milestone()
        return f"{column_words(row, 'title')[0]}, {full_day(row.day)}"

    def consequences(self) -> list[Any]:
        """Say that nobody is reminded of it any more."""
        return [
            _(
                "It goes from the project plan and the list of what is due. To have it back you must add it anew."
            )
        ]

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_milestone(milestone=self.get_milestone(), actor=self.request.user)


class MilestoneDoneView(MilestoneMixin, ActionPage):
    """Mark a milestone as reached, or as open again."""

    def act(self) -> str:
        """Mark it as the button says."""
        row, is_done = self.get_milestone(), self.request.POST.get("done") == "1"
        update_milestone(
            milestone=row, actor=self.request.user, expected=row.version, changes={"is_done": is_done}
        )
        return _("The milestone is reached.") if is_done else _("The milestone is open again.")
