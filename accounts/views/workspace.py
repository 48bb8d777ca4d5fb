"""People of a region: who has which role, inviting, ending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View
from django.views.generic import FormView, TemplateView

from accounts.access import WorkspaceMixin
from accounts.domain.membership import end_membership, invite_person, take_back_invitation
from accounts.enums import Role
from accounts.forms.invitation import InviteForm
from accounts.models import InviteCode, Membership
from accounts.queries import member_page, members
from servicelofte.common.editing import DomainFormMixin, NewRowMixin
from servicelofte.common.errors import DomainError
from servicelofte.common.forms import HouseForm


class MemberListView(WorkspaceMixin, TemplateView):
    """Everybody with a role, and open invitations."""

    template_name = "accounts/member_list.html"
    permission = "accounts.administer_region"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the people."""
        return super().get_context_data(page=member_page(), **kwargs)


class MemberInviteView(WorkspaceMixin, NewRowMixin, FormView):
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

    def get_success_url(self) -> str:
        """Return the list of people."""
        return reverse("accounts:member_list", args=[self.request.region.slug])

    def save(self, form: InviteForm) -> InviteCode | Membership:
        """Invite, and tell whom."""
        self.done_message = _("%(name)s is invited.") % {"name": form.cleaned_data["name"]}
        return invite_person(region=self.request.region, invited_by=self.request.user, **form.cleaned_data)


class InvitationTakeBackView(WorkspaceMixin, View):
    """Let an open invitation hold no longer."""

    http_method_names = ("post",)
    permission = "accounts.administer_region"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and tell what came of it in the list of people."""
        invite = get_object_or_404(InviteCode, pk=kwargs["invite"])
        try:
            take_back_invitation(invite=invite)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The invitation to %(name)s is taken back.") % {"name": invite.name})
        return redirect("accounts:member_list", self.request.region.slug)


class MemberEndView(WorkspaceMixin, DomainFormMixin, FormView):
    """Ask, and end a person's role."""

    template_name = "accounts/member_end.html"
    permission = "accounts.administer_region"
    form_class = HouseForm
    done_message = gettext_lazy("The role has ended. What the person did stays in the record.")

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [{"label": _("People"), "url": self.get_success_url()}]

    def get_success_url(self) -> str:
        """Return the list of people."""
        return reverse("accounts:member_list", args=[self.request.region.slug])

    def get_membership(self) -> Membership:
        """Return the role of the path, or 404."""
        rows = Membership.objects.select_related("user")
        return get_object_or_404(rows, pk=self.kwargs["pk"], is_active=True)

    def save(self, form: HouseForm) -> None:
        """End it."""
        end_membership(membership=self.get_membership(), ended_by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whose role it is, and whether it is the person's last here."""
        membership = self.get_membership()
        kwargs.update(
            membership=membership,
            is_last=not members().filter(user=membership.user_id).exclude(pk=membership.pk).exists(),
            cancel={"label": pgettext("to the page before", "Back"), "url": self.get_success_url()},
        )
        return super().get_context_data(**kwargs)
