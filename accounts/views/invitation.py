"""An invited person makes an account."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import footer_links, language_links
from accounts.domain.membership import accept_invitation, open_invitation
from accounts.forms.invitation import AcceptInvitationForm
from servicelofte.common.anonymous import anonymous_form, no_referrer
from servicelofte.common.errors import DomainError


@sensitive_post_parameters()
@anonymous_form
@no_referrer
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the invitation; on POST make the account, sign in and lead to the workspace."""
    context: dict[str, Any] = {"page_language_links": language_links(request)}
    invite = open_invitation(code)
    if invite is None:
        return render(request, "accounts/invitation_gone.html", context, status=410)
    context["footer_links"] = footer_links(invite.region)
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
    return render(request, "accounts/invitation.html", {**context, "form": form, "invite": invite})
