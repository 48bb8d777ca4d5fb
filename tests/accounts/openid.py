"""A service for signing in with OpenID Connect, small and on this machine, which says of everybody what a test lays
down.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt

CLIENT = "servicelofte"
KEY = "a key of the service that nobody looks at"


class Service(ThreadingHTTPServer):
    """`claims`: what it tells of whoever comes; `audience`: whom it tells it to; `tokens_asked`: the forms by which
    tokens were asked for; `is_down`: it answers nothing of use.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {
            "sub": "77",
            "email": "aino@example.fi",
            "email_verified": True,
            "name": "Kanarie",
        }
        self.audience = CLIENT
        self.is_down = False
        self.tokens_asked: list[dict[str, list[str]]] = []

    def settings(self) -> dict[str, Any]:
        """Return what the sign-in library is told of it."""
        return {
            "provider_id": "oidc",
            "name": "Andra tjänsten",
            "client_id": CLIENT,
            "secret": "s",
            "settings": {"server_url": self.url},
        }

    def answer_to(self, path: str) -> dict[str, Any]:
        """Return what is read below `path`."""
        if path == "/me":
            return self.claims
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/me",
            "jwks_uri": f"{self.url}/keys",
        }

    def token(self) -> dict[str, Any]:
        """Return the tokens for whoever comes."""
        now = int(time.time())
        told = {**self.claims, "iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60}
        return {
            "access_token": "t",
            "token_type": "Bearer",
            "id_token": jwt.encode(told, KEY, algorithm="HS256"),
        }


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._send(self.server.answer_to(self.path))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.tokens_asked.append(parse_qs(sent))
        self._send(self.server.token())

    def _send(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(503 if self.server.is_down else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def running_service() -> Iterator[Service]:
    """Run a service until the test is done."""
    service = Service()
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield service
    service.shutdown()
    service.server_close()
    thread.join()
