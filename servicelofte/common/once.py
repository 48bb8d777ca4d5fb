"""What is sent twice from one opened form is done once: a double click, an impatient press, a page gone back to."""

import json
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from servicelofte.common import clock
from servicelofte.common.models import Sending
from servicelofte.common.tokens import keyed_digest

KEPT_DAYS = 7


def do_once(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a form with `do()`, whose redirect tells that it was done; the same again leads to the same page.

    One that is under way is waited for. What was refused is undone, and can be sent again.
    """
    name = _name_of(request)
    if not name:
        return do()
    with transaction.atomic():
        sending, is_first = Sending.objects.get_or_create(name=name, defaults={"at": clock.now()})
        if not is_first:
            messages.success(request, _("You had sent this already, and it was kept then."))
            return HttpResponseRedirect(sending.address)
        response = do()
        if isinstance(response, HttpResponseRedirect):
            sending.address = response.url
            sending.save(update_fields=["address"])
        else:
            transaction.set_rollback(True)
    return response


def _name_of(request: HttpRequest) -> str:
    """Return the name of what a person sent from one opened form (32 hex): the same again has the same name.

    The token against forgery is masked anew on every page, and so tells one opened form from another; "" without it.
    """
    if not request.POST.get("csrfmiddlewaretoken"):
        return ""
    sent = json.dumps([request.get_full_path(), sorted(request.POST.lists())])
    return keyed_digest(sent, salt=f"sending:{request.user.pk}")


def forget_sendings() -> int:
    """Delete the names of what was sent more than seven days ago; returns how many."""
    return Sending.objects.filter(at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]
