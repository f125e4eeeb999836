"""The set of several machines, on one: PostgreSQL, Redis, two Downranges and nginx with TLS.

`python -m tests.deploy.whole_set` starts it, says where it is, and stops it at Ctrl-C.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..access.redis_server import redis_server
from ..command import environment, serving
from ..faults.cluster import cluster
from .programs import NAME, Client, nginx


@dataclass(frozen=True)
class WholeSet:
    client: Client
    """Asks nginx."""
    port: int
    addresses: tuple[str, ...]
    """Those of the Downranges."""
    servers: "tuple[subprocess.Popen[str], ...]"
    variables: dict[str, str]
    """The environment of a command on one of the machines."""


@contextmanager
def whole_set(folder: Path, **settings: str) -> Iterator[WholeSet]:
    """Everything, started in the order in which a machine room would not: the servers wait for their database."""
    with ExitStack() as stack:
        postgresql = stack.enter_context(cluster())
        redis = stack.enter_context(redis_server(folder))
        shared = {
            "DOWNRANGE_DATABASE_URL": postgresql.url,
            "DOWNRANGE_CACHE_URL": redis.url,
            "DOWNRANGE_ALLOWED_HOSTS": NAME,
            **{f"DOWNRANGE_{name}": value for name, value in settings.items()},
        }
        machines = [environment(folder / name) | shared for name in ("first", "second")]
        running = [stack.enter_context(serving(machine, "--wait", "60")) for machine in machines]
        addresses, servers = zip(*running, strict=True)
        port = stack.enter_context(nginx(folder, *addresses))
        yield WholeSet(Client(folder, port), port, addresses, servers, machines[0])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="downrange-set-") as name, whole_set(Path(name)) as running:
        sys.stdout.write(
            f"curl --cacert {name}/fullchain.pem --resolve {NAME}:{running.port}:127.0.0.1"
            f" https://{NAME}:{running.port}/2.3.0/\nCtrl-C stops it.\n"
        )
        sys.stdout.flush()
        signal.sigwait([signal.SIGINT, signal.SIGTERM])


if __name__ == "__main__":
    main()
