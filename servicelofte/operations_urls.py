"""Addresses without a language: health, figures, the read API, the style guide."""

from django.urls import path

from servicelofte import styleguide

urlpatterns = [
    path("styleguide/", styleguide.StyleguideView.as_view(), name="styleguide"),
]
