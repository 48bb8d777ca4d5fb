"""WSGI entry point for gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from servicelofte.common.wsgi import with_readable_questions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicelofte.settings")

application = with_readable_questions(get_wsgi_application())
# Everything is loaded at the start, not at the first visit: a release that cannot be loaded never answers as started,
# one that is unpacked over it later is not half in use, and the first visitor does not wait.
import_module(settings.ROOT_URLCONF)
