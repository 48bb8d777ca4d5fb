"""Rate limits without an address at rest: a keyed digest of the source, salted by the day, kept for seven days."""

import ipaddress
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from servicelofte.common import clock
from servicelofte.common.models import RateWindow, SignInNote
from servicelofte.common.tokens import keyed_digest

KEPT_DAYS = 7
# Some proxies write the port behind the address: "203.0.113.9:4711", "[2001:db8::1]:4711".
_WITH_PORT = re.compile(r"^([\d.]+):\d+$|^\[([^\]]+)\](?::\d+)?$")


def client_address(request: HttpRequest) -> str:
    """Return the client's address: the peer's, or what the trusted proxy hops reported; forged headers change
    nothing.
    """
    hops = settings.TRUSTED_PROXY_HOPS
    peer = request.META.get("REMOTE_ADDR", "")
    if hops < 1:
        return peer
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return chain[-hops] if len(chain) >= hops else peer


def source_of(request: HttpRequest) -> str:
    """Return the day's digest of where a request comes from (an IPv6 address counts by its /64 network)."""
    return keyed_digest(_network(client_address(request)), salt=f"source:{clock.today().isoformat()}")


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(_WITH_PORT.sub(r"\1\2", address))
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    # A socket for both kinds shows everybody's IPv4 address inside one and the same network of IPv6.
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(parsed), 64), strict=False))


def count_hit(*, source: str, action: str, minutes: int) -> int:
    """Count one `action` from `source` in the present window of `minutes`, in one statement; returns the
    number so far.
    """
    table = connection.ops.quote_name(RateWindow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (source, action, "window", count) VALUES (%s, %s, %s, 1) '
            f'ON CONFLICT (source, action, "window") DO UPDATE SET count = {table}.count + 1 RETURNING count',
            [source, action, connection.ops.adapt_datetimefield_value(_window(clock.now(), minutes))],
        )
        return int(cursor.fetchone()[0])


def forget_old() -> int:
    """Delete windows older than seven days; returns how many."""
    return RateWindow.objects.filter(window__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]


def forget_sign_ins() -> int:
    """Delete what was kept of attempts to sign in and has expired; returns how many rows."""
    return SignInNote.objects.filter(expires__lt=clock.now()).delete()[0]


def _window(moment: datetime, minutes: int) -> datetime:
    seconds = int(moment.timestamp()) // (minutes * 60) * minutes * 60
    return datetime.fromtimestamp(seconds, tz=moment.tzinfo)
