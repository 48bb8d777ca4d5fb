"""People of a region: who has which role, inviting, ending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from accounts.access import WorkspaceMixin, workspace
from accounts.domain.membership import end_membership, invite_person
from accounts.enums import Role
from accounts.forms import InviteForm
from accounts.models import Membership
from accounts.queries import member_page
from servicelofte.common.errors import DomainError


class MemberListView(WorkspaceMixin, TemplateView):
    """Everybody with a role, and open invitations."""

    template_name = "accounts/member_list.html"
    permission = "accounts.administer_region"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the people."""
        return super().get_context_data(page=member_page(), **kwargs)


class MemberInviteView(WorkspaceMixin, FormView):
    """Invite a person."""

    template_name = "accounts/member_invite.html"
    permission = "accounts.administer_region"
    form_class = InviteForm

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [
            {"label": _("People"), "url": reverse("accounts:member_list", args=[self.request.region.slug])}
        ]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the region's first language."""
        return {"language": self.request.region.languages[0], "role": Role.PREPARER}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        """Invite, or tell beside the field why not."""
        try:
            invite_person(region=self.request.region, invited_by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is invited.") % {"name": form.cleaned_data["name"]})
        return redirect("accounts:member_list", self.request.region.slug)


@require_POST
@workspace("accounts.administer_region")
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a person's role."""
    membership = get_object_or_404(Membership, pk=pk, is_active=True)
    try:
        end_membership(membership=membership, ended_by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role has ended. What the person did stays in the record."))
    return redirect("accounts:member_list", request.region.slug)
