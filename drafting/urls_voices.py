"""Addresses of comments, invited opinions and their analysis; included by `drafting/urls.py`."""

from django.urls import path

from drafting.views import comments

PUBLIC = "<region:region>/<slug:project>/draft/"

urlpatterns: list = [
    path(f"{PUBLIC}comments/", comments.comment_list, name="comment_list"),
    path(f"{PUBLIC}comment/", comments.comment_form, name="comment_form"),
]
