"""Public pages of a region's own words, accessibility, privacy and moderation; and of the installation's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import language_links, public_layout
from accounts.data_protection import region_data_protection, service_data_protection
from accounts.enums import SERVICE_PAGES, PageKind
from accounts.models import RegionPage
from accounts.page_texts import service_text
from servicelofte.common.languages import best, page_language
from servicelofte.common.public_cache import public_page


@require_safe
@public_page
def region_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Show an information page in the reader's language, or the best there is with its language marked."""
    if kind not in PageKind.values:
        raise Http404
    pages = {page.language: page for page in RegionPage.objects.filter(kind=kind)}
    language = best(pages, page_language(), request.region.languages)
    page = pages.get(language)
    if page is None:
        raise Http404
    context = {**public_layout(request), "page": page, "title": PageKind(kind).label}
    if kind == PageKind.PRIVACY:
        context["protection"] = region_data_protection(request.region)
    return render(request, "accounts/information_page.html", context)


@require_safe
@public_page
def service_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the accessibility statement or privacy notice of the pages that belong to no region."""
    if kind not in SERVICE_PAGES:
        raise Http404
    context = {
        "page": service_text(kind, page_language()),
        "title": PageKind(kind).label,
        "page_language_links": language_links(request),
        "protection": service_data_protection() if kind == PageKind.PRIVACY else None,
    }
    return render(request, "accounts/information_page.html", context)
