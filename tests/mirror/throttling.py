"""A proxy before an upstream that allows so many calls an hour, by a clock that the tests turn."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PERIOD = 3600
"""Seconds."""


class FastClock:
    """A clock that runs ahead as far as somebody sleeps."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.started = datetime.now(UTC)

    def now(self) -> datetime:
        return self.started + timedelta(seconds=self.ahead)

    def uptime(self) -> float:
        return self.ahead

    def boot(self) -> str:
        return "this"

    def sleep(self, seconds: float) -> None:
        self.ahead += seconds


Spoil = Callable[[str, bytes], "tuple[Any, ...] | None"]
"""What to send in the place of an answer, from its path and body: status, body and fields. None: the answer itself;
empty: nothing, the connection is closed.
"""


class Throttle:
    """The calls that a proxy let through, and the paths of all that it was asked."""

    def __init__(self, limit: int, clock: FastClock) -> None:
        self.limit, self.clock, self.lock = limit, clock, threading.Lock()
        self.calls: list[float] = []
        self.paths: list[str] = []
        self.refused = 0
        self.spoil: list[Spoil] = []
        """Each spoils one answer."""

    def wait(self) -> int:
        """Seconds until the next call is allowed; 0: at once."""
        recent = [at for at in self.calls if at > self.clock.ahead - PERIOD]
        return 0 if len(recent) < self.limit else int(recent[-self.limit] + PERIOD - self.clock.ahead) + 1

    def used(self) -> int:
        return sum(at > self.clock.ahead - PERIOD for at in self.calls)


@contextmanager
def throttled(upstream: str, limit: int, clock: FastClock) -> Iterator[tuple[str, Throttle]]:
    """The address of a proxy before an upstream, and what it counts."""
    throttle, target = Throttle(limit, clock), urlsplit(upstream).netloc

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with throttle.lock:
                self._answer()

        def _answer(self) -> None:
            if self.path.startswith("/2.3.0/api-throttle/"):
                self._send(
                    200,
                    {
                        "your_request_limit": limit,
                        "limit_frequency_secs": PERIOD,
                        "current_use": throttle.used(),
                        "next_use_secs": throttle.wait(),
                        "ident": "127.0.0.1",
                    },
                )
                return
            throttle.paths.append(self.path)
            if wait := throttle.wait():
                throttle.refused += 1
                detail = f"Request was throttled. Expected available in {wait} seconds."
                self._send(429, {"detail": detail}, ("Retry-After", str(wait)))
                return
            throttle.calls.append(clock.ahead)
            connection = HTTPConnection(target)
            connection.request("GET", self.path, headers={"Host": target})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            if throttle.spoil and (spoiled := throttle.spoil[0](self.path, body)) is not None:
                throttle.spoil.pop(0)
                if not spoiled:
                    self.close_connection = True
                    return
                self._write(*spoiled)
                return
            self._write(answer.status, body)

        def _send(self, status: int, value: object, *fields: tuple[str, str]) -> None:
            self._write(status, json.dumps(value).encode(), *fields)

        def _write(self, status: int, body: bytes, *fields: tuple[str, str]) -> None:
            self.send_response(status)
            for name, value in (*fields, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of http.server
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", throttle
        finally:
            server.shutdown()
            thread.join()
