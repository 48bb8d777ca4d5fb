"""Projects of a region: list, start, look at, change, close, open again."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from accounts.access import WorkspaceMixin
from projects.access import ProjectMixin
from projects.domain.project import close_project, reopen_project, start_project, update_project
from projects.enums import ProjectState
from projects.forms import ProjectForm, ReasonForm
from projects.models import Project
from projects.queries.closing import still_open
from projects.queries.project import project_list, project_page
from projects.views.base import ProjectFormView, project_url
from servicelofte.common import clock
from servicelofte.common.editing import DomainFormMixin
from servicelofte.common.keys import asked_number


class ProjectListView(WorkspaceMixin, TemplateView):
    """The region's projects: where each is and what is due."""

    template_name = "projects/project_list.html"
    permission = "projects.view_project"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the projects of the tab chosen."""
        region = self.request.region
        address = reverse("projects:project_list", args=[region.slug])
        closed = self.request.GET.get("state") == ProjectState.CLOSED
        state = ProjectState.CLOSED if closed else ProjectState.ACTIVE
        page = project_list(region.slug, state=state, before=asked_number(self.request, "before"))
        query = "state=closed&" if closed else ""
        start = None
        if self.request.user.has_perm("projects.add_project", region):
            create_url = reverse("projects:project_create", args=[region.slug])
            start = {"label": _("Start a project"), "url": create_url}
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


class ProjectCreateView(WorkspaceMixin, DomainFormMixin, FormView):
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


class ProjectDetailView(ProjectMixin, TemplateView):
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
            eyebrow=f"{self.project.period_from}–{self.project.period_to}",
            **self._links(page, can_change),
        )
        return super().get_context_data(**kwargs)

    def _links(self, page: dict[str, Any], can_change: bool) -> dict[str, Any]:
        """The ways on from the cards: to the gate, the timetable, the ledger and the project's details."""
        pk = self.project.pk
        links: dict[str, Any] = {
            "timetable_link": {"label": _("The timetable"), "url": self._url("milestone_list", pk)},
            "ledger_link": {"label": _("The whole ledger"), "url": self._url("event_list", pk)},
            "edit_url": self._url("project_edit", pk),
        }
        if self.request.user.has_perm("projects.change_project", self.project):
            links["reopen_link"] = {
                "label": _("Take the project up again"),
                "url": self._url("project_reopen", pk),
            }
        current = page["current"]
        if current and self.may("projects.pass_projectphase"):
            label = _("Close phase %(number)s") % {"number": current.number}
            links["pass_link"] = {"label": label, "url": self._url("phase_pass", pk, current.key)}
        return links

    def _url(self, name: str, *args: Any) -> str:
        return project_url(self.request, name, *args)

    def _actions(self, page: dict[str, Any], can_change: bool) -> list[dict[str, Any]]:
        """As the one main way on the phase under way, and the public page."""
        rows: list[dict[str, Any]] = []
        if page["current"] and can_change:
            url = project_url(self.request, "phase_detail", self.project.pk, page["current"].key)
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
        kwargs["further"] = [
            {
                "label": _("Close the project"),
                "url": project_url(self.request, "project_close", self.project.pk),
            }
        ]
        return super().get_context_data(**kwargs)


class ProjectStateView(ProjectFormView):
    """Close the project, or take it up again, with a reason."""

    template_name = "projects/project_state.html"
    form_class = ReasonForm
    reopens = False
    tells_closed = False

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for the reason alone."""
        kwargs = super().get_form_kwargs()
        for name in ("region", "instance"):
            kwargs.pop(name)
        return kwargs

    def save(self, form: ReasonForm) -> Project:
        """Close or open."""
        act = reopen_project if self.reopens else close_project
        project = act(project=self.project, actor=self.request.user, reason=form.cleaned_data["reason"])
        done = _("The project is open again.") if self.reopens else _("The project is closed.")
        messages.success(self.request, done)
        return project

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading, and what has to be seen to before the project can be closed."""
        kwargs["reopens"] = self.reopens
        if self.reopens:
            kwargs.update(title=_("Take the project up again"), submit=_("Take up the project"))
        else:
            kwargs.update(
                title=_("Close the project"),
                lead=_("It stays readable for everybody who can read it now, and can be taken up again."),
                submit=_("Close the project"),
                submit_kind="danger",
                still_open=still_open(self.project),
            )
        return super().get_context_data(**kwargs)
