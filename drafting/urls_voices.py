"""Addresses of comments, invited opinions and their analysis; included by `drafting/urls.py`."""

urlpatterns: list = []
