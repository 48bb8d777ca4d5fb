"""Values that every page may show and that cost no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what layouts ask for: the region in scope and whether this is a demo."""
    return {"region": getattr(request, "region", None), "is_demo": settings.IS_DEMO}
