"""The muscle: Celery wakes and works, and remembers nothing. What is due stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicelofte.settings")

app = Celery("servicelofte")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
