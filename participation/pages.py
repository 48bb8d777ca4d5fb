"""What pages share on which somebody says something without an account, whichever app keeps the words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import RegionRequest, carrying_switch
from participation.domain.receipt import code_of
from participation.models import Contribution
from projects.access import project_layout
from projects.models import Project
from servicelofte.common.forms import VoiceForm
from servicelofte.common.limits import count_hit, source_of

# Thirty people behind the address of one library are heard at once; what is more waits for a person to look.
FREE_IN_WINDOW = 30
WINDOW_MINUTES = 10
# Codes that open nothing, from one source within ten minutes, before it is told to wait.
TRIES = 60
TRY_MINUTES = 10


def is_suspect(request: HttpRequest, form: VoiceForm, *, action: str) -> bool:
    """Count a sending of `action` ("comment", "feedback"), and tell whether a person is to look at it first.

    So it is when a trap of the valid `form` closed, or more came from one source within ten minutes than is usual.
    """
    hits = count_hit(source=source_of(request), action=action, minutes=WINDOW_MINUTES)
    return form.is_suspect or hits > FREE_IN_WINDOW


def tries_too_often(request: HttpRequest) -> bool:
    """Count a code that opens nothing, and tell whether its source tries codes more often than people mistype them."""
    return count_hit(source=source_of(request), action="receipt", minutes=TRY_MINUTES) > TRIES


def words_layout(request: RegionRequest, project: Project) -> dict[str, Any]:
    """Return the layout of a page with a form for words: a language switch that carries them, rules and privacy."""
    layout, slug = project_layout(request, project), project.region.slug
    return {
        "rules_url": reverse("accounts:region_page", args=[slug, "moderation-rules"]),
        "privacy_url": reverse("accounts:region_page", args=[slug, "privacy"]),
        "receipt_url": reverse("participation:receipt_open"),
        **layout,
        **carrying_switch(layout["page_language_links"], form="said"),
    }


def receipt_address(request: HttpRequest, code: str) -> str:
    """Return the whole address that opens the receipt of a code: to keep, and as it is printed."""
    return request.build_absolute_uri(reverse("participation:receipt_link", args=[code]))


def show_receipt(
    request: RegionRequest, template: str, *, project: Project, contribution: Contribution, **urls: str
) -> HttpResponse:
    """Answer 201 with the receipt of what was said: its code, link, and whether it is shown already.

    `urls` are the ways on from it. The language switch carries the code, and nothing of it is told to other sites.
    """
    code, layout = code_of(contribution=contribution), project_layout(request, project)
    context = {
        "code": code,
        "link": receipt_address(request, code),
        "is_shown": bool(contribution.public_text),
        "keep": request.POST.get("keep", "")[:120],
        **urls,
        **layout,
        **carrying_switch(layout["page_language_links"], code=code, path=reverse("participation:receipt")),
    }
    response = render(request, template, context, status=201)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
