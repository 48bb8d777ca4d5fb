"""Addresses of monitoring, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "monitoring"

urlpatterns: list = []
