"""The public pages of a draft: the newest version, an older one, and what changed between two. The same for
everybody.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drafting.queries.draft_page import draft_page, public_versions
from drafting.queries.versions import compare_page
from projects.access import project_layout, public_project
from servicelofte.common.keys import asked_number
from servicelofte.common.languages import page_language
from servicelofte.common.public_cache import public_page


@require_safe
@public_page
def draft(request: HttpRequest, project: str) -> HttpResponse:
    """Show the newest version, or that nothing has been published yet."""
    return _show(request, project, number=None)


@require_safe
@public_page
def draft_version(request: HttpRequest, project: str, number: int) -> HttpResponse:
    """Show one version, newest or older; 404 for a number that is not published."""
    return _show(request, project, number=number)


def _show(request: HttpRequest, slug: str, *, number: int | None) -> HttpResponse:
    project = public_project(request, slug)
    page = draft_page(
        project,
        page_language(),
        number=number,
        promise=asked_number(request, "promise"),
        is_plain=request.GET.get("plain") == "1",
    )
    if page is None and (number is not None or "promise" in request.GET):
        raise Http404
    template = "drafting/draft.html" if page else "drafting/draft_none.html"
    context: dict[str, Any] = {**project_layout(request, project), "page": page}
    return render(request, template, context)


@require_safe
@public_page
def draft_compare(request: HttpRequest, project: str) -> HttpResponse:
    """Show what changed between two published versions; 404 for a promise that has none."""
    row = public_project(request, project)
    versions = public_versions(row)
    wanted = asked_number(request, "promise") or (versions[0].promise_id if versions else None)
    own = [version for version in versions if version.promise_id == wanted]
    if not own:
        raise Http404
    page = compare_page(
        own, page_language(), before=request.GET.get("from", ""), after=request.GET.get("to", "")
    )
    context = {**project_layout(request, row), "page": page, "promise_id": wanted}
    return render(request, "drafting/draft_compare.html", context)
