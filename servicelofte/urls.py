"""Composes the addresses of the house: everything a person reads stands below its language."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from servicelofte.common.converters import RegionConverter

register_converter(RegionConverter, "region")
admin.site.login = secure_admin_login(admin.site.login)

APPS = (
    "accounts",
    "jobs",
    "notices",
    "projects",
    "participation",
    "drafting",
    "decisions",
    "implementation",
    "monitoring",
)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("servicelofte.operations_urls")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("servicelofte.portal.urls")),
        *(path("", include(f"{app}.urls")) for app in APPS),
    ),
]
