"""The jobs page: what is running, what came of it, what failed, and trying again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin, workspace
from jobs.domain.job import retry_job
from jobs.models import Job
from jobs.queries import job_page
from servicelofte.common.errors import DomainError


class JobListView(WorkspaceMixin, TemplateView):
    """Every job of the region with its state and result, newest first."""

    template_name = "jobs/job_list.html"
    permission = "jobs.view_job"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of jobs and the health of the machinery."""
        page = job_page(before=self.request.GET.get("before", ""), path=self.request.path)
        may_retry = self.request.user.has_perm("jobs.retry_job", self.request.region)
        return super().get_context_data(page=page, may_retry=may_retry, **kwargs)


@require_POST
@workspace("jobs.retry_job")
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a failed job due again."""
    job = get_object_or_404(Job, pk=pk)
    try:
        retry_job(job=job)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The job is waiting for its turn again."))
    return redirect("jobs:job_list", request.region.slug)
