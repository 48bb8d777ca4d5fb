"""The web process: same file for `make run` and for production, sized by WEB_CONCURRENCY and WEB_THREADS."""

import os
import shutil
import tempfile
from typing import Any

from servicelofte.common.logs import json_lines

wsgi_app = "servicelofte.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 4094
limit_request_field_size = 8190
# No access log: an address together with a page is personal data. The proxy in front counts.
accesslog = None
errorlog = "-"
logconfig_dict = json_lines(os.environ.get("LOG_LEVEL", "INFO"))
control_socket_disable = True
# Whether a proxy is believed that says a request came over TLS is decided once, by TRUSTED_PROXY_HOPS.
secure_scheme_headers: dict[str, str] = {}
# Nor does anybody say by a header below which path the service stands: that hid from a proxy what an address leads to.
forwarder_headers = ""
if os.path.isdir("/dev/shm"):
    worker_tmp_dir = "/dev/shm"

# Figures of all worker processes are added up from files in this folder, made anew at each start.
_figures = os.environ.setdefault(
    "PROMETHEUS_MULTIPROC_DIR", os.path.join(tempfile.gettempdir(), f"servicelofte-figures-{os.getpid()}")
)


def on_starting(server: Any) -> None:
    """Forget the figures of an earlier start."""
    shutil.rmtree(_figures, ignore_errors=True)
    os.makedirs(_figures, exist_ok=True)


def child_exit(server: Any, worker: Any) -> None:
    """Take the gauges of a worker process that ended out of the sum."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leave no folder behind."""
    shutil.rmtree(_figures, ignore_errors=True)
