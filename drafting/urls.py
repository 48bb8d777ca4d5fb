"""Addresses of drafting, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "drafting"

urlpatterns: list = []
