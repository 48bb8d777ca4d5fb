"""Addresses of jobs, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "jobs"

urlpatterns: list = []
