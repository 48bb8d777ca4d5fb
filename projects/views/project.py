"""Projects of a region: list, start, look at, change, close, open again."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from accounts.access import WorkspaceMixin
from projects.domain.project import close_project, reopen_project, start_project, update_project
from projects.enums import ProjectState
from projects.forms.project import ProjectForm, ReasonForm
from projects.models import Project
from projects.pages import ProjectPage
from projects.queries.closing import left_undone, still_open
from projects.queries.project import project_list, project_page
from projects.views.base import ProjectFormView, project_url
from servicelofte.common import clock
from servicelofte.common.editing import NewRowMixin
from servicelofte.common.formatting import years
from servicelofte.common.keys import asked_number


class ProjectListView(WorkspaceMixin, TemplateView):
    """The region's projects: where each is and what is due."""

    template_name = "projects/project_list.html"
    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the projects of the tab chosen."""
        region = self.request.region
        address = project_url(self.request, "project_list")
        closed = self.request.GET.get("state") == ProjectState.CLOSED
        state = ProjectState.CLOSED if closed else ProjectState.ACTIVE
        page = project_list(region.slug, state=state, before=asked_number(self.request, "before"))
        query = "state=closed&" if closed else ""
        start = None
        if self.request.user.has_perm("projects.add_project", region):
            start = {"label": _("Start a project"), "url": project_url(self.request, "project_create")}
        tabs = [
            {"label": _("Under way"), "url": address, "current": not closed},
            {"label": _("Closed"), "url": f"{address}?state=closed", "current": closed},
        ]
        kwargs.update(
            page=page,
            tabs=tabs,
            closed=closed,
            older_url=f"?{query}before={page['older']}" if page["older"] else "",
            newest_url=f"{address}?{query}".rstrip("?&") if "before" in self.request.GET else "",
            head_actions=[start] if page["rows"] and start else [],
            first_step=start,
        )
        return super().get_context_data(**kwargs)


class ProjectCreateView(WorkspaceMixin, NewRowMixin, FormView):
    """Start a project: title, years, begin."""

    template_name = "projects/form.html"
    permission = "projects.add_project"
    form_class = ProjectForm
    done_message = _("The project is started. Its first phase is under way.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [{"label": _("Projects"), "url": project_url(self.request, "project_list")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the region and what a project usually begins with."""
        kwargs = super().get_form_kwargs()
        today = clock.today()
        kwargs["region"] = self.request.region
        kwargs["initial"] = {
            "period_from": today.year + 1,
            "period_to": today.year + 3,
            "starts_on": today,
            "owner": self.request.user.pk,
        }
        return kwargs

    def save(self, form: ProjectForm) -> Project:
        """Start the project."""
        values = form.changes
        titles = {
            name.removeprefix("title_"): values.pop(name)
            for name in list(values)
            if name.startswith("title_")
        }
        return start_project(region=self.request.region, actor=self.request.user, titles=titles, **values)

    def get_success_url(self) -> str:
        """Go to the new project's page."""
        return project_url(self.request, "project_detail", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading."""
        kwargs.update(
            title=_("Start a project"),
            lead=_(
                "The project gets its own copy of the handbook’s six phases. You may change, add and leave out later."
            ),
            submit=_("Start the project"),
            cancel={"label": _("Back to the projects"), "url": project_url(self.request, "project_list")},
        )
        return super().get_context_data(**kwargs)


class ProjectDetailView(ProjectPage, TemplateView):
    """Where the project is, what is due, what is missing before the gate, what happened last."""

    template_name = "projects/project_detail.html"
    permission = "projects.view_project"
    tells_closed = False  # says it in its own place, with the button that opens the project again

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here, without the page itself."""
        return super().breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page."""
        region = self.request.region
        page = project_page(self.project, region.slug, self.may)
        can_change = self.may("projects.change_project")
        kwargs.update(
            page=page,
            can_change=can_change,
            actions=self._actions(page, can_change),
            is_closed=self.project.state == ProjectState.CLOSED,
            eyebrow=years(self.project.period_from, self.project.period_to),
            **self._links(page, can_change),
        )
        return super().get_context_data(**kwargs)

    def _links(self, page: dict[str, Any], can_change: bool) -> dict[str, Any]:
        """The ways on from the cards: to the gate, the timetable, the ledger and the project's details."""
        links: dict[str, Any] = {
            "timetable_link": {"label": _("The timetable"), "url": self.address("milestone_list")},
            "ledger_link": {"label": _("The whole ledger"), "url": self.address("event_list")},
            "edit_url": self.address("project_edit"),
        }
        if self.request.user.has_perm("projects.change_project", self.project):
            links["reopen_link"] = {
                "label": _("Take the project up again"),
                "url": self.address("project_reopen"),
            }
        current = page["current"]
        if current and self.may("projects.pass_projectphase"):
            label = _("Close phase %(number)s") % {"number": current.number}
            links["pass_link"] = {"label": label, "url": self.address("phase_pass", current.key)}
        if not current and self.may("projects.change_project"):
            links["close_link"] = {"label": _("Close the project"), "url": self.address("project_close")}
        return links

    def _actions(self, page: dict[str, Any], can_change: bool) -> list[dict[str, Any]]:
        """As the one main way on the phase under way, and the public page."""
        rows: list[dict[str, Any]] = []
        if page["current"] and can_change:
            url = self.address("phase_detail", page["current"].key)
            rows.append({"label": _("Work on the phase"), "url": url, "kind": "primary"})
        if self.project.is_public:
            url = reverse("public_project", args=[self.request.region.slug, self.project.slug])
            rows.append({"label": _("See the public page"), "url": url, "kind": "secondary"})
        return rows


class ProjectEditView(ProjectFormView):
    """Change the project's details and whether its preparation is open."""

    form_class = ProjectForm
    title = _("Details of the project")
    submit = _("Save the details")
    done_message = _("The details are saved.")
    place = "project_plan"

    def get_instance(self) -> Project:
        """Return the project."""
        return self.project

    def save(self, form: ProjectForm) -> Project:
        """Save what was changed."""
        return update_project(
            project=self.project, actor=self.request.user, expected=form.opened_version, changes=form.changes
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to closing the project."""
        kwargs["further"] = [{"label": _("Close the project"), "url": self.address("project_close")}]
        return super().get_context_data(**kwargs)


class ProjectReasonView(ProjectFormView):
    """A move of the project that is explained in writing."""

    form_class = ReasonForm
    is_row = False
    tells_closed = False


class ProjectCloseView(ProjectReasonView):
    """Close the project, once nothing is open to others."""

    template_name = "projects/project_close.html"
    title = _("Close the project")
    lead = _("It stays readable for everybody who can read it now, and can be taken up again.")
    submit = _("Close the project")
    submit_kind = "danger"
    done_message = _("The project is closed.")

    def save(self, form: ReasonForm) -> Project:
        """Close it."""
        return close_project(
            project=self.project, actor=self.request.user, reason=form.cleaned_data["reason"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what has to be seen to before the project can be closed, or else what closing it would leave undone."""
        open_now = still_open(self.project)
        kwargs.update(still_open=open_now, left_undone=[] if open_now else left_undone(self.project))
        return super().get_context_data(**kwargs)


class ProjectReopenView(ProjectReasonView):
    """Take the project up again."""

    when_closed = True
    title = _("Take the project up again")
    submit = _("Take up the project")
    done_message = _("The project is open again.")

    def save(self, form: ReasonForm) -> Project:
        """Take it up."""
        return reopen_project(
            project=self.project, actor=self.request.user, reason=form.cleaned_data["reason"]
        )
