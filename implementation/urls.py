"""Addresses of implementation, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "implementation"

urlpatterns: list = []
