"""Addresses of accounts, below the language: `work/<region>/…` workspace, `<region>/…` public, `r/…` receipts and invitations."""

app_name = "accounts"

urlpatterns: list = []
