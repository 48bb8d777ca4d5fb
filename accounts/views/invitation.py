"""An invited person makes an account, or joins with the one there is."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import footer_links, language_links
from accounts.domain.membership import accept_invitation, invited_account, join_region, open_invitation
from accounts.forms.invitation import AcceptInvitationForm, JoinForm
from accounts.models import User
from servicelofte.common.anonymous import anonymous_form, no_referrer
from servicelofte.common.errors import DomainError


@sensitive_post_parameters()
@anonymous_form
@no_referrer
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the invitation; on POST make the account, sign in and lead to the workspace.

    Whoever has an account signs in with it and joins.
    """
    context: dict[str, Any] = {"page_language_links": language_links(request)}
    invite = open_invitation(code)
    if invite is None:
        return render(request, "accounts/invitation_gone.html", context, status=410)
    context |= {"footer_links": footer_links(invite.region), "invite": invite}
    account = invited_account(invite)
    if account:
        return _join(request, code, account, context)
    form = AcceptInvitationForm(request.POST or None, email=invite.email, initial={"name": invite.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                code=code, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("workspace_home", invite.region.slug)
    return render(request, "accounts/invitation.html", {**context, "form": form})


def _join(request: HttpRequest, code: str, account: User, context: dict[str, Any]) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.user == account and form.is_bound and form.is_valid():
        try:
            invite = join_region(code=code, person=account)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect("workspace_home", invite.region.slug)
    # A code in the query keeps its slashes, by which the logs know it and leave it out.
    context |= {
        "form": form,
        "is_own": request.user == account,
        "is_switched_off": not account.is_active,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path}, safe='/')}",
    }
    return render(request, "accounts/invitation_join.html", context)
