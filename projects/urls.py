"""Addresses of projects, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "projects"

urlpatterns: list = []
