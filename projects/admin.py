"""The admin looks at projects, with their history; changes are made in the workspace, which records them."""

from django.contrib import admin

from projects.models import (
    GuideAnswer,
    GuideItem,
    Milestone,
    Project,
    ProjectEvent,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
    ServicePromise,
    Statement,
)
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    """Projects."""

    list_display = ("title", "region", "state", "is_public", "period_from", "period_to")
    list_filter = ("state", "is_public")
    list_select_related = ("region",)
    search_fields = ("title_sv", "title_fi", "title_en")


@admin.register(ProjectPhase)
class ProjectPhaseAdmin(ReadOnlyAdmin):
    """Phases."""

    list_display = ("title", "project", "number", "state", "starts_on", "ends_on")
    list_filter = ("state", "key")
    list_select_related = ("project",)


@admin.register(ProjectMember)
class ProjectMemberAdmin(ReadOnlyAdmin):
    """Members of the projects' groups."""

    list_display = ("__str__", "project", "group", "duty", "is_active")
    list_filter = ("group", "is_active")
    list_select_related = ("project", "user")


@admin.register(ProjectResource)
class ProjectResourceAdmin(ReadOnlyAdmin):
    """Resources."""

    list_display = ("label", "project", "kind", "amount")
    list_filter = ("kind",)
    list_select_related = ("project",)


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    """Milestones."""

    list_display = ("title", "project", "day", "calendar", "is_done")
    list_filter = ("calendar", "is_done")
    list_select_related = ("project",)


@admin.register(GuideItem)
class GuideItemAdmin(ReadOnlyAdmin):
    """The projects' copies of the handbook's texts."""

    list_display = ("key", "phase", "kind", "place", "is_on", "is_own")
    list_filter = ("kind", "is_on", "is_own")
    list_select_related = ("phase",)
    search_fields = ("key", "text_sv", "text_fi", "text_en")


@admin.register(GuideAnswer)
class GuideAnswerAdmin(ReadOnlyAdmin):
    """Answers to the handbook's questions."""

    list_display = ("item", "state", "answered_by", "answered_at")
    list_filter = ("state",)
    list_select_related = ("item", "answered_by")


@admin.register(ServicePromise)
class ServicePromiseAdmin(ReadOnlyAdmin):
    """Promises."""

    list_display = ("__str__", "project", "created_at")
    list_select_related = ("project",)


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements of promises."""

    list_display = ("lineage", "promise", "state", "order")
    list_filter = ("state",)
    list_select_related = ("promise__project",)


@admin.register(ProjectEvent)
class ProjectEventAdmin(ReadOnlyAdmin):
    """The ledger, which has no history of its own: it is one."""

    list_display = ("kind", "project", "subject", "at")
    list_filter = ("kind",)
    list_select_related = ("project",)
    object_history_template = "admin/object_history.html"
