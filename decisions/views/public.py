"""Public pages of decisions: what was decided, and its documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from decisions.models import DocumentFile
from decisions.queries.public import annulled_page, decision_page, public_documents, published_packages
from decisions.views.workspace import stream
from projects.access import project_layout, public_project
from servicelofte.common.public_cache import public_page


@require_safe
@public_page
def decision(request: HttpRequest, project: str, package: int | None = None) -> HttpResponse:
    """Show the newest published decision of the project, or the one in the path, also when it was annulled since."""
    row = public_project(request, project)
    published = published_packages(row)
    shown = next((each for each in published if package in (None, each.pk)), None)
    if shown is None:
        raise Http404
    context = {**project_layout(request, row), "package": shown}
    if shown.published_at:
        return render(
            request, "decisions/decision.html", {**context, "page": decision_page(shown, published)}
        )
    return render(request, "decisions/annulled.html", {**context, "page": annulled_page(shown, published)})


@require_safe
def public_document(request: HttpRequest, project: str, document: int) -> HttpResponse:
    """Hand out a kept document of a published decision, also of one whose result was annulled since."""
    row = get_object_or_404(
        DocumentFile.objects.select_related("package__promise__project"),
        pk=document,
        package__promise__project=public_project(request, project),
    )
    if row not in public_documents(row.package):
        raise Http404
    return stream(row, cache="public, no-cache")
