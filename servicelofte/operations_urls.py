"""Addresses without a language: health, figures, the read API, the style guide, the measured floor page."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from servicelofte import styleguide
from servicelofte.api import api
from servicelofte.portal import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("styleguide/", styleguide.StyleguideView.as_view(), name="styleguide"),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icons/mark.svg"), name="favicon"),
]

if settings.BENCH:
    urlpatterns += [path("bench/", include("bench.urls"))]
