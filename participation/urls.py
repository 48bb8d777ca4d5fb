"""Addresses of participation, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts."""

from participation.urls_voices import urlpatterns as voices_urlpatterns

app_name = "participation"

urlpatterns: list = [*voices_urlpatterns]
