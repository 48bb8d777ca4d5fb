"""The muscle: Celery wakes and works, and remembers nothing. What is due stands in the database."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicelofte.settings")

app = Celery("servicelofte")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_own_logging(**_values: Any) -> None:
    """Leave the logs of worker and scheduler as the settings have them: Celery's own quote what a task failed on."""
