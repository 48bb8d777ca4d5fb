"""Public pages that show several phases: front page, a region's home, take part, follow-up, a project, a thread."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import footer_links, language_links, public_layout
from projects.access import closed_layout, project_layout, public_project
from servicelofte.common.languages import page_language
from servicelofte.common.public_cache import public_page
from servicelofte.common.thread import Ref
from servicelofte.portal import project as project_page
from servicelofte.portal import queries
from servicelofte.portal import thread as threads


@require_safe
@public_page
def front(request: HttpRequest) -> HttpResponse:
    """Show the regions that use the service, and what is open in each."""
    context = {
        "regions": queries.front_page(),
        "wheel": queries.handbook_wheel(),
        "page_language_links": language_links(request),
        "footer_links": footer_links(None, sign_in=reverse("account_login")),
    }
    return render(request, "portal/front.html", context)


@require_safe
@public_page
def region_home(request: HttpRequest) -> HttpResponse:
    """Show what a resident can read and do now."""
    page = queries.region_home(request.region)
    return render(request, "portal/region_home.html", {**public_layout(request), "page": page})


@require_safe
@public_page
def region_promise(request: HttpRequest) -> HttpResponse:
    """Lead to the promise in force, or let choose where there are several."""
    promises = queries.promises_in_force(request.region)
    if len(promises) == 1:
        return redirect(promises[0].url)
    return render(request, "portal/region_promise.html", {**public_layout(request), "promises": promises})


@require_safe
@public_page
def region_take_part(request: HttpRequest) -> HttpResponse:
    """Show every way to take part that is open now, coming, or always open."""
    page = queries.ways_to_take_part(request.region)
    return render(request, "portal/take_part.html", {**public_layout(request), "page": page})


@require_safe
@public_page
def region_followup(request: HttpRequest) -> HttpResponse:
    """Show how the promises in force hold."""
    promises = queries.promises_in_force(request.region)
    context = {"promises": promises, "wheel": queries.region_wheel(promises)}
    return render(request, "portal/followup.html", {**public_layout(request), **context})


@require_safe
@public_page
def public_project_page(request: HttpRequest, project: str) -> HttpResponse:
    """Show a project's way through the six phases, open to everybody."""
    row = public_project(request, project)
    page = project_page.public_project_page(row)
    context = {**public_layout(request), **closed_layout(row), "page": page, "project": row}
    return render(request, "portal/project.html", context)


@require_safe
@public_page
def thread(request: HttpRequest, project: str, kind: str, key: str) -> HttpResponse:
    """Show the golden thread of one thing: where it came from and what it led to."""
    row = public_project(request, project)
    page = threads.thread_page(Ref(kind, key), [row.region.slug, row.slug])
    if page is None:
        raise Http404
    context = {**project_layout(request, row), "page": page, "language": page_language()}
    return render(request, "portal/thread.html", context)
