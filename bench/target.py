"""What a measured piece of work is: how it is prepared, done once, and judged against another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.wire import Connection, Request

Prepare = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Goal:
    """How fast a target must be: `at_least` times as fast as `against`, or taking `at_most` times as long."""

    against: str
    at_least: float | None = None
    at_most: float | None = None
    statements: int | None = None

    def ratio(self, own: float, other: float) -> float:
        """Return the speed ratio for `at_least`, the time ratio for `at_most`; both arguments in seconds."""
        return other / own if self.at_least is not None else own / other

    def is_met(self, ratio: float, statements: int | None) -> bool:
        """Say whether `ratio` and the number of SQL statements keep the goal."""
        fast = ratio >= self.at_least if self.at_least is not None else ratio <= (self.at_most or ratio)
        return fast and (self.statements is None or (statements or 0) <= self.statements)

    def __str__(self) -> str:
        sign, bound = ("≥", self.at_least) if self.at_least is not None else ("≤", self.at_most)
        speed = "speed" if self.at_least is not None else "time"
        more = f", ≤ {self.statements} statements" if self.statements is not None else ""
        return f"{sign} {bound} × {speed} of {self.against}{more}"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One measured piece of work. `data` is what the `prepare` functions of all targets left for each other."""

    name: str
    what: str
    goal: Goal | None = None
    prepare: Prepare = field(default=lambda data: None)
    pieces: int = 200

    def measure(self, data: dict[str, Any], address: tuple[str, int]) -> list[float]:
        """Return the seconds of each piece of work of one round."""
        raise NotImplementedError

    def once(self, data: dict[str, Any]) -> None:
        """Do one piece of work in this process, for the count of its SQL statements."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class PageTarget(Target):
    """A request to the server process over one kept-open connection; `before` runs untimed ahead of each."""

    request: Callable[[dict[str, Any], int], Request]
    status: int = 200
    before: Callable[[dict[str, Any]], None] | None = None

    def measure(self, data: dict[str, Any], address: tuple[str, int]) -> list[float]:
        """Return the seconds from the first byte sent to the last byte received, for each request."""
        seconds = []
        with Connection(address) as connection:
            for number in range(-5, self.pieces):
                request = self.request(data, number)
                if self.before:
                    self.before(data)
                began = time.perf_counter()
                answer = connection.send(request)
                spent = time.perf_counter() - began
                if answer.status != self.status:
                    raise RuntimeError(
                        f"{self.name}: {request.path} answered {answer.status}, not {self.status}"
                    )
                if number >= 0:
                    seconds.append(spent)
        return seconds

    def once(self, data: dict[str, Any]) -> None:
        """Send the request through all middleware in this process."""
        from django.test import Client

        request = self.request(data, self.pieces)
        if self.before:
            self.before(data)
        Client().generic(request.method, request.path, request.body, headers=request.headers)


@dataclass(frozen=True, kw_only=True)
class CallTarget(Target):
    """A call in this process, such as an aggregation or a rendering; `before` runs untimed ahead of each."""

    call: Callable[[dict[str, Any]], Any]
    before: Callable[[dict[str, Any]], None] | None = None
    pieces: int = 3

    def measure(self, data: dict[str, Any], address: tuple[str, int]) -> list[float]:
        """Return the seconds of each call."""
        seconds = []
        for _ in range(self.pieces):
            if self.before:
                self.before(data)
            began = time.perf_counter()
            self.call(data)
            seconds.append(time.perf_counter() - began)
        return seconds

    def once(self, data: dict[str, Any]) -> None:
        """Make the call."""
        if self.before:
            self.before(data)
        self.call(data)
