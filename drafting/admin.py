"""The admin looks at versions, consultations and opinions; changes are made in the workspace, which records them."""

from datetime import date
from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy, pgettext_lazy

from drafting.enums import ConsultationState
from drafting.models import Body, Comment, Consultation, DraftVersion, Opinion, OpinionRequest, WordingChange
from drafting.queries.bodies import body_name
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(DraftVersion)
class DraftVersionAdmin(ReadOnlyAdmin):
    """Published versions."""

    list_display = ("number", "promise", "state", "published_at", "digest")
    list_filter = ("state",)
    list_select_related = ("promise",)


@admin.register(Consultation)
class ConsultationAdmin(ReadOnlyAdmin):
    """Times for comments."""

    list_display = ("promise", "draft", "opens_on", "closes_on", "stage", "moderates_first")
    list_filter = ("closes_on",)
    list_select_related = ("draft__promise__project",)
    fields = ("promise", "draft", "opens_on", "closes_on", "stage", "moderates_first", "closed_at")

    @admin.display(description=gettext_lazy("promise"), ordering="draft__promise")
    def promise(self, consultation: Consultation) -> str:
        """Return whose version it is."""
        return str(consultation.draft.promise)

    @admin.display(description=gettext_lazy("state"), ordering="closes_on")
    def stage(self, consultation: Consultation) -> str:
        """Return where it is today: what is stored changes only when somebody closes it by hand."""
        if consultation.is_over():
            return str(ConsultationState.CLOSED.label)
        return str((ConsultationState.RUNNING if consultation.is_open() else ConsultationState.PLANNED).label)


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Comments, by what they are about; their words stand with the contribution."""

    list_display = ("pk", "draft", "target", "perspective", "viewpoint")
    list_filter = ("target", "perspective")
    list_select_related = ("draft",)


@admin.register(WordingChange)
class WordingChangeAdmin(ReadOnlyAdmin):
    """What input led to which version."""

    list_display = ("pk", "version", "contribution", "made_at")
    list_select_related = ("version", "contribution")


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    """Bodies that are asked for their opinion."""

    list_display = ("name", "kind", "language", "is_active")
    list_filter = ("kind", "is_active")
    search_fields: ClassVar[list[str]] = ["name"]


@admin.register(OpinionRequest)
class OpinionRequestAdmin(ReadOnlyAdmin):
    """Requests for an opinion. What a body has not yet sent is its own; the hash of its code is nobody's to look at."""

    list_display = ("body", "consultation", "state", "due_on")
    list_filter = ("state",)
    list_select_related = ("body", "consultation")
    fields = (
        "consultation",
        "body",
        "group",
        "state",
        "due_on",
        "registry_number",
        "letter",
        "contact_name",
        "contact_title",
        "contact_email",
        "contact_phone",
        "generation",
        "invited_at",
        "submitted_at",
        "called_off_reason",
    )


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    """Opinions received."""

    list_display = ("body", "due_on", "signed_by")
    list_select_related = ("request__body",)

    @admin.display(description=pgettext_lazy("asked for its opinion", "body"), ordering="request__body")
    def body(self, opinion: Opinion) -> str:
        """Return who gave it."""
        return body_name(opinion.request.body).text

    @admin.display(description=gettext_lazy("last day"), ordering="request__due_on")
    def due_on(self, opinion: Opinion) -> date:
        """Return until when it was asked for."""
        return opinion.request.due_on
