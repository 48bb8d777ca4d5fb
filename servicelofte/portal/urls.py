"""Addresses of the portal, below the language."""

urlpatterns: list = []
