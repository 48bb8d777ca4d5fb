"""Addresses of participation, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "participation"

urlpatterns: list = []
