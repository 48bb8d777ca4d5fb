"""Composes the addresses of the house: everything a person reads stands below its language."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from servicelofte.common.converters import RegionConverter

register_converter(RegionConverter, "region")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# A password is changed where its owner is told of it by mail, and not in two places by two sets of rules.
admin.site.password_change = RedirectView.as_view(  # type: ignore[method-assign, assignment]
    pattern_name="account_change_password"
)

handler400 = "servicelofte.portal.views.failure.bad_request"
handler403 = "servicelofte.portal.views.failure.permission_denied"
handler404 = "servicelofte.portal.views.failure.not_found"
handler500 = "servicelofte.portal.views.failure.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("servicelofte.operations_urls")),
    *i18n_patterns(
        # A person's address is changed by the administrator: it is the key to invitations and reminders.
        path("account/email/", RedirectView.as_view(pattern_name="mfa_index"), name="account_email"),
        path("account/", include("accounts.urls_sign_in")),
        path("account/", include("allauth.urls")),
        path("", include("servicelofte.portal.urls")),
        *(path("", include(f"{app}.urls")) for app in settings.APPS),
    ),
]
