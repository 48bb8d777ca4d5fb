"""Addresses of moderation, answers and receipts."""

urlpatterns: list = []
