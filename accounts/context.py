"""What every layout may show and no view needs to say."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import footer_links, language_links
from servicelofte.common.languages import INTERFACE


def language_switch(request: HttpRequest) -> dict[str, Any]:
    """Offer the same page in the other languages, wherever its address has a language; a view's own choice goes first.

    So the pages of the sign-in library and the error pages have it too, and lead to the start in their own language;
    a mistaken address of a region's public page leads to the region.
    """
    code, rest = request.path_info[1:3], request.path_info[3:4]
    if code not in INTERFACE or rest != "/":
        return {}
    offered: dict[str, Any] = {
        "page_language_links": lambda: language_links(request),
        # Whoever is in the workspace goes back to the workspace, and signs in on the way if need be.
        "start_url": f"/{code}/work/" if request.path_info.startswith(f"/{code}/work/") else f"/{code}/",
    }
    region = getattr(request, "region", None)
    if region is not None and request.path_info.startswith(f"/{code}/{region.slug}/"):
        offered["start_region"] = {"label": region.name, "url": reverse("region_home", args=[region.slug])}
    return offered


def information_pages(request: HttpRequest) -> dict[str, Any]:
    """Lead from the foot of every page to an accessibility statement and a privacy notice: those of the region whose
    page it is, else the installation's; a view's own choice goes first.
    """
    return {"footer_links": lambda: footer_links(getattr(request, "region", None))}
