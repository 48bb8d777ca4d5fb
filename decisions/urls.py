"""Addresses of decisions, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "decisions"

urlpatterns: list = []
