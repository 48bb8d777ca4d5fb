"""The groups of a project and their people: list, add, change, let go."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from projects.domain.member import add_member, deactivate_member, update_member
from projects.enums import ProjectGroup
from projects.forms.project import MemberForm
from projects.models import ProjectMember
from projects.pages import ActionPage, ProjectPage
from projects.queries.plan import member_groups
from projects.views.base import PlanPart, ProjectFormView
from servicelofte.common.editing import NewRowMixin


class MemberListView(PlanPart):
    """The project's groups and their people."""

    template_name = "projects/member_list.html"
    place = "groups"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the groups."""
        groups = member_groups(self.project, self.request.region.slug)
        return super().get_context_data(groups=groups, **kwargs)


class MemberMixin(ProjectPage):
    """Something done about a member: the way back leads to the list."""

    permission = "projects.change_project"

    def get_member(self) -> ProjectMember:
        """Return the member of the path, or 404."""
        rows = ProjectMember.objects.select_related("project", "region", "user")
        return get_object_or_404(rows, pk=self.kwargs["member"], project=self.project)

    def back(self) -> str:
        """Return the list of groups."""
        return self.address("member_list")


class MemberCreateView(NewRowMixin, MemberMixin, ProjectFormView):
    """Put somebody into a group."""

    form_class = MemberForm
    title = _lazy("Add a member")
    submit = _lazy("Add the member")
    done_message = _lazy("The member is added.")
    place = "groups"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the group whose button was pressed."""
        group = self.request.GET.get("group", "")
        return {"group": group if group in ProjectGroup.values else ProjectGroup.PROJECT}

    def save(self, form: MemberForm) -> ProjectMember:
        """Add the person."""
        return add_member(project=self.project, actor=self.request.user, **form.changes)


class MemberEditView(MemberMixin, ProjectFormView):
    """Change what a member does in the group."""

    form_class = MemberForm
    title = _lazy("Change a member")
    submit = _lazy("Save the member")
    done_message = _lazy("The member is saved.")
    place = "groups"

    def get_instance(self) -> ProjectMember:
        """Return the member."""
        return self.get_member()

    def save(self, form: MemberForm) -> ProjectMember:
        """Save the change."""
        return update_member(
            member=self.get_member(),
            actor=self.request.user,
            expected=form.opened_version,
            changes=form.changes,
        )


class MemberLeaveView(MemberMixin, ActionPage):
    """Let a person go from a group."""

    def act(self) -> str:
        """Let the person go."""
        row = deactivate_member(member=self.get_member(), actor=self.request.user)
        return _("%(name)s has left the group.") % {"name": row}
