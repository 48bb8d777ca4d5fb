"""Indicators, statuses and feedback as the administrator reads them; changes pass by the domain."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from monitoring.models import (
    CorrectiveAction,
    EvaluationRound,
    Feedback,
    Indicator,
    Measurement,
    StatementStatus,
    Target,
)
from monitoring.queries.wording import figure, unit_of
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """Reads indicators."""

    list_display = ("name", "kind", "is_central", "owner", "next_due_on")
    list_filter = ("kind", "is_central", "is_active")
    list_select_related = ("owner",)


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    """Reads targets."""

    list_display = ("indicator", "year", "figure")
    list_select_related = ("indicator",)

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def figure(self, row: Target) -> str:
        """Return the value with its unit."""
        return figure(row.value, unit_of(row.indicator))


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """Reads measurements."""

    list_display = ("indicator", "day", "figure", "entered_by")
    list_select_related = ("indicator", "entered_by")

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def figure(self, row: Measurement) -> str:
        """Return the value with its unit."""
        return figure(row.value, unit_of(row.indicator))


@admin.register(StatementStatus)
class StatementStatusAdmin(ReadOnlyAdmin):
    """Reads statuses, which have no history of their own: every row is part of it."""

    list_display = ("statement", "status", "since", "is_automatic", "set_by")
    list_filter = ("status", "is_automatic")
    list_select_related = ("statement", "set_by")


@admin.register(CorrectiveAction)
class CorrectiveActionAdmin(ReadOnlyAdmin):
    """Reads corrective actions."""

    list_display = ("title", "owner", "due_on", "state")
    list_filter = ("state",)
    list_select_related = ("owner",)


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin):
    """Reads who sees to feedback; the words are the contribution's."""

    list_display = ("kind", "owner", "due_on", "effect")
    list_filter = ("kind",)
    list_select_related = ("owner",)


@admin.register(EvaluationRound)
class EvaluationRoundAdmin(ReadOnlyAdmin):
    """Reads evaluation rounds."""

    list_display = ("title", "day", "state")
    list_filter = ("state",)
