"""Admin of decisions: looked at, never changed."""

from django.contrib import admin

from decisions.models import DecisionPackage, DocumentFile, Handling, PackagePart
from servicelofte.common.admin import ReadOnlyAdmin


@admin.register(DecisionPackage)
class DecisionPackageAdmin(ReadOnlyAdmin):
    """Packages."""

    list_display = ("promise", "registry_number", "state", "frozen_at", "published_at", "region")
    list_filter = ("state",)


@admin.register(PackagePart)
class PackagePartAdmin(ReadOnlyAdmin):
    """Parts of packages."""

    list_display = ("package", "kind", "language", "region")
    list_filter = ("kind", "language")


@admin.register(Handling)
class HandlingAdmin(ReadOnlyAdmin):
    """Handlings."""

    list_display = ("package", "body_kind", "meeting_on", "section", "result", "annulled_at", "region")
    list_filter = ("body_kind", "result")


@admin.register(DocumentFile)
class DocumentFileAdmin(ReadOnlyAdmin):
    """Documents."""

    list_display = ("package", "kind", "language", "sha256", "made_at", "region")
    list_filter = ("kind", "language")
