"""The admin looks at versions, consultations and opinions; changes are made in the workspace, which records them."""

from typing import ClassVar

from django.contrib import admin

from drafting.models import Body, Comment, Consultation, DraftVersion, Opinion, OpinionRequest, WordingChange
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

    list_display = ("draft", "opens_on", "closes_on", "state", "moderates_first")
    list_filter = ("state",)
    list_select_related = ("draft",)


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
    """Requests for an opinion."""

    list_display = ("body", "consultation", "state", "due_on")
    list_filter = ("state",)
    list_select_related = ("body", "consultation")


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    """Opinions received."""

    list_display = ("pk", "request", "signed_by")
    list_select_related = ("request__body",)
