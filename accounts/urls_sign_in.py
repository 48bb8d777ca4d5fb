"""Addresses of the sign-in library answered here: its own views, but for the day on which a service is away."""

from django.urls import path

from accounts.views import sign_in

urlpatterns = [
    path("oidc/<str:provider_id>/login/", sign_in.leave_to_sign_in, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/", sign_in.come_back_signed_in, name="openid_connect_callback"
    ),
]
