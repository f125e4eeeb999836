"""The same server answering a constant: what its reading and writing cost, without anything to look up.

    python -m bench.constant PORT [blind]

`/23451` is answered with so many bytes. Every request is read, and none is cached; with `blind`, any bytes that
arrive get the same response unparsed: an upper bound for this design.
"""

import os
import socket
import sys
from functools import cache

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
django.setup()

from downrange.messages import Request  # noqa: E402
from downrange.server.connection import Connection  # noqa: E402
from downrange.server.master import Server  # noqa: E402
from downrange.server.representation import WireResponse  # noqa: E402
from downrange.server.response_cache import CachedEntry  # noqa: E402
from downrange.server.service import Hit, Service  # noqa: E402
from downrange.server.worker import SHUTDOWN_TIMEOUT, Worker  # noqa: E402

NOTHING: CachedEntry = None  # type: ignore[assignment] # nothing is cached


class ConstantService(Service):
    def find(self, request: Request) -> Hit:
        return NOTHING, constant(request.target)


class ConstantConnection(Connection):
    def _cache_raw(self, data: bytes, request: Request, hit: Hit | None) -> None:
        pass


class BlindConnection(ConstantConnection):
    replies: list[WireResponse] = []

    def data_received(self, data: bytes) -> None:
        if not self.replies and data.startswith(b"GET /") and data[5:6].isdigit() and b"." not in data.split()[1]:
            self.replies.append(constant(data.split()[1]))
        if self.replies:
            self.write(self.replies[0])
        else:
            super().data_received(data)


class ConstantWorker(Worker):
    connection = BlindConnection if sys.argv[2:] == ["blind"] else ConstantConnection

    def service(self) -> Service:
        service = super().service()
        service.__class__ = ConstantService
        return service


@cache
def constant(target: bytes) -> WireResponse:
    """A reply of the size that a target names."""
    size = int(target[1:]) if target[1:].isdigit() else 2
    fields = [("Content-Type", "application/json"), ("Vary", "Accept"), ("Allow", "GET"), ("Content-Length", str(size))]
    return WireResponse.of(200, fields, b"x" * size)


def main(port: int) -> None:
    listener = socket.create_server(("127.0.0.1", port))
    options = {
        "bind": f"fd://{listener.detach()}",
        "workers": 1,
        "worker_class": ConstantWorker,
        "preload_app": True,
        "graceful_timeout": SHUTDOWN_TIMEOUT,
        "loglevel": "critical",
        "control_socket_disable": True,
    }
    from downrange.config.application import load

    Server(load, options).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
