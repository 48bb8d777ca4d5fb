"""Addresses of jobs, below the language."""

from django.urls import path

from jobs.views import workspace

app_name = "jobs"

urlpatterns = [
    path("work/<region:region>/jobs/", workspace.JobListView.as_view(), name="job_list"),
    path("work/<region:region>/jobs/<int:pk>/retry/", workspace.job_retry, name="job_retry"),
]
