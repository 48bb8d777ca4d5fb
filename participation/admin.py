"""Phase 2 in the admin: to look at, never to change. Answers of surveys are not here: nobody sees them early."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from participation.models import (
    Contribution,
    ParticipationEvent,
    ParticipationMethod,
    StakeholderGroup,
    Survey,
    SurveyQuestion,
    Synthesis,
    Theme,
)
from participation.queries.words import method_name
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(StakeholderGroup)
class StakeholderGroupAdmin(ReadOnlyAdmin):
    """Groups of the projects."""

    list_display = ("name", "project", "relevance", "expected")
    list_filter = ("relevance", "is_influence_body", "is_language_minority")
    list_select_related = ("project",)
    search_fields = ("name",)


@admin.register(ParticipationMethod)
class ParticipationMethodAdmin(ReadOnlyAdmin):
    """Lines of the participation plans."""

    list_display = ("named_method", "group", "level", "from_day", "to_day")
    list_filter = ("level",)
    list_select_related = ("group",)

    @admin.display(description=gettext_lazy("method"), ordering="method")
    def named_method(self, line: ParticipationMethod) -> str:
        """Return the handbook's name of the method."""
        return method_name(line.method)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the name in place of the key."""
        return ["named_method" if name == "method" else name for name in super().get_fields(request, obj)]


@admin.register(ParticipationEvent)
class ParticipationEventAdmin(ReadOnlyAdmin):
    """What was held."""

    list_display = ("title", "project", "day", "participants")
    list_select_related = ("project",)
    date_hierarchy = "day"


@admin.register(Survey)
class SurveyAdmin(ReadOnlyAdmin):
    """Surveys."""

    list_display = ("title", "project", "state", "opens_on", "closes_on", "submission_count")
    list_filter = ("state",)
    list_select_related = ("project",)


@admin.register(SurveyQuestion)
class SurveyQuestionAdmin(ReadOnlyAdmin):
    """Questions of surveys."""

    list_display = ("text", "survey", "kind", "order")
    list_select_related = ("survey",)


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    """Contributions: that they came and how they stand. Their words are read in the inbox."""

    list_display = ("id", "project", "channel", "moderation", "is_coded", "received_at")
    list_filter = ("channel", "moderation", "is_coded")
    list_select_related = ("project",)
    fields = (
        "project",
        "channel",
        "language",
        "moderation",
        "group",
        "service",
        "headcount",
        "is_coded",
        "received_at",
        "retention_until",
    )


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    """Themes."""

    list_display = ("name", "project")
    list_select_related = ("project",)


@admin.register(Synthesis)
class SynthesisAdmin(ReadOnlyAdmin):
    """Syntheses."""

    list_display = ("perspective", "project", "state", "approved_by", "approved_at")
    list_filter = ("state",)
    list_select_related = ("project", "approved_by")
