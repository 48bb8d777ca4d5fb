"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from servicelofte.common.wsgi import with_readable_questions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicelofte.settings")

application = with_readable_questions(get_wsgi_application())
