"""Servicelöfte: a region's service promise, from first idea to followed-up reality."""

from servicelofte.celery import app as celery_app

__all__ = ["celery_app"]
