"""The project plan: groups and people, resources, timetable, and the law behind it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin
from projects.access import ProjectMixin, project_action
from projects.domain.member import add_member, deactivate_member, update_member
from projects.domain.milestone import add_milestone, remove_milestone, update_milestone
from projects.domain.resource import add_resource, remove_resource, update_resource
from projects.enums import ProjectGroup
from projects.forms import MemberForm, MilestoneForm, ResourceForm
from projects.guidance import guidance
from projects.models import Milestone, Project, ProjectMember, ProjectResource
from projects.pages import ConfirmPage
from projects.queries.plan import (
    legal_rows,
    member_groups,
    milestone_table,
    phase_table,
    plan_page,
    project_facts,
    resource_rows,
    resource_table,
    timetable,
)
from projects.views.base import ProjectFormView, project_url
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import column_words
from servicelofte.common.formatting import full_day
from servicelofte.common.forms import HouseForm
from servicelofte.common.languages import page_language


class PlanPart(ProjectMixin, TemplateView):
    """A list of the project plan with the handbook's words beside it."""

    permission = "projects.view_project"
    place = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add guidance and what the person may."""
        kwargs["guidance"] = guidance(self.project, self.place)
        kwargs["can_change"] = self._can_change()
        return super().get_context_data(**kwargs)

    def _can_change(self) -> bool:
        return self.may("projects.change_project")

    def first_step(self, rows: Any, step: dict[str, Any]) -> dict[str, Any]:
        """Offer `step` in the page's head, or in the empty list's place when there are no rows."""
        offered = step if self._can_change() else None
        return {"actions": [offered] if rows and offered else [], "first_step": offered}


class MemberListView(PlanPart):
    """The project's groups and their people."""

    template_name = "projects/member_list.html"
    place = "groups"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the groups."""
        return super().get_context_data(
            groups=member_groups(self.project, self.request.region.slug), **kwargs
        )


class ResourceListView(PlanPart):
    """What the project is given."""

    template_name = "projects/resource_list.html"
    place = "resources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the resources."""
        url = project_url(self.request, "resource_create", self.project.pk)
        page = resource_rows(self.project, self.request.region.slug)
        step = {"label": _("Record a resource"), "url": url}
        return super().get_context_data(page=page, **self.first_step(page["rows"], step), **kwargs)


class MilestoneListView(PlanPart):
    """The timetable: phases and milestones."""

    template_name = "projects/milestone_list.html"
    place = "timetable"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the timetable."""
        url = project_url(self.request, "milestone_create", self.project.pk)
        page = timetable(self.project, self.request.region.slug)
        step = {"label": _("Add a milestone"), "url": url}
        return super().get_context_data(
            page=page,
            table=phase_table(page, with_links=self._can_change()),
            **self.first_step(page["milestones"], step),
            **kwargs,
        )


class ProjectPlanView(ProjectMixin, TemplateView):
    """The project plan as one page to read and print: the result of phase 1."""

    template_name = "projects/project_plan.html"
    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        page = plan_page(self.project, self.request.region.slug)
        kwargs.update(
            page=page,
            facts=project_facts(self.project),
            phases=phase_table(page["timetable"], with_links=False),
            milestones=milestone_table(page["timetable"]),
            resources=resource_table(page["resources"]),
        )
        return super().get_context_data(**kwargs)


class LawView(WorkspaceMixin, TemplateView):
    """The law that holds today, and the bill that never became law."""

    template_name = "projects/law.html"
    permission = "projects.view_project"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [{"label": _("Projects"), "url": project_url(self.request, "project_list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the references in the page's language."""
        return super().get_context_data(law=legal_rows(page_language()), **kwargs)


class MemberFormView(ProjectFormView):
    """A form about a member."""

    form_class = MemberForm
    place = "groups"

    def back(self) -> str:
        """Return the list of groups."""
        return project_url(self.request, "member_list", self.project.pk)


class MemberCreateView(MemberFormView):
    """Put somebody into a group."""

    title = _lazy("Add a member")
    submit = _lazy("Add the member")
    done_message = _lazy("The member is added.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the group whose button was pressed."""
        group = self.request.GET.get("group", "")
        return {"group": group if group in ProjectGroup.values else ProjectGroup.PROJECT}

    def save(self, form: MemberForm) -> ProjectMember:
        """Add the person."""
        return add_member(project=self.project, actor=self.request.user, **form.changes)


class MemberEditView(MemberFormView):
    """Change what a member does in the group."""

    title = _lazy("Change a member")
    submit = _lazy("Save the member")
    done_message = _lazy("The member is saved.")

    def get_instance(self) -> ProjectMember:
        """Return the member, or 404."""
        return get_object_or_404(
            ProjectMember.objects.select_related("project", "region", "user"),
            pk=self.kwargs["member"],
            project=self.project,
        )

    def save(self, form: MemberForm) -> ProjectMember:
        """Save the change."""
        return update_member(
            member=self.get_instance(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class ResourceFormView(ProjectFormView):
    """A form about a resource."""

    form_class = ResourceForm
    place = "resources"

    def back(self) -> str:
        """Return the list of resources."""
        return project_url(self.request, "resource_list", self.project.pk)


class ResourceCreateView(ResourceFormView):
    """Record a resource."""

    title = _lazy("Record a resource")
    submit = _lazy("Record the resource")
    done_message = _lazy("The resource is recorded.")

    def save(self, form: ResourceForm) -> ProjectResource:
        """Record it."""
        return add_resource(project=self.project, actor=self.request.user, **form.changes)


class ResourceEditView(ResourceFormView):
    """Change a resource."""

    title = _lazy("Change a resource")
    submit = _lazy("Save the resource")
    done_message = _lazy("The resource is saved.")

    def get_instance(self) -> ProjectResource:
        """Return the resource, or 404."""
        return get_object_or_404(
            ProjectResource.objects.select_related("project", "region"),
            pk=self.kwargs["resource"],
            project=self.project,
        )

    def save(self, form: ResourceForm) -> ProjectResource:
        """Save the change."""
        return update_resource(
            resource=self.get_instance(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class ResourceRemoveView(ConfirmPage, ResourceEditView):
    """Take a resource off the list."""

    title = _lazy("Take the resource off the list?")
    submit = _lazy("Take it off the list")
    done_message = _lazy("The resource is taken off the list.")

    def about(self) -> str:
        """Return what the resource is called."""
        return self.get_instance().label

    def consequences(self) -> list[Any]:
        """Say what becomes of the sum."""
        return [_("It is no longer counted in the project plan. To have it back you must record it anew.")]

    def save(self, form: HouseForm) -> None:
        """Remove it."""
        remove_resource(resource=self.get_instance(), actor=self.request.user)


class MilestoneFormView(ProjectFormView):
    """A form about a milestone."""

    form_class = MilestoneForm
    place = "timetable"

    def back(self) -> str:
        """Return the timetable."""
        return project_url(self.request, "milestone_list", self.project.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the project's phases."""
        return {**super().get_form_kwargs(), "project": self.project}


class MilestoneCreateView(MilestoneFormView):
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
        """Return the milestone, or 404."""
        return get_object_or_404(
            Milestone.objects.select_related("project", "region", "phase"),
            pk=self.kwargs["milestone"],
            project=self.project,
        )

    def save(self, form: MilestoneForm) -> Milestone:
        """Save the change."""
        return update_milestone(
            milestone=self.get_instance(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class MilestoneRemoveView(ConfirmPage, ProjectFormView):
    """Take a milestone off the timetable."""

    title = _lazy("Take the milestone off the timetable?")
    submit = _lazy("Take it off the timetable")
    done_message = _lazy("The milestone is taken off the timetable.")
    place = "timetable"

    def get_milestone(self) -> Milestone:
        """Return the milestone, or 404."""
        return _milestone(self.project, self.kwargs["milestone"])

    def back(self) -> str:
        """Return the timetable."""
        return project_url(self.request, "milestone_list", self.project.pk)

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


def _done(request: HttpRequest, act: Any, message: str) -> None:
    try:
        act()
        messages.success(request, message)
    except DomainError as error:
        messages.error(request, str(error))


@require_POST
@project_action("projects.change_project")
def member_deactivate(request: HttpRequest, project: Project, member: int) -> HttpResponse:
    """Let a person go from a group."""
    row = get_object_or_404(
        ProjectMember.objects.select_related("project", "region", "user"), pk=member, project=project
    )
    _done(
        request,
        lambda: deactivate_member(member=row, actor=request.user),
        _("%(name)s has left the group.") % {"name": row},
    )
    return redirect(project_url(request, "member_list", project.pk))


def _milestone(project: Project, pk: int) -> Milestone:
    return get_object_or_404(
        Milestone.objects.select_related("project", "region", "phase"), pk=pk, project=project
    )


@require_POST
@project_action("projects.change_project")
def milestone_done(request: HttpRequest, project: Project, milestone: int) -> HttpResponse:
    """Mark a milestone as reached, or as open again."""
    row = _milestone(project, milestone)
    is_done = request.POST.get("done") == "1"
    _done(
        request,
        lambda: update_milestone(
            milestone=row, actor=request.user, expected=row.version, changes={"is_done": is_done}
        ),
        _("The milestone is reached.") if is_done else _("The milestone is open again."),
    )
    return redirect(project_url(request, "milestone_list", project.pk))
