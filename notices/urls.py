"""Addresses of notices, below the language."""

from django.urls import path

from notices.views import workspace

app_name = "notices"

urlpatterns = [
    path("work/<region:region>/outbox/", workspace.OutboxView.as_view(), name="outbox"),
    path("work/<region:region>/notices/read/", workspace.mark_read, name="mark_read"),
]
