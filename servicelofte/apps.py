"""The app that composes the house: whole-house commands and pages."""

from django.apps import AppConfig


class ServicelofteConfig(AppConfig):
    """Management commands and portal of the whole."""

    name = "servicelofte"
    verbose_name = "Servicelöfte"
