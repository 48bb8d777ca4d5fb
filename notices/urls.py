"""Addresses of notices, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "notices"

urlpatterns: list = []
