"""Settings by environment; without any, the embedded default of `make run` (SQLite, broker in files)."""

from servicelofte.settings.base import *  # noqa: F403
from servicelofte.settings.jobs import *  # noqa: F403
from servicelofte.settings.observability import *  # noqa: F403
from servicelofte.settings.security import *  # noqa: F403
