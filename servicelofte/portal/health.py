"""For operators and machines: is the process alive, are database, broker and scheduler well."""

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from jobs.queries import is_alive
from servicelofte.portal.figures import at_hand


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process is alive; asks nothing of database or broker."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, broker and scheduler are well, else 503 with what is not."""
    parts = {"database": _database(), "broker": _broker(), "scheduler": False}
    if parts["database"]:
        parts["scheduler"] = is_alive("scheduler")
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the figures of all web processes, and what waits in the database, in the text format of Prometheus."""
    answer = ExportToDjangoView(request)
    answer.content += at_hand()
    return answer


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    if not settings.REDIS_URL:
        return (settings.BROKER_DIR / "queue").is_dir()
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except Exception:
        return False
    return True
