"""Addresses of drafting, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

from drafting.urls_voices import urlpatterns as voices

app_name = "drafting"

urlpatterns = [*voices]
