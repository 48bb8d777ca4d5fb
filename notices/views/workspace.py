"""Notices of a person, and the region's outbox for its administrator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from accounts.access import WorkspaceMixin, workspace
from notices.domain.notice import mark_notices_read
from notices.queries import outbox_page


class OutboxView(WorkspaceMixin, TemplateView):
    """What has been sent, what waits and what failed; never the words."""

    template_name = "notices/outbox.html"
    permission = "notices.view_outboxmail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of mails."""
        page = outbox_page(before=self.request.GET.get("before", ""), path=self.request.path)
        return super().get_context_data(page=page, **kwargs)


@require_POST
@workspace("accounts.enter_workspace")
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark the person's notices as read."""
    mark_notices_read(user=request.user)
    return redirect("workspace_home", request.region.slug)
