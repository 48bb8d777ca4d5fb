"""Addresses of decisions, below the language: `work/<region>/…` workspace, `<region>/…` public."""

from django.urls import include, path

from decisions.views import annulment, editing, public, workspace

app_name = "decisions"

_package = [
    path("", workspace.PackageView.as_view(), name="package_detail"),
    path("edit/", editing.PackageEditView.as_view(), name="package_edit"),
    path("number/", editing.PackageNumberView.as_view(), name="package_number"),
    path("parts/<slug:kind>/<slug:language>/", editing.PartEditView.as_view(), name="part_edit"),
    path("preview/", workspace.PreviewView.as_view(), name="preview"),
    path("preview/<slug:language>/", workspace.PreviewView.as_view(), name="preview"),
    path("freeze/", workspace.PackageFreezeView.as_view(), name="package_freeze"),
    path("reopen/", editing.PackageReopenView.as_view(), name="package_reopen"),
    path("export/", workspace.PackageExportView.as_view(), name="package_export"),
    path("handlings/new/", editing.HandlingCreateView.as_view(), name="handling_create"),
    path("handlings/<int:handling>/", editing.HandlingEditView.as_view(), name="handling_edit"),
    path("handlings/<int:handling>/annul/", annulment.HandlingAnnulView.as_view(), name="handling_annul"),
    path("publish/", workspace.DecisionPublishView.as_view(), name="decision_publish"),
]

_decision = [
    path("", workspace.PackageView.as_view(), name="package"),
    path("new/", editing.PackageCreateView.as_view(), name="package_create"),
    path("documents/<int:document>/", workspace.document, name="document"),
    path("<int:package>/", include(_package)),
]

_public = [
    path("", public.decision, name="decision"),
    path("<int:package>/", public.decision, name="decision_of"),
    path("documents/<int:document>/", public.public_document, name="public_document"),
]

urlpatterns = [
    path("work/<region:region>/projects/<int:project>/decision/", include(_decision)),
    path("<region:region>/<slug:project>/decision/", include(_public)),
]
