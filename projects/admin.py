"""The admin looks at projects, with their history; changes are made in the workspace, which records them."""

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from projects.enums import Perspective, Register
from projects.models import (
    GuideAnswer,
    GuideItem,
    Milestone,
    Project,
    ProjectEvent,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
    PromiseText,
    ServicePromise,
    Statement,
)
from projects.queries.ledger import event_sentence
from servicelofte.common.admin import NamedKindFilter, NamedKindMixin, ReadOnlyAdmin, said_by_language
from servicelofte.common.languages import page_language
from servicelofte.common.text import shortened

LONGEST = 80


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

    list_display = ("words", "phase", "kind", "is_on", "is_own")
    list_filter = ("kind", "is_on", "is_own")
    list_select_related = ("phase",)
    search_fields = ("key", "text_sv", "text_fi", "text_en")

    @admin.display(description=gettext_lazy("text"), ordering="key")
    def words(self, item: GuideItem) -> str:
        """Return the beginning of the text: its key says nothing to people."""
        return shortened(item.text, LONGEST)


@admin.register(GuideAnswer)
class GuideAnswerAdmin(ReadOnlyAdmin):
    """Answers to the handbook's questions."""

    list_display = ("question", "state", "answered_by", "answered_at")
    list_filter = ("state",)
    list_select_related = ("item", "answered_by")

    @admin.display(description=gettext_lazy("text of the handbook"), ordering="item__key")
    def question(self, answer: GuideAnswer) -> str:
        """Return the beginning of the text that is answered."""
        return shortened(answer.item.text, LONGEST)


@admin.register(ServicePromise)
class ServicePromiseAdmin(ReadOnlyAdmin):
    """Promises."""

    list_display = ("__str__", "project", "created_at")
    list_select_related = ("project",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the reasons in words in place of the column that keeps them."""
        return ["reasons" if name == "left_out" else name for name in super().get_fields(request, obj)]

    @admin.display(description=gettext_lazy("perspectives left out, with the reason"))
    def reasons(self, promise: ServicePromise) -> SafeString:
        """Return which perspectives were left out, each with the reason in each language."""
        rows = [(Perspective(key).label, said_by_language(why)) for key, why in promise.left_out.items()]
        return format_html_join("", "<p>{}</p>{}", rows) if rows else SafeString("–")


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements of promises."""

    list_display = ("words", "promise", "state", "order")
    list_filter = ("state",)
    list_select_related = ("promise__project",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        """Give each statement its words in the page's language, or the first that has any."""
        texts = PromiseText.objects.filter(statement=OuterRef("pk"), register=Register.STANDARD).exclude(
            body=""
        )
        ordered = texts.order_by(Case(When(language=page_language(), then=0), default=1), "pk")
        return super().get_queryset(request).annotate(said=Subquery(ordered.values("body")[:1]))

    @admin.display(description=gettext_lazy("text"), ordering="said")
    def words(self, statement: Any) -> str:
        """Return the beginning of its words: its lineage says nothing to people."""
        return shortened(statement.said or "–", LONGEST)


@admin.register(ProjectEvent)
class ProjectEventAdmin(NamedKindMixin, ReadOnlyAdmin):
    """The ledger, which has no history of its own: it is one."""

    list_display = ("kind_name", "project", "subject", "at")
    list_filter = (("kind", NamedKindFilter),)
    list_select_related = ("project",)
    object_history_template = "admin/object_history.html"

    def name_of_kind(self, kind: str) -> str:
        """Return what an event of the kind tells, with an ellipsis for what differs from event to event."""
        return event_sentence(kind, defaultdict(lambda: "…"))

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, row: ProjectEvent) -> str:
        """Return what the event tells."""
        return event_sentence(row.kind, row.data)
