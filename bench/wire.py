"""A client that costs little beside what it measures: plain HTTP/1.1 over one kept-open socket."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Request:
    """What is sent; `headers` beside Host and Content-Length."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def encode(self, host: str) -> bytes:
        """Return the bytes that go over the wire."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body or self.method == "POST":
            lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One connection; opened anew when the server has closed it."""

    def __init__(self, address: tuple[str, int]) -> None:
        """Remember `address`, a pair of host and port; nothing is opened yet."""
        self.address = address
        self.socket: socket.socket | None = None
        self.rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection if one is open."""
        if self.socket:
            self.socket.close()
        self.socket, self.rest = None, b""

    def send(self, request: Request) -> Answer:
        """Send `request` and return the whole answer."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host, port = self.address
        self.socket.sendall(request.encode(f"{host}:{port}"))
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        body = self._body(headers) if status != 304 and request.method != "HEAD" else b""
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body)

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return self._exactly(int(headers.get("content-length", "0")))
        parts = []
        while size := int(self._until(b"\r\n"), 16):
            parts.append(self._exactly(size))
            self._exactly(2)
        self._exactly(2)
        return b"".join(parts)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self.rest:
            self._receive()
        found, _, self.rest = self.rest.partition(mark)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self.rest) < size:
            self._receive()
        found, self.rest = self.rest[:size], self.rest[size:]
        return found

    def _receive(self) -> None:
        received = self.socket.recv(262_144) if self.socket else b""
        if not received:
            raise ConnectionError("the server closed the connection")
        self.rest += received
